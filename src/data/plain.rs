//! Everyday words of a place (`plain/<locale>.tsv`), on which no entry fires lightly.

use super::Error;
use super::tsv::File;
use alloc::vec::Vec;

/// Reads the words that are guarded.
pub fn guarded<'a>(file: File<'a>, errors: &mut Vec<Error>) -> Vec<&'a str> {
    let mut words = Vec::new();
    for row in file.rows_under(&["form", "per_million", "verdict", "note"], errors) {
        let [form, _, verdict, note] = row.cells[..] else { continue };
        match verdict {
            "guarded" => words.push(form),
            "open" if !note.is_empty() => {}
            "open" => errors.push(row.error(3, "say why an editor there changes the word although it is frequent")),
            _ => errors.push(row.error(2, "write guarded or open")),
        }
    }
    words
}
