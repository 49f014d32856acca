//! OpenCC's tables (`key ⇥ value value …`) and configurations (`presets.tsv`).
//!
//! The formats are OpenCC's own (its `TextDict` and its JSON configurations); of several values OpenCC takes the first.

use super::tsv::{File, Row};
use super::{Error, ErrorKind};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A table by its name: keys with the value that OpenCC writes.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub name: String,
    pub entries: BTreeMap<String, String>,
    /// The keys that have several values.
    choices: BTreeSet<String>,
}

impl Table {
    /// The rows that say anything but "it stays", with whether they have several values.
    pub fn changed(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        let rows = self.entries.iter().map(|(key, value)| (key.as_str(), value.as_str(), self.choices.contains(key)));
        rows.filter(|(key, value, choice)| *choice || key != value)
    }
}

/// Tables in the order in which they are tried; the tables of one step are joined (the longest key of all wins).
pub type Cascade = Vec<Vec<String>>;

/// One configuration.
#[derive(Clone, Debug)]
pub struct Config {
    pub name: String,
    pub normalization: Cascade,
    pub segmentation: Option<Cascade>,
    pub stages: Vec<Cascade>,
}

const COLUMNS: [&str; 5] = ["preset", "normalization", "segmentation", "stage 1", "stage 2"];

/// Reads a table; its name is the file's.
pub fn table(file: File<'_>, errors: &mut Vec<Error>) -> Table {
    let name = file.stem().to_string();
    let mut entries = BTreeMap::new();
    let mut choices = BTreeSet::new();
    let mut lines = BTreeMap::new();
    for row in file.rows() {
        match entry(&row) {
            Err(error) => errors.push(error),
            Ok((key, value, several)) => {
                if several {
                    choices.insert(key.to_string());
                }
                if let Some(first) = lines.insert(key, row.line) {
                    errors.push(row.error(0, format!("{key} has a row already, line {first}; keep one of them")));
                }
                entries.insert(key.to_string(), value.to_string());
            }
        }
    }
    Table { name, entries, choices }
}

/// Reads a row: its key, the value that OpenCC writes, and whether it has several.
pub fn entry<'a>(row: &Row<'a>) -> Result<(&'a str, &'a str, bool), Error> {
    let [key, values] = row.cells[..] else {
        let cell = row.cells.len().min(2) - 1;
        return Err(row.error(cell, "write the key, one tab, and the values parted by spaces"));
    };
    if key.is_empty() {
        return Err(row.error(0, "the key is missing; write it before the tab"));
    }
    if values.ends_with('\r') {
        return Err(row.error(1, "the line ends in a carriage return; save the file with LF line ends"));
    }
    match values.split(' ').next() {
        Some(value) if !value.is_empty() => Ok((key, value, value != values)),
        _ => Err(row.error(1, format!("{key} has no value; write one after the tab, without a space before it"))),
    }
}

/// Reads `presets.tsv`; every table that it names must be among `tables`.
pub fn configs(file: File<'_>, tables: &[Table], errors: &mut Vec<Error>) -> Vec<Config> {
    let mut configs = Vec::new();
    for row in file.rows_under(&COLUMNS, errors) {
        let mut cells = Vec::new();
        for (index, cell) in row.cells.iter().enumerate().skip(1) {
            let cascade: Cascade = cell
                .split(' ')
                .filter(|step| !step.is_empty())
                .map(|step| step.split('+').map(String::from).collect())
                .collect();
            for name in cascade.iter().flatten() {
                if !tables.iter().any(|table| table.name == *name) {
                    errors.push(row.error(index, format!("there is no table {name}.txt beside this file")));
                }
            }
            cells.push(cascade);
        }
        let mut cells = cells.into_iter();
        let (normalization, segmentation) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        configs.push(Config {
            name: row.cells.first().map(|name| name.to_string()).unwrap_or_default(),
            normalization,
            segmentation: Some(segmentation).filter(|cascade| !cascade.is_empty()),
            stages: cells.filter(|cascade| !cascade.is_empty()).collect(),
        });
    }
    if configs.is_empty() && errors.is_empty() {
        errors.push(Error::new(ErrorKind::Row, format!("{}: there is no configuration; add a row", file.path)));
    }
    configs
}
