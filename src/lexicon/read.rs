//! Files of a caller's words.

use super::{Lexicon, Origin, Row, Says, Words};
use crate::data::tsv::{self, File};
use crate::data::{Error, ErrorKind, Place, concept, opencc};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// The columns of concepts beside those of places.
const OTHERS: [&str; 5] = ["id", "kind", "en", "note", "source"];
const MARKS: [&str; 3] = ["exact", "keep", "forbid"];

/// Rows of two columns, or of concept columns.
pub fn tsv(name: &str, text: &str) -> Result<Lexicon, Error> {
    let text = plain(text);
    let mut rows = File { path: name, text: &text }.rows().peekable();
    let head = rows.peek().and_then(|first| columns(&first.cells));
    match head {
        Some(columns) => {
            let mut errors = Vec::new();
            if let Some(head) = rows.next() {
                errors.extend(unknown(&head));
            }
            let is_one = |columns: &&Option<Place>| columns.is_some();
            if columns.iter().filter(is_one).count() < 2 {
                let message = format!("{name}: one place alone has words; name the columns of two at least");
                errors.push(Error::new(ErrorKind::Row, message));
            }
            lexicon(name, rows, errors, |row| concept(row, &columns))
        }
        None => lexicon(name, rows, Vec::new(), pair),
    }
}

/// OpenCC's text format.
pub fn opencc(name: &str, text: &str) -> Result<Lexicon, Error> {
    let text = plain(text);
    let rows = File { path: name, text: &text }.rows();
    lexicon(name, rows, Vec::new(), |row| {
        let (form, written, _) = opencc::entry(row)?;
        Ok(Says::Replace { form: form.to_string(), written: written.to_string(), exact: false })
    })
}

#[cfg(feature = "std")]
pub fn file(path: &std::path::Path) -> Result<Lexicon, Error> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("{name} cannot be read: {error}; check the path");
        Error::new(ErrorKind::File, message)
    })?;
    let text = core::str::from_utf8(&bytes).map_err(|error| {
        let at = error.valid_up_to();
        let message = format!("{name} is not UTF-8 from byte {at} on; save it as UTF-8");
        Error::new(ErrorKind::Encoding, message).at_offset(at as u64)
    })?;
    let is_opencc = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    if is_opencc { opencc(&name, text) } else { tsv(&name, text) }
}

/// Without a byte order mark, and with line ends as everywhere.
fn plain(text: &str) -> String {
    text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n")
}

fn lexicon<'a>(
    name: &str,
    rows: impl Iterator<Item = tsv::Row<'a>>,
    mut errors: Vec<Error>,
    read: impl Fn(&tsv::Row<'a>) -> Result<Says, Error>,
) -> Result<Lexicon, Error> {
    let name: Arc<str> = name.into();
    let mut lexicon = Lexicon::new();
    for row in rows {
        match read(&row) {
            Ok(says) => lexicon.rows.push(Row { says, origin: Origin::File(name.clone(), row.line) }),
            Err(error) => errors.push(error),
        }
    }
    match Error::of(errors) {
        Some(error) => Err(error),
        None => Ok(lexicon),
    }
}

fn pair(row: &tsv::Row<'_>) -> Result<Says, Error> {
    let (form, written, marks) = match row.cells[..] {
        [form, written] => (form, written, ""),
        [form, written, marks] => (form, written, marks),
        [_] => return Err(row.error(0, "write the form, a tab, and what it becomes")),
        _ => return Err(row.error(3, "a row has three cells at most: the form, what it becomes, marks")),
    };
    let marks: Vec<&str> = marks.split(' ').filter(|mark| !mark.is_empty()).collect();
    if let Some(mark) = marks.iter().find(|mark| !MARKS.contains(mark)) {
        return Err(row.error(2, format!("there is no mark {mark}; write one of {}", MARKS.join(", "))));
    }
    let is = |mark: &str| marks.contains(&mark);
    let exact = is("exact");
    for (cell, text) in [form, written].into_iter().enumerate() {
        if text.trim() != text {
            return Err(row.error(cell, "the cell begins or ends with a blank; take it away"));
        }
    }
    let form = form.to_string();
    match (is("keep"), is("forbid"), written) {
        (true, true, _) => Err(row.error(2, "keep and forbid say different things; write one of them")),
        (true, false, "") => Ok(Says::Keep { form, exact }),
        (false, true, "") => Ok(Says::Forbid { form, exact }),
        (false, false, "") => Err(row.error(1, "write what the form becomes, or keep or forbid in the third cell")),
        (false, false, written) => Ok(Says::Replace { form, written: written.to_string(), exact }),
        _ => Err(row.error(1, "a form that is kept or forbidden becomes nothing; leave the second cell empty")),
    }
}

/// The places of columns, if these are the names of some.
fn columns(cells: &[&str]) -> Option<Vec<Option<Place>>> {
    let place = |cell: &&str| Place::ALL.iter().copied().find(|place| cell.eq_ignore_ascii_case(place.tag()));
    let places: Vec<Option<Place>> = cells.iter().map(place).collect();
    let is_known = |(place, cell): (&Option<Place>, &&str)| place.is_some() || OTHERS.contains(cell);
    let names = places.iter().zip(cells).filter(|&both| is_known(both)).count();
    (places.iter().any(Option::is_some) && names >= 2).then_some(places)
}

/// Columns whose names say nothing.
fn unknown<'h>(head: &'h tsv::Row<'_>) -> impl Iterator<Item = Error> + use<'h> {
    let places = columns(&head.cells).unwrap_or_default();
    head.cells.iter().enumerate().zip(places).filter_map(move |((number, name), place)| {
        let is_known = place.is_some() || OTHERS.contains(name);
        let message =
            || format!("there is no column {name}; write one of cn, tw, hk, mo, sg, my, {}", OTHERS.join(", "));
        (!is_known).then(|| head.error(number, message()))
    })
}

fn concept(row: &tsv::Row<'_>, columns: &[Option<Place>]) -> Result<Says, Error> {
    if row.cells.len() != columns.len() {
        let message = format!("{} cells instead of {}; part them by single tabs", row.cells.len(), columns.len());
        return Err(row.error(row.cells.len().min(columns.len()).saturating_sub(1), message));
    }
    let mut cells = <[Words; 6]>::default();
    for (number, (text, place)) in row.cells.iter().zip(columns).enumerate() {
        let Some(cell) = place.and_then(|place| cells.get_mut(place as usize)) else { continue };
        *cell = concept::parse(text).map_err(|message| row.error(number, message))?.into();
    }
    Ok(Says::Concept(cells))
}
