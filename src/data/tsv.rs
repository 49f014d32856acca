//! Tab-separated files: lines, cells, and the place of a fault.
//!
//! UTF-8, `\n` at each line's end, cells parted by a tab, no quoting. A line that begins with `#` is a comment.

use super::{Error, ErrorKind};
use alloc::vec::Vec;

/// A dictionary file: its path (for errors only) and its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct File<'a> {
    pub path: &'a str,
    pub text: &'a str,
}

/// One row: where it stands and its cells.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    path: &'a str,
    /// From 1.
    pub line: usize,
    pub cells: Vec<&'a str>,
}

impl<'a> File<'a> {
    /// The file's name without folders and ending.
    pub fn stem(self) -> &'a str {
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or(self.path);
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The name of the folder that holds it.
    pub fn folder(self) -> &'a str {
        self.path.rsplit(['/', '\\']).nth(1).unwrap_or_default()
    }

    /// The rows that are neither empty nor comments.
    pub fn rows(self) -> impl Iterator<Item = Row<'a>> {
        let lines = self.text.split('\n').enumerate();
        let kept = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        kept.map(move |(index, line)| Row { path: self.path, line: index + 1, cells: line.split('\t').collect() })
    }

    /// As `rows`, for a file whose first row names its columns: that row must be `columns`, and each other one as long.
    pub fn rows_under(self, columns: &[&str], errors: &mut Vec<Error>) -> Vec<Row<'a>> {
        let mut rows = self.rows();
        match rows.next() {
            Some(head) if head.cells == columns => {}
            Some(head) => errors.push(head.error(0, alloc::format!("the first row must be {}", columns.join(" ⇥ ")))),
            None => errors.push(Error::new(
                ErrorKind::Row,
                alloc::format!("{}: the file is empty; it must have a first row {}", self.path, columns.join(" ⇥ ")),
            )),
        }
        let mut good = Vec::new();
        for row in rows {
            if row.cells.len() == columns.len() {
                good.push(row);
            } else {
                let (found, wanted) = (row.cells.len(), columns.len());
                let message = alloc::format!("{found} cells instead of {wanted}; part them by single tabs");
                errors.push(row.error(found.min(wanted).saturating_sub(1), message));
            }
        }
        good
    }
}

impl Row<'_> {
    /// An error that points at the start of a cell.
    pub fn error(&self, cell: usize, message: impl Into<alloc::string::String>) -> Error {
        let before: usize = self.cells.iter().take(cell).map(|cell| cell.chars().count() + 1).sum();
        Error::new(ErrorKind::Row, message).at(self.path, self.line, before + 1)
    }
}
