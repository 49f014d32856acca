//! Our own lexicon: `concepts/<domain>.tsv` and `names/<kind>.tsv`, one meaning a row with its word in each place.

use super::tsv::{File, Row};
use super::{Domain, Error, Layer};
use alloc::format;
use alloc::vec::Vec;

const CONCEPTS: [&str; 10] = ["id", "en", "cn", "tw", "hk", "mo", "sg", "my", "note", "source"];
const NAMES: [&str; 11] = ["id", "kind", "en", "cn", "tw", "hk", "mo", "sg", "my", "note", "source"];

/// One meaning.
#[derive(Clone, Debug)]
pub struct Concept<'a> {
    pub id: &'a str,
    pub layer: Layer,
    /// Its words by place, in the order of `Place::ALL`.
    pub cells: [Cell<'a>; 6],
    /// For errors.
    pub row: Row<'a>,
    /// The number of the first cell in the row.
    first: usize,
}

/// What a place calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is said: another place's word counts.
    Empty,
    /// The place has no word of its own.
    None,
    /// The first is written, all are recognised.
    Forms(Vec<Form<'a>>),
}

/// A written word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form<'a> {
    pub text: &'a str,
    /// Its spelling in the other script, where the row gives one (`text=other`).
    pub other: Option<&'a str>,
    /// Recognised by a sense or inside a longer entry only (`~text`).
    pub by_sense: bool,
}

impl<'a> Concept<'a> {
    /// An error that points at a place's cell.
    pub fn error(&self, place: usize, message: impl Into<alloc::string::String>) -> Error {
        self.row.error(self.first + place, message)
    }

    /// The forms of a place's own cell.
    pub fn forms(&self, place: usize) -> &[Form<'a>] {
        match self.cells.get(place) {
            Some(Cell::Forms(forms)) => forms,
            _ => &[],
        }
    }
}

/// Reads a file of `concepts/`; its name is its domain.
pub fn concepts<'a>(file: File<'a>, errors: &mut Vec<Error>) -> Vec<Concept<'a>> {
    let domain = Domain::ALL.iter().find(|domain| file.stem() == domain.name());
    let Some(domain) = domain else {
        let message = format!("{}: there is no domain of that name; add it to src/data/layer.rs", file.path);
        errors.push(Error::new(super::ErrorKind::Row, message));
        return Vec::new();
    };
    rows(file, &CONCEPTS, 2, Layer::Term(*domain), errors)
}

/// Reads a file of `names/`.
pub fn names<'a>(file: File<'a>, errors: &mut Vec<Error>) -> Vec<Concept<'a>> {
    rows(file, &NAMES, 3, Layer::Name, errors)
}

fn rows<'a>(file: File<'a>, columns: &[&str], first: usize, layer: Layer, errors: &mut Vec<Error>) -> Vec<Concept<'a>> {
    let mut concepts: Vec<Concept<'a>> = Vec::new();
    for row in file.rows_under(columns, errors) {
        let id = row.cells.first().copied().unwrap_or_default();
        if id.is_empty() || !id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
            errors.push(row.error(0, "an id is made of small letters, digits and hyphens"));
        }
        if let Some(last) = concepts.last().filter(|last| last.id >= id) {
            let message = if last.id == id { "has a row already; keep one" } else { "stands after a later id; sort" };
            errors.push(row.error(0, format!("{id} {message} (the row before is {})", last.id)));
        }
        let mut cells = [const { Cell::Empty }; 6];
        for (number, cell) in cells.iter_mut().enumerate() {
            match parse(row.cells.get(first + number).copied().unwrap_or_default()) {
                Ok(parsed) => *cell = parsed,
                Err(message) => errors.push(row.error(first + number, message)),
            }
        }
        concepts.push(Concept { id, layer, cells, row, first });
    }
    concepts
}

/// Reads a cell.
pub fn parse(text: &str) -> Result<Cell<'_>, &'static str> {
    if text.is_empty() {
        return Ok(Cell::Empty);
    }
    if text == "-" {
        return Ok(Cell::None);
    }
    let mut forms: Vec<Form<'_>> = Vec::new();
    for part in text.split('|') {
        let (by_sense, part) = part.strip_prefix('~').map_or((false, part), |rest| (true, rest));
        let (text, other) = part.split_once('=').map_or((part, None), |(text, other)| (text, Some(other)));
        if part.is_empty() {
            return Err("nothing stands beside a | or ~; write a form there, or take it away");
        }
        if text.chars().nth(1).is_none() {
            return Err("a form has two characters or more; a shorter one stands in too many other words");
        }
        if text.trim() != text || text.contains('~') {
            return Err("a form begins and ends without a blank and holds no ~; part forms by |");
        }
        if forms.iter().any(|form| form.text == text) {
            return Err("the form stands twice in this cell; keep one");
        }
        forms.push(Form { text, other, by_sense });
    }
    Ok(Cell::Forms(forms))
}
