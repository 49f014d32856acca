//! The files under `tests/golden/`: a set is a folder with `input.jsonl` and one file a preset.
//!
//! Each line of a file is one JSON string, so that U+000D and U+0000 can stand in it. In the file of a preset `=` alone
//! says that the line comes back as it was.

#![allow(dead_code)] // Each test takes what it needs.

use std::{fs, path::PathBuf};

/// Sentences written by hand; lines of `Mixture`.
pub const SETS: [&str; 2] = ["prose", "mixture"];

fn path(set: &str, name: &str) -> PathBuf {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden"));
    folder.join(set).join(name).with_extension("jsonl")
}

fn rows(set: &str, name: &str) -> Vec<Option<String>> {
    let path = path(set, name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    // Not `lines`: it would also end a line at U+000D, should one be there by mistake.
    let row = |(at, line): (usize, &str)| match line {
        "=" => None,
        line => {
            let text = serde_json::from_str(line);
            Some(text.unwrap_or_else(|error| panic!("{}:{}: {error}", path.display(), at + 1)))
        }
    };
    text.strip_suffix('\n').expect("the file ends in a line end").split('\n').enumerate().map(row).collect()
}

/// The lines to convert.
pub fn input(set: &str) -> Vec<String> {
    rows(set, "input").into_iter().map(|row| row.expect("an input is never `=`")).collect()
}

/// What the lines must become.
pub fn expected(set: &str, preset: &str, input: &[String]) -> Vec<String> {
    let rows = rows(set, preset);
    assert_eq!(rows.len(), input.len(), "{set}/{preset} and {set}/input have not as many lines");
    rows.into_iter().zip(input).map(|(row, input)| row.unwrap_or_else(|| input.clone())).collect()
}

/// Writes a file of a set; lines that equal those of `input` are written `=`.
pub fn write(set: &str, name: &str, lines: &[String], input: Option<&[String]>) {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        if input.is_some_and(|input| input[at] == *line) {
            text.push('=');
        } else {
            text.push_str(&serde_json::to_string(line).expect("a string is JSON"));
        }
        text.push('\n');
    }
    let path = path(set, name);
    fs::create_dir_all(path.parent().expect("a folder"))
        .and_then(|()| fs::write(&path, text))
        .expect("a writable tree");
}

/// A text for a message: a long run of one character is counted, what is still too long is cut.
pub fn brief(text: &str) -> String {
    const RUN: usize = 30;
    const SHOWN: usize = 160;
    let mut short = String::new();
    let mut left = text.chars().peekable();
    while let Some(c) = left.next() {
        let mut run = 1;
        while left.next_if_eq(&c).is_some() {
            run += 1;
        }
        if run > RUN {
            short.push_str(&format!("{c}{{{run}}}"));
        } else {
            short.extend(std::iter::repeat_n(c, run));
        }
    }
    match short.char_indices().nth(SHOWN) {
        None => format!("{short:?}"),
        Some((end, _)) => format!("{:?}… ({} bytes)", &short[..end], text.len()),
    }
}
