//! What marks text about words: `glosses.tsv`.

use super::Error;
use super::tsv::File;
use alloc::vec::Vec;

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Where or in which language a thing is called so.
    Place,
    /// Stands between.
    Filler,
    /// Says that a thing is called so.
    Names,
    /// Behind a name it shows that the name is meant.
    Word,
    /// The same behind a quoted name only.
    WordOfQuotation,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Place, Kind::Filler, Kind::Names, Kind::Word, Kind::WordOfQuotation];

    const fn name(self) -> &'static str {
        match self {
            Kind::Place => "place",
            Kind::Filler => "filler",
            Kind::Names => "names",
            Kind::Word => "word",
            Kind::WordOfQuotation => "word of a quotation",
        }
    }
}

/// Reads the marks.
pub fn glosses<'a>(file: File<'a>, errors: &mut Vec<Error>) -> Vec<(Kind, &'a str)> {
    let mut marks = Vec::new();
    for row in file.rows_under(&["kind", "text"], errors) {
        let &[kind, text] = row.cells.as_slice() else { continue };
        match Kind::ALL.into_iter().find(|known| known.name() == kind) {
            Some(_) if text.is_empty() => errors.push(row.error(1, "the text is missing")),
            Some(kind) => marks.push((kind, text)),
            None => errors.push(row.error(0, "write place, filler, names, word or word of a quotation")),
        }
    }
    marks
}
