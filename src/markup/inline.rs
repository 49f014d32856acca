//! Tags of HTML in values of data (`"<a href='/软件'>软件</a>"`): nothing in them is text but what some attributes say.

use super::html::{Meaning, meaning};
use alloc::vec::Vec;
use core::ops::Range;

/// The most bytes of a tag.
const LONGEST: usize = 1024;

/// What of tags in a text is not to be touched, in order and apart.
pub fn kept(text: &str) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + offset;
        match tag(text.get(start..).unwrap_or_default()) {
            Some(len) => {
                parts(text, start..start + len, &mut kept);
                at = start + len;
            }
            None => at = start + 1,
        }
    }
    kept
}

/// The bytes of the tag with which a text begins.
fn tag(text: &str) -> Option<usize> {
    let name = text.get(1..)?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let after = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':'));
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_name || !after.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
        return None;
    }
    let mut quote = None;
    let ends = |(_, c): &(usize, char)| {
        match (quote, *c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(*c),
            (None, _) => {}
        }
        quote.is_none() && matches!(c, '<' | '>') || *c == '\n'
    };
    let (len, end) = text.char_indices().skip(1).take_while(|&(at, _)| at < LONGEST).find(ends)?;
    (end == '>').then_some(len + 1)
}

/// A tag but for what its attributes say.
fn parts(text: &str, tag: Range<usize>, kept: &mut Vec<Range<usize>>) {
    let inner = text.get(tag.clone()).unwrap_or_default();
    let name = inner.get(1..).unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let (mut at, mut from) = (0, 0);
    while let Some(open) = inner.get(at..).and_then(|rest| rest.find(['"', '\''])).map(|offset| at + offset) {
        let quote = inner.get(open..open + 1).unwrap_or_default();
        let Some(len) = inner.get(open + 1..).and_then(|rest| rest.find(quote)) else { break };
        let value = open + 1..open + 1 + len;
        let before = inner.get(from.max(at)..open).unwrap_or_default();
        let key = before.strip_suffix('=').and_then(|before| before.rsplit(char::is_whitespace).next());
        if key.is_some_and(|key| meaning(&name, &key.to_ascii_lowercase(), Meaning::Other) == Meaning::Text) {
            kept.push(tag.start + from..tag.start + value.start);
            from = value.end;
        }
        at = value.end + 1;
    }
    kept.push(tag.start + from..tag.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_kept_but_for_what_readers_see() {
        for (text, wanted) in [
            ("软<b>件</b>", &["<b>", "</b>"][..]),
            ("<a class='软' title=\"件\" href=软>", &["<a class='软' title=\"", "\" href=软>"]),
            ("<img alt=\"a>b\">", &["<img alt=\"", "\">"]),
            ("内存<8 GB，a < b>c，<", &[]),
            ("<b 软<b>", &["<b>"]),
            ("<软>，<U盘>", &[]),
            ("<a title='软>", &[]),
        ] {
            let found: Vec<&str> = kept(text).into_iter().filter_map(|range| text.get(range)).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
