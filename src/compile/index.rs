//! The exact index of pairs: entries in, slots out (layout: `table::index`).

use crate::table::index::{TAIL, home};
use alloc::vec::Vec;

/// The slots of an index; no value may be 0.
pub fn slots(entries: &[(u32, u32)]) -> Vec<u8> {
    let mut homes = entries.len() * 3 / 2 + 2;
    loop {
        if let Some(table) = filled(entries, homes) {
            let bytes = |(pair, value): (u32, u32)| [pair.to_le_bytes(), value.to_le_bytes()];
            return table.into_iter().flat_map(bytes).flatten().collect();
        }
        homes += homes / 8;
    }
}

/// A table with so many homes, if every entry finds a slot.
fn filled(entries: &[(u32, u32)], homes: usize) -> Option<Vec<(u32, u32)>> {
    let mut table = alloc::vec![(0_u32, 0_u32); homes + TAIL];
    // The last slot stays empty, so that every search ends.
    let last = table.len() - 1;
    for &(pair, value) in entries {
        let free = table[home(pair, homes)..last].iter_mut().find(|slot| slot.1 == 0)?;
        *free = (pair, value);
    }
    Some(table)
}
