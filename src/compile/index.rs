//! The exact index of pairs: entries in, slots out (layout: `table::index`).

use crate::table::index::home;
use alloc::vec::Vec;

/// The slots of an index; no value may be 0.
pub fn slots(entries: &[(u32, u32)]) -> Vec<u8> {
    let mut count = entries.len() * 3 / 2 + 2;
    let step = count / 256 + 2;
    'grow: loop {
        let mut table = alloc::vec![(0_u32, 0_u32); count];
        for &(pair, value) in entries {
            let mut at = home(pair, count);
            while table[at].1 != 0 {
                at += 1;
                // The last slot stays empty, so that every search ends.
                if at + 1 >= count {
                    count += step;
                    continue 'grow;
                }
            }
            if at + 1 >= count {
                count += step;
                continue 'grow;
            }
            table[at] = (pair, value);
        }
        return table
            .into_iter()
            .flat_map(|(pair, value)| [pair.to_le_bytes(), value.to_le_bytes()])
            .flatten()
            .collect();
    }
}
