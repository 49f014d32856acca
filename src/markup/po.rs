//! Gettext PO: what is translated (`msgstr`). No library tells where that stands.

use super::Fault;
use super::tag;
use super::texts::{Of, Texts};
use super::writing::{Dialect, backslashed};
use alloc::format;
use alloc::string::String;
use core::ops::Range;

/// Tells of the translations, if their language is Chinese or not said.
pub fn scan(document: &str, texts: &mut Texts) -> Result<(), Fault> {
    let mut entry = Entry::default();
    let mut at = 0;
    while let Some(rest) = document.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start().len();
        let word =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '[' | ']')).unwrap_or(rest.len());
        at += if blank > 0 {
            blank
        } else if rest.starts_with('#') {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with('"') {
            let len = string_len(rest).ok_or_else(|| Fault {
                at,
                message: String::from(
                    "a string is not closed; write \" at its end, and \\\" for a quotation mark in it",
                ),
            })?;
            entry.string(document, at + 1..at + len - 1, texts);
            len
        } else {
            let word = rest.get(..word).unwrap_or_default();
            let field = Field::of(word).ok_or_else(|| Fault {
                at,
                message: format!(
                    "{:?} is neither a field nor a string; put text between quotation marks, a comment behind #",
                    rest.split_whitespace().next().unwrap_or_default()
                ),
            })?;
            entry.field(field, texts);
            word.len()
        };
    }
    texts.end();
    Ok(())
}

/// The bytes of a string with its quotation marks; none where its line ends before.
fn string_len(text: &str) -> Option<usize> {
    let mut is_escaped = true;
    let is_end = |c: char| {
        let ends = c == '\n' || c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    };
    // The first quotation mark counts as escaped.
    let end = text.find(is_end)?;
    text.get(end..)?.starts_with('"').then_some(end + 1)
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Field {
    #[default]
    None,
    Context,
    Id,
    IdPlural,
    Translation,
}

impl Field {
    fn of(word: &str) -> Option<Self> {
        match word {
            "msgctxt" => Some(Field::Context),
            "msgid" => Some(Field::Id),
            "msgid_plural" => Some(Field::IdPlural),
            "msgstr" => Some(Field::Translation),
            "domain" => Some(Field::None),
            _ => {
                let number = word.strip_prefix("msgstr[")?.strip_suffix(']')?;
                number.bytes().all(|digit| digit.is_ascii_digit()).then_some(Field::Translation)
            }
        }
    }
}

/// The entry at hand, and what the header has told.
#[derive(Default)]
struct Entry {
    field: Field,
    /// It translates something: the header does not.
    has_id: bool,
    is_foreign: bool,
}

impl Entry {
    fn field(&mut self, field: Field, texts: &mut Texts) {
        texts.end();
        // A context begins an entry, or else `msgid` does.
        if field == Field::Context || field == Field::Id && self.field != Field::Context {
            self.has_id = field == Field::Context;
        }
        self.field = field;
    }

    fn string(&mut self, document: &str, range: Range<usize>, texts: &mut Texts) {
        match self.field {
            Field::Id => self.has_id |= !range.is_empty(),
            Field::Translation if !self.has_id => self.header(document, range, texts),
            Field::Translation if !self.is_foreign => backslashed(texts, document, range, Dialect::Po),
            _ => {}
        }
    }

    /// Of the header, `Language: zh_CN\n` alone is heeded.
    fn header(&mut self, document: &str, range: Range<usize>, texts: &mut Texts) {
        let mut at = range.start;
        for line in document.get(range).unwrap_or_default().split("\\n") {
            if let Some(language) = line.strip_prefix("Language:") {
                let start = at + line.len() - language.trim_start().len();
                let language = language.trim();
                self.is_foreign = !language.is_empty() && !tag::is_chinese(language);
                if tag::is_chinese(language) {
                    texts.tag(start..start + language.len(), Of::Document);
                }
            }
            at += line.len() + "\\n".len();
        }
    }
}
