//! How dear words are (`frequencies.tsv`).

use super::Error;
use super::tsv::File;
use alloc::vec::Vec;

/// The most characters of a word.
pub const LONGEST: usize = 6;

/// Reads the words with their costs: -10 times the natural logarithm of their share in text.
pub fn costs<'a>(file: File<'a>, errors: &mut Vec<Error>) -> Vec<(&'a str, u8)> {
    let mut costs = Vec::new();
    for row in file.rows_under(&["word", "cost"], errors) {
        let [word, cost] = row.cells[..] else { continue };
        if !(1..=LONGEST).contains(&word.chars().count()) {
            errors.push(row.error(0, "write a word of one to six characters"));
            continue;
        }
        match cost.parse() {
            Ok(cost) => costs.push((word, cost)),
            Err(_) => errors.push(row.error(1, "write a whole number from 0 to 255")),
        }
    }
    costs
}
