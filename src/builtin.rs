//! The embedded table and the plans over it.

use crate::Preset;
use crate::engine::Plan;
use crate::table::Table;
use alloc::boxed::Box;
use once_cell::race::OnceBox;

/// A cache line's alignment: nothing needs it, reading is a little quicker.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/table.bin")));

/// The plan of a preset: a few views of the table, made when first asked for and shared from then on.
#[expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "the array is as long as the enumeration, and a test asks the embedded table for every preset"
)]
pub(crate) fn preset(preset: Preset) -> &'static Plan<'static> {
    static PLANS: [OnceBox<Plan<'static>>; Preset::ALL.len()] = [const { OnceBox::new() }; Preset::ALL.len()];
    let plan = || Plan::preset(Table::new(&BYTES.0), preset.name()).expect("the embedded table has every preset");
    PLANS[preset as usize].get_or_init(|| Box::new(plan()))
}
