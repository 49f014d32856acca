//! The embedded table and the plans over it.

use crate::engine::{Plan, PresetPlan};
use crate::table::Table;
use crate::{Locale, Place, Preset, Script};
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
pub(crate) fn preset(preset: Preset) -> &'static PresetPlan<'static> {
    static PLANS: [OnceBox<PresetPlan<'static>>; Preset::ALL.len()] = [const { OnceBox::new() }; Preset::ALL.len()];
    let plan = || PresetPlan::new(Table::new(&BYTES.0), preset.name()).expect("the embedded table has every preset");
    PLANS[preset as usize].get_or_init(|| Box::new(plan()))
}

/// The plan of a locale, likewise.
#[expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "the array has room for each script and place, and a test asks the embedded table for every locale"
)]
pub(crate) fn plan(locale: Locale) -> &'static Plan<'static> {
    const PLACES: usize = Place::ALL.len() + 1;
    static PLANS: [OnceBox<Plan<'static>>; 2 * PLACES] = [const { OnceBox::new() }; 2 * PLACES];
    let place = locale.place().map_or(0, |place| place as usize + 1);
    let number = if locale.script() == Script::Hans { place } else { PLACES + place };
    let plan = || Plan::new(Table::new(&BYTES.0), locale).expect("the embedded table has every locale");
    PLANS[number].get_or_init(|| Box::new(plan()))
}
