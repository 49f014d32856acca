//! Files of a caller's words.

use super::compile::unfit;
use super::{Lexicon, Origin, Row, Says, Words};
use crate::data::concept::{self, Cell};
use crate::data::tsv::{self, File};
use crate::data::{Error, ErrorKind, Place, opencc};
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
    match rows.peek().and_then(|first| columns(&first.cells)) {
        Some(columns) => {
            let mut errors = Vec::new();
            let head = rows.next();
            errors.extend(head.iter().flat_map(unknown));
            let names = head.map(|head| head.cells).unwrap_or_default();
            let is_one = |columns: &&Option<Place>| columns.is_some();
            if columns.iter().filter(is_one).count() < 2 {
                let message = format!("{name}: one place alone has words; name the columns of two at least");
                errors.push(Error::new(ErrorKind::Row, message));
            }
            lexicon(name, rows, errors, |row| concept(row, &names, &columns))
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
        for (cell, text) in [form, written].into_iter().enumerate() {
            if let Some(message) = unfit(text) {
                return Err(row.error(cell, message));
            }
        }
        Ok(Says::Replace { form: form.to_string(), written: written.to_string(), exact: false })
    })
}

#[cfg(feature = "std")]
pub fn file(path: &std::path::Path) -> Result<Lexicon, Error> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("the file cannot be read: {error}; check the path");
        Error::new(ErrorKind::File, message).in_file(&name)
    })?;
    let text = core::str::from_utf8(&bytes).map_err(|error| {
        let at = error.valid_up_to();
        let message = format!("the file is not UTF-8 from byte {at} on; save it as UTF-8");
        Error::new(ErrorKind::Encoding, message).in_file(&name).at_offset(at as u64)
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
    if row.cells.len() == 2 && MARKS.contains(&written) {
        let message = format!("{written} stands where the form's text should; part it by two tabs from the form");
        return Err(row.error(1, message));
    }
    let is = |mark: &str| marks.contains(&mark);
    let exact = is("exact");
    for (cell, text) in [form, written].into_iter().enumerate() {
        if text.trim() != text {
            return Err(row.error(cell, "the cell begins or ends with a blank; take it away"));
        }
    }
    if let Some(message) = unfit(form) {
        return Err(row.error(0, message));
    }
    if let Some(message) = unfit(written).filter(|_| !written.is_empty()) {
        return Err(row.error(1, message));
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

/// The place that a column's name tells: `tw`, or the locale, `zh-TW`.
fn place(name: &str) -> Option<Place> {
    let tag = match name.split_once(['-', '_']) {
        Some((language, tag)) if language.eq_ignore_ascii_case("zh") => tag,
        _ => name,
    };
    Place::ALL.iter().copied().find(|place| tag.eq_ignore_ascii_case(place.tag()))
}

/// The places of columns, if these are the names of some.
fn columns(cells: &[&str]) -> Option<Vec<Option<Place>>> {
    let places: Vec<Option<Place>> = cells.iter().map(|cell| place(cell)).collect();
    let is_known = |(place, cell): (&Option<Place>, &&str)| place.is_some() || OTHERS.contains(cell);
    let names = places.iter().zip(cells).filter(|&both| is_known(both)).count();
    (places.iter().any(Option::is_some) && names >= 2).then_some(places)
}

/// Columns whose names say nothing, or what another says.
fn unknown<'h>(head: &'h tsv::Row<'_>) -> impl Iterator<Item = Error> + use<'h> {
    let places = columns(&head.cells).unwrap_or_default();
    head.cells.iter().enumerate().zip(places).filter_map(move |((number, name), place)| {
        let is_known = place.is_some() || OTHERS.contains(name);
        let mut before = head.cells.iter().take(number);
        if is_known {
            let is_second =
                before.any(|&other| if place.is_some() { self::place(other) == place } else { other == *name });
            return is_second.then(|| head.error(number, format!("there are two columns {name}; keep one")));
        }
        let others = OTHERS.join(", ");
        Some(head.error(number, format!("there is no column {name}; write one of cn, tw, hk, mo, sg, my, {others}")))
    })
}

fn concept(row: &tsv::Row<'_>, head: &[&str], columns: &[Option<Place>]) -> Result<Says, Error> {
    if row.cells.len() != columns.len() {
        let (found, wanted) = (row.cells.len(), columns.len());
        let cell = if found > wanted { wanted } else { found.saturating_sub(1) };
        return Err(row.error(cell, format!("{found} instead of {wanted} cells; part them by single tabs")));
    }
    let mut cells = <[Words; 6]>::default();
    let id = head.iter().zip(&row.cells).find(|(name, _)| **name == "id").map(|(_, id)| String::from(*id));
    for (number, (text, place)) in row.cells.iter().zip(columns).enumerate() {
        let Some(cell) = place.and_then(|place| cells.get_mut(place as usize)) else { continue };
        let parsed = concept::parse(text).map_err(|message| row.error(number, message))?;
        if let Cell::Forms(forms) = &parsed
            && let Some(message) = forms.iter().find_map(|form| unfit(form.text))
        {
            return Err(row.error(number, message));
        }
        *cell = parsed.into();
    }
    Ok(Says::Concept { id: id.filter(|id| !id.is_empty()), cells })
}
