//! How text is written in a format: what must be escaped, and how escapes are read.

use super::texts::Texts;
use alloc::string::String;
use core::fmt::Write as _;
use core::ops::Range;

/// How characters are written somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// As they are.
    Plain,
    /// As they are, but for these, which cannot be written there.
    Without(&'static str),
    /// In a plain scalar of YAML: without what means something there, and such that it stays a string.
    PlainScalar,
    /// In XML or HTML: text, or a value between quotes of either kind.
    Xml,
    /// In Markdown, with a backslash before what could be a mark.
    Markdown,
    /// Between quotation marks, with backslashes.
    Backslash(Dialect),
    /// Between marks like this one, which is doubled inside.
    Doubled(char),
}

/// Whose backslashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `\u8F6F`, in UTF-16.
    Json,
    /// `\xE9`, `\u8F6F`, `\U00020000`; a line end that is escaped is none.
    Yaml,
    /// `\u8F6F`, `\U00020000`.
    Toml,
    /// C's letters only.
    Po,
}

impl Writing {
    /// Appends a text as it is written there; `like`: where what it replaces was all escapes, by such as this one. None where it
    /// cannot be written.
    pub fn write(self, text: &str, like: Option<&str>, out: &mut String) -> Option<()> {
        if self == Writing::PlainScalar && could_be_no_string(text) {
            return None;
        }
        let is_first = |place: usize| !text.get(..place).unwrap_or_default().contains(char::is_alphabetic);
        for (place, c) in text.char_indices() {
            let like = like.filter(|_| !c.is_ascii());
            match self {
                Writing::Plain => out.push(c),
                Writing::Without(marks) if marks.contains(c) => return None,
                Writing::PlainScalar if ":#,[]{}&*!|>'\"%@`~\n\r".contains(c) => return None,
                Writing::Without(_) | Writing::PlainScalar => out.push(c),
                Writing::Xml => match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '"' => out.push_str("&quot;"),
                    '\'' => out.push_str("&#39;"),
                    _ => reference(c, like, out)?,
                },
                Writing::Markdown => match c {
                    '\n' | '\r' => return None,
                    ',' | ';' | '?' | '/' | '%' | '@' => out.push(c),
                    // These begin a list, underline a title, end a number.
                    '-' | '+' | '=' | ':' | '.' if !is_first(place) => out.push(c),
                    _ if c.is_ascii_punctuation() => out.extend(['\\', c]),
                    _ => reference(c, like, out)?,
                },
                Writing::Doubled(mark) => {
                    if c == mark {
                        out.push(mark);
                    }
                    out.push(c);
                }
                Writing::Backslash(dialect) => match c {
                    '"' | '\\' => out.extend(['\\', c]),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    '\t' => out.push_str("\\t"),
                    _ if like.is_some() || c.is_control() => dialect.write(c, like, out)?,
                    _ => out.push(c),
                },
            }
        }
        Some(())
    }
}

/// Whether YAML might read a plain scalar that begins with this, or has nothing else, as a list, a key, a number, a truth value.
fn could_be_no_string(text: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "="];
    text.starts_with(['-', '?'])
        || text.is_ascii() && text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '.'))
        || words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Writes a character, or a reference to it, in the numbers of another.
fn reference(c: char, like: Option<&str>, out: &mut String) -> Option<()> {
    let number = c as u32;
    match like {
        None => out.push(c),
        Some(like) if like.get(2..).is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit())) => {
            write!(out, "&#{number};").ok()?;
        }
        Some(like) if has_small_digits(like) => write!(out, "&#x{number:x};").ok()?,
        Some(_) => write!(out, "&#x{number:X};").ok()?,
    }
    Some(())
}

/// Whether an escape has hexadecimal digits that are small letters; a name has none.
fn has_small_digits(escape: &str) -> bool {
    escape.get(1..).is_some_and(|rest| rest.starts_with(['#', 'u', 'U', 'x']))
        && escape.contains(|c| matches!(c, 'a'..='f'))
}

impl Dialect {
    fn write(self, c: char, like: Option<&str>, out: &mut String) -> Option<()> {
        let number = c as u32;
        let is_small = like.is_some_and(has_small_digits);
        match self {
            Dialect::Json => {
                let is_large = like.is_some_and(|like| like.contains(|c| matches!(c, 'A'..='F')));
                let mut units = [0; 2];
                let mut units = c.encode_utf16(&mut units).iter();
                let is_written = units.try_for_each(|unit| match is_large {
                    true => write!(out, "\\u{unit:04X}"),
                    false => write!(out, "\\u{unit:04x}"),
                });
                is_written.ok()
            }
            Dialect::Yaml | Dialect::Toml if number < 0x10000 && is_small => write!(out, "\\u{number:04x}").ok(),
            Dialect::Yaml | Dialect::Toml if number < 0x10000 => write!(out, "\\u{number:04X}").ok(),
            Dialect::Yaml | Dialect::Toml => write!(out, "\\U{number:08X}").ok(),
            Dialect::Po if c.is_control() => None,
            Dialect::Po => {
                out.push(c);
                Some(())
            }
        }
    }

    /// What an escape stands for with which a text begins, and its bytes. None where it is none that the dialect has.
    fn read(self, text: &str) -> Option<(Option<char>, usize)> {
        let letter = text.strip_prefix('\\')?.chars().next()?;
        let simple = |c: char| Some((Some(c), 1 + letter.len_utf8()));
        let hex = |digits: usize| {
            let digits = text.get(2..2 + digits)?;
            u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
        };
        match (letter, self) {
            ('n', _) => simple('\n'),
            ('t', _) => simple('\t'),
            ('r', _) => simple('\r'),
            ('b', _) => simple('\u{8}'),
            ('f', _) => simple('\u{C}'),
            ('"' | '\\', _) => simple(letter),
            ('/', Dialect::Json | Dialect::Yaml) => simple('/'),
            ('a', Dialect::Po | Dialect::Yaml) => simple('\u{7}'),
            ('v', Dialect::Po | Dialect::Yaml) => simple('\u{B}'),
            ('0', Dialect::Yaml) => simple('\0'),
            ('e', Dialect::Yaml | Dialect::Toml) => simple('\u{1B}'),
            (' ', Dialect::Yaml) => simple(' '),
            ('_', Dialect::Yaml) => simple('\u{A0}'),
            ('N', Dialect::Yaml) => simple('\u{85}'),
            ('L', Dialect::Yaml) => simple('\u{2028}'),
            ('P', Dialect::Yaml) => simple('\u{2029}'),
            ('\t', Dialect::Yaml) => simple('\t'),
            // What is escaped with its blanks is a line end that is none.
            ('\n' | '\r' | ' ' | '\t', Dialect::Yaml | Dialect::Toml) => {
                let rest = text.get(1..)?;
                Some((None, text.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()))
            }
            ('x', Dialect::Yaml | Dialect::Toml) => Some((Some(char::from_u32(hex(2)?)?), 4)),
            ('u', Dialect::Json) => {
                let first = hex(4)?;
                if let Some(c) = char::from_u32(first) {
                    return Some((Some(c), 6));
                }
                let second = text.get(6..)?.strip_prefix("\\u").and_then(|rest| rest.get(..4))?;
                let units = [first as u16, u16::from_str_radix(second, 16).ok()?];
                let c = char::decode_utf16(units).next()?.ok()?;
                Some((Some(c), 12))
            }
            ('u', Dialect::Yaml | Dialect::Toml) => Some((Some(char::from_u32(hex(4)?)?), 6)),
            ('U', Dialect::Yaml | Dialect::Toml) => Some((Some(char::from_u32(hex(8)?)?), 10)),
            _ => None,
        }
    }
}

/// Tells of text between quotation marks with backslashes; an escape that is none stays as it is.
pub fn backslashed(texts: &mut Texts, document: &str, source: Range<usize>, dialect: Dialect) {
    let writing = Writing::Backslash(dialect);
    let body = document.get(source.clone()).unwrap_or_default();
    let mut at = 0;
    while let Some(offset) = body.get(at..).and_then(|rest| rest.find('\\')) {
        let escape = at + offset;
        texts.raw(document, source.start + at..source.start + escape, writing);
        let (c, len) = dialect.read(body.get(escape..).unwrap_or_default()).unwrap_or((None, 1));
        let place = source.start + escape..source.start + escape + len;
        match c {
            Some(c) => texts.escaped(place, c.encode_utf8(&mut [0; 4]), writing),
            // A line end that is none: what it parts is one text all the same.
            None if len > 1 => {}
            None => texts.raw(document, place, writing),
        }
        at = escape + len;
    }
    texts.raw(document, source.start + at..source.end, writing);
}

/// Tells of text in which a mark is doubled.
pub fn doubled(texts: &mut Texts, document: &str, source: Range<usize>, mark: char) {
    let writing = Writing::Doubled(mark);
    let pair: String = [mark, mark].iter().collect();
    let mut at = source.start;
    let body = document.get(source.clone()).unwrap_or_default();
    for (offset, found) in body.match_indices(&pair) {
        let place = source.start + offset;
        texts.raw(document, at..place, writing);
        at = place + found.len();
        texts.escaped(place..at, mark.encode_utf8(&mut [0; 4]), writing);
    }
    texts.raw(document, at..source.end, writing);
}
