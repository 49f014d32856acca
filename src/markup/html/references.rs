//! Character references: `&lt;`, `&#36719;`, `&#x8F6F;`, and those that HTML knows without a semicolon.

use crate::markup::texts::Texts;
use crate::markup::writing::Writing;
use alloc::borrow::Cow;
use core::ops::Range;
use htmlize::{ENTITIES, ENTITY_MAX_LENGTH, ENTITY_MIN_LENGTH};

/// Tells of text with references; those that are none stay as they are.
pub fn referenced(texts: &mut Texts, document: &str, source: Range<usize>, writing: Writing, in_attribute: bool) {
    let body = document.get(source.clone()).unwrap_or_default();
    let mut at = 0;
    while let Some(offset) = body.get(at..).and_then(|rest| rest.find('&')) {
        let start = at + offset;
        texts.raw(document, source.start + at..source.start + start, writing);
        let (text, len) =
            reference(body.get(start..).unwrap_or_default(), in_attribute).unwrap_or((Cow::Borrowed(""), 1));
        let place = source.start + start..source.start + start + len;
        if text.is_empty() {
            texts.raw(document, place, writing);
        } else {
            texts.escaped(place, &text, writing);
        }
        at = start + len;
    }
    texts.raw(document, source.start + at..source.end, writing);
}

/// What the reference stands for with which a text begins, and its bytes.
fn reference(text: &str, in_attribute: bool) -> Option<(Cow<'_, str>, usize)> {
    let count = |from: usize, is: fn(&u8) -> bool| text.bytes().skip(from).take_while(is).count();
    if text.starts_with("&#") {
        let (start, digits) = match text.get(2..3) {
            Some("x" | "X") => (3, count(3, u8::is_ascii_hexdigit)),
            _ => (2, count(2, u8::is_ascii_digit)),
        };
        let end = start + digits;
        let len = end + usize::from(text.get(end..).is_some_and(|rest| rest.starts_with(';')));
        return (digits > 0).then(|| (htmlize::unescape(text.get(..len).unwrap_or_default()), len));
    }
    let longest = (2 + count(1, u8::is_ascii_alphanumeric)).min(ENTITY_MAX_LENGTH);
    let (name, found) = (ENTITY_MIN_LENGTH..=longest).rev().find_map(|len| {
        let name = text.get(..len)?;
        Some((name, *ENTITIES.get(name.as_bytes())?))
    })?;
    // `?a=b&copy=c` is an address.
    let follows = |c: char| c == '=' || c.is_ascii_alphanumeric();
    if in_attribute && !name.ends_with(';') && text.get(name.len()..).is_some_and(|rest| rest.starts_with(follows)) {
        return None;
    }
    Some((Cow::Borrowed(core::str::from_utf8(found).ok()?), name.len()))
}
