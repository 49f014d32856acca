//! TOML: strings that are values, by `toml_parser`.

use super::Fault;
use super::reference::is_reference;
use super::tag;
use super::texts::{Of, Texts};
use super::writing::{Dialect, Writing, backslashed};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{Expected, ParseError, Source, Span};

/// How deep arrays and tables may nest: the parser recurs.
const DEPTH: u32 = 80;

/// Tells of every string but keys.
pub fn scan(document: &str, texts: &mut Texts) -> Result<(), Fault> {
    let source = Source::new(document);
    let tokens: Vec<_> = source.lex().collect();
    let mut events: Vec<Event> = Vec::new();
    // The first that is found.
    let mut error: Option<ParseError> = None;
    let mut whitespace = ValidateWhitespace::new(&mut events, source);
    parse_document(&tokens, &mut RecursionGuard::new(&mut whitespace, DEPTH), &mut error);
    let mut key = String::new();
    for event in events {
        let Some(raw) = source.get(event) else { continue };
        let mut decoded = Cow::Borrowed("");
        match event.kind() {
            EventKind::SimpleKey => {
                raw.decode_key(&mut decoded, &mut error);
                key = decoded.into_owned();
            }
            EventKind::Scalar => {
                _ = raw.decode_scalar(&mut decoded, &mut error);
                if let Some(encoding) = event.encoding() {
                    let range = inner(document, event.span(), encoding);
                    let is_language = tag::is_told_by(&key) && tag::is_chinese(&decoded);
                    if is_language && document.get(range.clone()) == Some(&*decoded) {
                        texts.tag(range, Of::Document);
                    } else if !is_reference(&key, &decoded) {
                        tell(document, range, encoding, texts);
                    }
                }
            }
            EventKind::InlineTableOpen => key.clear(),
            _ => {}
        }
    }
    error.map_or(Ok(()), |error| Err(fault(&error)))
}

fn tell(document: &str, range: Range<usize>, encoding: Encoding, texts: &mut Texts) {
    match encoding {
        Encoding::BasicString | Encoding::MlBasicString => backslashed(texts, document, range, Dialect::Toml),
        Encoding::LiteralString => texts.raw(document, range, Writing::Without("'\n\r")),
        Encoding::MlLiteralString => texts.raw(document, range, Writing::Without("'")),
    }
    texts.end();
}

/// Without its quotation marks, and the line end behind three of them.
fn inner(document: &str, span: Span, encoding: Encoding) -> Range<usize> {
    match encoding {
        Encoding::BasicString | Encoding::LiteralString => span.start() + 1..span.end().saturating_sub(1),
        Encoding::MlBasicString | Encoding::MlLiteralString => {
            let start = span.start() + 3;
            let text = document.get(start..).unwrap_or_default();
            let line_end = if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) };
            start + line_end..span.end().saturating_sub(3)
        }
    }
}

fn fault(error: &ParseError) -> Fault {
    let at = error.unexpected().or(error.context()).map_or(0, |span| span.start());
    let expected = error.expected().unwrap_or_default().iter().filter_map(|expected| match expected {
        Expected::Literal(text) => Some(format!("`{}`", text.escape_debug())),
        Expected::Description(text) => Some((*text).to_string()),
        _ => None,
    });
    let expected: Vec<String> = expected.collect();
    let what = error.description();
    let message = match expected.as_slice() {
        [] => what.to_string(),
        some => format!("{what}; expected {}", some.join(" or ")),
    };
    Fault { at, message }
}
