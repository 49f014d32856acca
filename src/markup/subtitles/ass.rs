//! SubStation Alpha: the texts of dialogues, without overrides (`{\k20}`) and drawings.

use super::super::Fault;
use super::super::texts::Texts;
use super::super::writing::Writing;
use super::{Mark, enclosed, lines, marked};
use alloc::string::ToString;

/// Neither overrides nor escapes may come of it.
const WRITING: Writing = Writing::Without("{}\\\r\n");
/// How many fields stand before the text, unless the section says otherwise.
const FIELDS: usize = 9;

/// Tells of dialogues; comments are left.
pub fn scan(document: &str, texts: &mut Texts) -> Result<(), Fault> {
    let mut has_events = document.trim().is_empty();
    let mut is_events = false;
    let mut fields = FIELDS;
    for line in lines(document) {
        let text = document.get(line.clone()).unwrap_or_default();
        if text.starts_with('[') {
            is_events = text.trim_end().eq_ignore_ascii_case("[Events]");
            has_events |= is_events;
            continue;
        }
        let Some((key, value)) = text.split_once(':').filter(|_| is_events) else { continue };
        match key.trim().to_ascii_lowercase().as_str() {
            "format" => {
                let place = value.split(',').position(|field| field.trim().eq_ignore_ascii_case("text"));
                let message = "no field is called Text; write one, as the last";
                fields = place.ok_or_else(|| Fault { at: line.start, message: message.to_string() })?;
            }
            "dialogue" => {
                let mut value = value;
                for _ in 0..fields {
                    value = value.split_once(',').map_or("", |(_, rest)| rest);
                }
                marked(texts, document, line.end - value.len()..line.end, WRITING, &['{', '\\'], mark);
                texts.end();
            }
            _ => {}
        }
    }
    let message = "it has no [Events]; that is where dialogues are";
    if has_events { Ok(()) } else { Err(Fault { at: 0, message: message.to_string() }) }
}

fn mark(text: &str) -> Option<(usize, Mark)> {
    if let Some(c) = text.strip_prefix('\\').and_then(|rest| rest.chars().next()) {
        return match c {
            'N' | 'n' => Some((2, Mark::End)),
            'h' => Some((2, Mark::Is('\u{A0}'))),
            '{' | '}' => Some((2, Mark::Is(c))),
            _ => None,
        };
    }
    let inner = enclosed(text, '{', '}')?;
    let len = inner.len() + 2;
    if !draws(inner).unwrap_or_default() {
        return Some((len, Mark::Unseen));
    }
    // Up to the overrides that end it.
    let mut end = len;
    while let Some(next) = text.get(end..).and_then(|rest| rest.find('{')) {
        end += next;
        let inner = text.get(end..).and_then(|rest| enclosed(rest, '{', '}'));
        end += inner.map_or(1, |inner| inner.len() + 2);
        if inner.and_then(draws) == Some(false) {
            return Some((end, Mark::Object));
        }
    }
    Some((text.len(), Mark::Object))
}

/// Whether overrides begin a drawing (`\p1`) or end one (`\p0`), if they do.
fn draws(overrides: &str) -> Option<bool> {
    let scales = overrides.split('\\').skip(1).filter_map(|tag| tag.trim().strip_prefix('p'));
    scales.filter_map(|scale| scale.parse::<u32>().ok()).last().map(|scale| scale > 0)
}
