//! What a form means where it stands: `senses/<domain>.tsv`, one sense a row, of a form the first row that holds wins.

use super::tsv::{File, Row};
use super::{Domain, Error, ErrorKind, Place};
use alloc::format;
use alloc::vec::Vec;

const COLUMNS: [&str; 9] = ["id", "form", "read_in", "concept", "before", "after", "near", "act", "case"];

/// One row.
#[derive(Clone, Debug)]
pub struct Sense<'a> {
    pub id: &'a str,
    pub form: &'a str,
    /// Whose text it reads: a bit each by the place's number.
    pub read_in: u8,
    /// The id of what the form means; empty where nothing is written.
    pub concept: &'a str,
    /// One of these stands directly before the form; empty where that does not matter. [`EDGE`]: no letter does.
    /// [`LINE`]: the line begins.
    pub before: Vec<&'a str>,
    /// The same directly after it.
    pub after: Vec<&'a str>,
    /// One of these stands in the sentence.
    pub near: Vec<&'a str>,
    /// Or one of these lists of cues, a bit each by its number.
    pub lists: u32,
    /// Or a word of one of these domains.
    pub domains: Vec<Domain>,
    pub act: Act,
    /// A sentence in which this row decides.
    pub case: &'a str,
    /// For errors.
    pub row: Row<'a>,
}

/// What is done where a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The target's word for the concept is written.
    Write,
    /// The form stays.
    Keep,
    /// It stays, and is told to the caller.
    Report,
}

/// In a list of neighbours: no letter or digit stands here.
pub const EDGE: &str = "";
/// In a list of neighbours: the line begins or ends here, as beside a label or a heading.
pub const LINE: &str = "\n";

/// A list of cues that rows share, which they name as `%name`.
#[derive(Clone, Debug)]
pub struct Cues<'a> {
    pub name: &'a str,
    pub texts: Vec<&'a str>,
}

/// The most such lists.
pub const MOST_LISTS: usize = u32::BITS as usize;

/// Reads `cues.tsv`.
pub fn cues<'a>(file: File<'a>, errors: &mut Vec<Error>) -> Vec<Cues<'a>> {
    let mut lists = Vec::new();
    for row in file.rows_under(&["name", "texts", "note"], errors) {
        let &[name, texts, _] = row.cells.as_slice() else { continue };
        let cues = Cues { name, texts: list(texts) };
        if cues.texts.iter().any(|text| text.chars().nth(1).is_none()) {
            errors.push(row.error(1, "a word that is near has two characters or more"));
        }
        if lists.len() == MOST_LISTS {
            errors.push(row.error(0, "there are too many lists; join some"));
            break;
        }
        lists.push(cues);
    }
    lists
}

/// Reads a file of `senses/`.
pub fn senses<'a>(file: File<'a>, cues: &[Cues<'a>], errors: &mut Vec<Error>) -> Vec<Sense<'a>> {
    if !Domain::ALL.iter().any(|domain| file.stem() == domain.name()) && file.stem() != "names" {
        let message = format!("{}: there is no domain of that name; add it to src/data/layer.rs", file.path);
        errors.push(Error::new(ErrorKind::Row, message));
    }
    let mut senses: Vec<Sense<'a>> = Vec::new();
    for row in file.rows_under(&COLUMNS, errors) {
        let &[id, form, read_in, concept, before, after, near, act, case] = row.cells.as_slice() else { continue };
        let mut fault = |cell: usize, message: &str| errors.push(row.error(cell, message));
        if id.is_empty() || senses.iter().any(|other| other.id == id) {
            fault(0, "an id of its own is missing");
        }
        if form.chars().nth(1).is_none() {
            fault(1, "a form has two characters or more");
        }
        let act = match act {
            "write" => Act::Write,
            "keep" => Act::Keep,
            "report" => Act::Report,
            _ => {
                fault(7, "write write, keep or report");
                continue;
            }
        };
        if (act == Act::Write) == concept.is_empty() {
            fault(3, "a row that writes names its concept, and no other row does");
        }
        let read_in = places(read_in).unwrap_or_else(|| {
            fault(2, "write hans, hant or places parted by |: cn, tw, hk, mo, sg, my");
            0
        });
        let (domains, near): (Vec<&str>, Vec<&str>) = list(near).into_iter().partition(|text| text.starts_with('@'));
        let (named, near): (Vec<&str>, Vec<&str>) = near.into_iter().partition(|text| text.starts_with('%'));
        let mut lists = 0;
        for name in named {
            match cues.iter().position(|cues| name.strip_prefix('%') == Some(cues.name)) {
                Some(number) => lists |= 1_u32 << number,
                None => fault(6, &format!("cues.tsv has no list {name}")),
            }
        }
        if near.iter().any(|text| text.chars().nth(1).is_none()) {
            fault(6, "a word that is near has two characters or more");
        }
        let named =
            |text: &&str| Domain::ALL.iter().copied().find(|domain| text.strip_prefix('@') == Some(domain.name()));
        if domains.iter().any(|text| named(text).is_none()) {
            fault(6, "after @ stands the name of a domain");
        }
        let domains = domains.iter().filter_map(named).collect();
        let (before, after) = (neighbours(before, ["^", "^^"]), neighbours(after, ["$", "$$"]));
        senses.push(Sense { id, form, read_in, concept, before, after, near, lists, domains, act, case, row });
    }
    senses
}

fn list(cell: &str) -> Vec<&str> {
    cell.split('|').filter(|text| !text.is_empty()).collect()
}

/// The texts of a cell, in which two signs stand for edges.
fn neighbours<'a>(cell: &'a str, [edge, line]: [&str; 2]) -> Vec<&'a str> {
    let text = |text| match text {
        _ if text == edge => EDGE,
        _ if text == line => LINE,
        _ => text,
    };
    list(cell).into_iter().map(text).collect()
}

/// `hans`, `hant` or places; the bits of their numbers.
fn places(cell: &str) -> Option<u8> {
    cell.split('|').try_fold(0, |bits, name| {
        let of = |wanted: &dyn Fn(Place) -> bool| {
            let places = Place::ALL.iter().filter(|&&place| wanted(place));
            places.fold(0_u8, |bits, &place| bits | 1 << place as u8)
        };
        let named = match name {
            "hans" => of(&|place| place.script() == super::Script::Hans),
            "hant" => of(&|place| place.script() == super::Script::Hant),
            _ => of(&|place| place.tag().eq_ignore_ascii_case(name)),
        };
        Some(bits | named).filter(|_| named != 0)
    })
}
