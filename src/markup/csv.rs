//! Tables of cells: comma-separated values (RFC 4180), and those separated by tabs. No library tells where cells stand.

use super::Fault;
use super::texts::Texts;
use super::writing::{Writing, doubled};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

/// What parts cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    Comma,
    Tab,
}

/// Tells of all cells, or of those in columns that are named in the first row, by name or number from 1.
pub fn scan(document: &str, separator: Separator, columns: &[String], texts: &mut Texts) -> Result<(), Fault> {
    let mut cells = Cells { document, separator, at: 0 };
    let header = cells.header()?;
    let names: Vec<String> = header.iter().map(|cell| cell.name(document)).collect();
    let asked = match columns {
        [] => None,
        _ => Some(find(&names, columns)?),
    };
    if asked.is_none() {
        cells.at = 0;
    }
    let mut column = 0;
    while let Some(cell) = cells.next()? {
        if asked.as_ref().is_none_or(|asked| asked.contains(&column)) {
            let start = texts.text.len();
            cell.tell(document, separator, texts);
            // Who asks for a column means it.
            let name = names.get(column).filter(|_| asked.is_none()).map_or("", String::as_str);
            texts.edition(name, start);
        }
        column = if cell.ends_row { 0 } else { column + 1 };
    }
    Ok(())
}

/// The numbers, from 0, of the columns that are asked for.
fn find(names: &[String], columns: &[String]) -> Result<Vec<usize>, Fault> {
    let mut found = Vec::new();
    for column in columns {
        let before = found.len();
        let named = names.iter().enumerate().filter(|(_, name)| *name == column.trim());
        found.extend(named.map(|(number, _)| number));
        if found.len() == before {
            let number = column.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            found.push(number.filter(|number| *number < names.len()).ok_or_else(|| Fault {
                at: 0,
                message: format!("there is no column {column:?}; write one of {}", names.join(", ")),
            })?);
        }
    }
    Ok(found)
}

struct Cell {
    /// Without quotation marks.
    range: Range<usize>,
    is_quoted: bool,
    ends_row: bool,
}

impl Cell {
    fn tell(&self, document: &str, separator: Separator, texts: &mut Texts) {
        let range = self.range.clone();
        match separator {
            _ if self.is_quoted => doubled(texts, document, range, '"'),
            Separator::Comma => texts.raw(document, range, Writing::Without(",\"\r\n")),
            Separator::Tab => texts.raw(document, range, Writing::Without("\t\"\r\n")),
        }
        texts.end();
    }

    fn name(&self, document: &str) -> String {
        let text = document.get(self.range.clone()).unwrap_or_default().trim();
        if self.is_quoted { text.replace("\"\"", "\"") } else { text.to_string() }
    }
}

struct Cells<'d> {
    document: &'d str,
    separator: Separator,
    at: usize,
}

impl Cells<'_> {
    /// The cells of the first row that is not empty.
    fn header(&mut self) -> Result<Vec<Cell>, Fault> {
        let mut row = Vec::new();
        while let Some(cell) = self.next()? {
            let ends = cell.ends_row;
            row.push(cell);
            match row.as_slice() {
                [only] if ends && !only.is_quoted && only.range.is_empty() => row.clear(),
                _ if ends => break,
                _ => {}
            }
        }
        Ok(row)
    }

    fn next(&mut self) -> Result<Option<Cell>, Fault> {
        let at = self.at;
        let Some(text) = self.document.get(at..).filter(|text| !text.is_empty()) else { return Ok(None) };
        let quoted = quoted_len(text);
        let ends = |len: usize| {
            let after = text.get(len..).unwrap_or_default();
            after.is_empty() || after.starts_with(['\n', '\r', self.separator.mark()])
        };
        let (range, end) = match quoted {
            Some(len) if ends(len) => (at + 1..at + len - 1, len),
            // A quotation mark that closes nothing is text where few programs write such.
            _ if self.separator == Separator::Tab || !text.starts_with('"') => {
                let len = text.find(['\n', '\r', self.separator.mark()]).unwrap_or(text.len());
                (at..at + len, len)
            }
            Some(len) => {
                let message = "text follows a quotation mark that closes a cell; double those that stand in one";
                return Err(Fault { at: at + len, message: message.into() });
            }
            None => {
                let message =
                    "a cell is not closed; write a quotation mark at its end, and double those that stand in it";
                return Err(Fault { at, message: message.into() });
            }
        };
        let is_quoted = range.start > at;
        let after = text.get(end..).unwrap_or_default();
        let ends_row = !after.starts_with(self.separator.mark());
        self.at += end + if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
        Ok(Some(Cell { range, is_quoted, ends_row }))
    }
}

impl Separator {
    fn mark(self) -> char {
        match self {
            Separator::Comma => ',',
            Separator::Tab => '\t',
        }
    }
}

/// The bytes of a cell that begins with a quotation mark, up to the one that closes it.
fn quoted_len(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('"')?;
    let mut marks = inner.match_indices('"').map(|(at, _)| at).peekable();
    while let Some(at) = marks.next() {
        if marks.next_if(|next| *next == at + 1).is_none() {
            return Some(1 + at + 1);
        }
    }
    None
}
