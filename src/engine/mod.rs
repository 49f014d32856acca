//! A plan and a text in, output and edits out.
//!
//! [`blind`] copies text through the character table and notes where a key of two or more characters may change
//! something; there [`front`] opens a window of a few characters, which [`chain`] judges exactly. [`trace`] keeps what
//! was done, for reports.

mod blind;
mod chain;
mod front;
mod trace;

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

pub use trace::{EditData, EntryData, Report, Trace};

use crate::table::Table;
use chain::Chain;
use front::Front;

/// One preset over a table: views of the table's sections, nothing copied.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'t> {
    front: Front<'t>,
    chain: Chain<'t>,
}

impl<'t> Plan<'t> {
    /// The plan of a preset, if the table has it.
    pub fn preset(table: Table<'t>, name: &str) -> Option<Self> {
        use crate::table::plan::{PresetRow, STAGES};
        use crate::table::{Section, bytes};

        let presets = table.section(Section::Presets);
        let rows = presets.get(STAGES * 4..)?.as_chunks::<{ PresetRow::BYTES }>().0;
        let name = PresetRow::name(name);
        let number = rows.iter().position(|row| PresetRow::from_bytes(row).name == name)?;
        let row = PresetRow::from_bytes(rows.get(number)?);
        let rare_before = |stage: usize| (0..stage).map(|stage| bytes::u32_at(presets, stage * 4) as usize).sum();
        Some(Plan { front: Front::new(table, &row, number)?, chain: Chain::new(table, &row, rare_before)? })
    }

    /// The name of a source table.
    pub fn table_name(&self, table: u8) -> &'t str {
        self.chain.table_name(table)
    }
}
