//! How often two characters stand beside each other in native text (`pairs.tsv`).

use super::Error;
use super::tsv::File;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Occurrences per million pairs, in Simplified and in Traditional script.
pub type Counts = BTreeMap<(char, char), [u32; 2]>;

/// Reads `pairs.tsv`.
pub fn counts(file: File<'_>, errors: &mut Vec<Error>) -> Counts {
    let mut counts = Counts::new();
    for row in file.rows_under(&["pair", "hans", "hant"], errors) {
        let [pair, hans, hant] = row.cells[..] else { continue };
        let mut chars = pair.chars();
        let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next()) else {
            errors.push(row.error(0, "write exactly two characters"));
            continue;
        };
        match (hans.parse(), hant.parse()) {
            (Ok(hans), Ok(hant)) => drop(counts.insert((first, second), [hans, hant])),
            (Err(_), _) => errors.push(row.error(1, "write a whole number")),
            (_, Err(_)) => errors.push(row.error(2, "write a whole number")),
        }
    }
    counts
}
