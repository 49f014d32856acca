//! Our layer above OpenCC's characters and phrases: the files of `script/`.

use super::tsv::{File, Row};
use super::{Error, Script, choice};
use alloc::format;
use alloc::vec::Vec;

/// The files of `script/`.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    pub evidence: File<'a>,
    pub glyphs: File<'a>,
    pub variants: File<'a>,
    pub characters: File<'a>,
    pub phrases: File<'a>,
    pub choice: choice::Files<'a>,
}

/// What they say.
#[derive(Clone, Debug, Default)]
pub struct Rows<'a> {
    /// Characters and phrases that show a script.
    pub evidence: Vec<(&'a str, Script)>,
    /// The glyph that Taiwan and Hong Kong print for a character of OpenCC's.
    pub glyphs: Vec<(char, [Option<char>; 2])>,
    /// What Taiwan and Hong Kong print for a character that they do not use.
    pub variants: Vec<(char, [Option<char>; 2])>,
    /// What a character becomes in Traditional and in Simplified.
    pub characters: Vec<(char, [Option<char>; 2])>,
    pub phrases: Vec<Phrase<'a>>,
    pub choice: choice::Rows<'a>,
}

/// A correction of a phrase: what it is in Taiwan's glyphs, in Hong Kong's, and in Simplified.
#[derive(Clone, Debug)]
pub struct Phrase<'a> {
    pub key: &'a str,
    pub values: [Option<&'a str>; 3],
}

/// Reads all of them.
pub fn rows<'a>(files: Files<'a>, errors: &mut Vec<Error>) -> Rows<'a> {
    let mut evidence = Vec::new();
    for row in files.evidence.rows_under(&["text", "shows"], errors) {
        match row.cells[..] {
            [text, "hans"] => evidence.push((text, Script::Hans)),
            [text, "hant"] => evidence.push((text, Script::Hant)),
            _ => errors.push(row.error(1, "write hans or hant")),
        }
    }
    let characters = pairs(files.characters, &["char", "hant", "hans", "note"], errors);
    let mut choice = choice::rows(files.choice, errors);
    // What a row says is not up to neighbours.
    let is_said = |c: char| characters.iter().any(|&(said, [hant, _])| said == c && hant.is_some());
    choice.choices.retain(|choice| !is_said(choice.c));
    choice.features.retain(|feature, _| !is_said(feature.c));
    Rows {
        evidence,
        glyphs: pairs(files.glyphs, &["char", "tw", "hk", "note"], errors),
        variants: pairs(files.variants, &["char", "tw", "hk", "note"], errors),
        characters,
        phrases: phrases(files.phrases, errors),
        choice,
    }
}

/// Rows of a character and two cells of one character or none.
fn pairs(file: File<'_>, columns: &[&str], errors: &mut Vec<Error>) -> Vec<(char, [Option<char>; 2])> {
    let mut rows = Vec::new();
    for row in file.rows_under(columns, errors) {
        let mut cells = [None; 3];
        for (number, cell) in cells.iter_mut().enumerate() {
            let mut chars = row.cells.get(number).copied().unwrap_or_default().chars();
            *cell = chars.next();
            if chars.next().is_some() {
                errors.push(row.error(number, "write one character"));
            }
        }
        match cells {
            [Some(key), first, second] => rows.push((key, [first, second])),
            _ => errors.push(row.error(0, "the character is missing")),
        }
    }
    rows
}

fn phrases<'a>(file: File<'a>, errors: &mut Vec<Error>) -> Vec<Phrase<'a>> {
    let mut phrases = Vec::new();
    for row in file.rows_under(&["key", "tw", "hk", "hans", "note"], errors) {
        let [key, tw, hk, hans, _] = row.cells[..] else { continue };
        let value = |cell, text, errors: &mut Vec<Error>| same_length(&row, cell, key, text, errors);
        let values = [value(1, tw, errors), value(2, hk, errors), value(3, hans, errors)];
        phrases.push(Phrase { key, values });
    }
    phrases
}

fn same_length<'a>(row: &Row<'_>, cell: usize, key: &str, text: &'a str, errors: &mut Vec<Error>) -> Option<&'a str> {
    if text.is_empty() {
        return None;
    }
    if text.chars().count() != key.chars().count() {
        errors
            .push(row.error(cell, format!("{text} has not as many characters as {key}; a phrase goes by characters")));
    }
    Some(text)
}
