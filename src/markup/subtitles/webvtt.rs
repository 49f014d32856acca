//! WebVTT: the texts of cues. Left are notes, styles and regions, the names of cues and voices, and what is in another language.

use super::super::Fault;
use super::super::tag::is_chinese;
use super::super::texts::{Of, Texts};
use super::super::writing::Writing;
use super::{Mark, enclosed, is_timing, lines, marked};
use crate::data::ideograph::is_ideograph;
use alloc::string::ToString;
use core::ops::Range;

/// Tells of cues, and of the language that the header names.
pub fn scan(document: &str, texts: &mut Texts) -> Result<(), Fault> {
    let get = |line: &Range<usize>| document.get(line.clone()).unwrap_or_default();
    let mut lines = lines(document).peekable();
    let first = lines.next().unwrap_or_default();
    let rest = get(&first).strip_prefix("WEBVTT");
    if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) && !document.trim().is_empty() {
        return Err(Fault {
            at: 0,
            message: "it does not begin with WEBVTT; write that as its first line".to_string(),
        });
    }
    // A header ends as blocks do.
    while let Some(line) = lines.next_if(|line| !get(line).is_empty() && !is_timing(get(line))) {
        if let Some(value) = get(&line).strip_prefix("Language:") {
            texts.tag(line.end - value.trim_start().len()..line.start + get(&line).trim_end().len(), Of::Document);
        }
    }
    // What stands above times is a name, or a note, which has none.
    while let Some(line) = lines.next() {
        if !is_timing(get(&line)) {
            continue;
        }
        let start = lines.peek().map_or(document.len(), |line| line.start);
        let mut end = start;
        while let Some(line) = lines.next_if(|line| !get(line).is_empty() && !is_timing(get(line))) {
            end = line.end;
        }
        cue(document, start..end, texts);
    }
    Ok(())
}

fn cue(document: &str, source: Range<usize>, texts: &mut Texts) {
    marked(texts, document, source, Writing::Xml, &['<', '&', '\n', '\r'], |text| {
        if text.starts_with('&') {
            return reference(text).map(|(c, len)| (len, Mark::Is(c)));
        }
        if text.starts_with(['\n', '\r']) {
            return Some((1, Mark::End));
        }
        let tag = enclosed(text, '<', '>')?;
        let len = tag.len() + 2;
        let name = tag.split(['.', ' ', '\t', '\n', '\r']).next().unwrap_or_default();
        let mark = match name {
            "v" | "/v" | "/rt" => Mark::Object,
            "rt" => return Some(ruby(text, len)),
            "lang" => {
                let value = tag.split_once([' ', '\t']).map_or("", |(_, value)| value.trim());
                if !value.is_empty() && !is_chinese(value) {
                    return Some((foreign_len(text), Mark::Object));
                }
                let start = 1 + tag.trim_end().len() - value.len();
                if value.is_empty() { Mark::Unseen } else { Mark::Language(start..start + value.len()) }
            }
            _ => Mark::Unseen,
        };
        Some((len, mark))
    });
    texts.end();
}

/// The reading of a character is not seen, unless it is in Chinese itself.
fn ruby(text: &str, len: usize) -> (usize, Mark) {
    let inner = text.get(len..).unwrap_or_default();
    let inner = inner.get(..inner.find(['<', '\n', '\r']).unwrap_or(inner.len())).unwrap_or_default();
    let end = "</rt>";
    if inner.contains(is_ideograph) || !text.get(len + inner.len()..).is_some_and(|rest| rest.starts_with(end)) {
        return (len, Mark::Object);
    }
    (len + inner.len() + end.len(), Mark::Unseen)
}

/// The length of `<lang ja>…</lang>`, with such as it holds.
fn foreign_len(text: &str) -> usize {
    let mut depth = 0;
    for (place, _) in text.match_indices('<') {
        let rest = text.get(place..).unwrap_or_default();
        match enclosed(rest, '<', '>') {
            Some("/lang") if depth <= 1 => return place + "</lang>".len(),
            Some("/lang") => depth -= 1,
            Some(tag) if tag.split([' ', '.', '\t']).next() == Some("lang") => depth += 1,
            _ => {}
        }
    }
    text.len()
}

/// A character reference with which a text begins, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    // The longest is `&#1114111;`.
    let name = text.get(1..text.bytes().take(12).position(|b| b == b';')?)?;
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "lrm" => '\u{200E}',
        "rlm" => '\u{200F}',
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(hex.get(1..)?, 16)?,
            digits => number(digits, 10)?,
        },
    };
    Some((c, name.len() + 2))
}
