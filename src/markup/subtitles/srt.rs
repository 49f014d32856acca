//! SubRip: numbers and times are left, and so are tags (`<i>`, `{\an8}`).

use super::super::Fault;
use super::super::texts::Texts;
use super::super::writing::Writing;
use super::{Mark, enclosed, is_timing, lines, marked};
use alloc::string::ToString;
use core::ops::Range;

/// Neither tags nor times may come of it.
const WRITING: Writing = Writing::Without("<>{}\r\n");

/// Tells of every line that is neither number nor time.
pub fn scan(document: &str, texts: &mut Texts) -> Result<(), Fault> {
    let get = |line: &Range<usize>| document.get(line.clone()).unwrap_or_default();
    let mut has_cues = document.trim().is_empty();
    let mut lines = lines(document).peekable();
    while let Some(line) = lines.next() {
        if is_timing(get(&line)) {
            has_cues = true;
            continue;
        }
        let is_number = get(&line).trim().chars().all(|c| c.is_ascii_digit());
        if !(is_number && lines.peek().is_some_and(|next| is_timing(get(next)))) {
            marked(texts, document, line, WRITING, &['<', '{'], mark);
            texts.end();
        }
    }
    let message = "no cue is in it; each begins with a line such as 00:00:01,000 --> 00:00:02,500";
    if has_cues { Ok(()) } else { Err(Fault { at: 0, message: message.to_string() }) }
}

fn mark(text: &str) -> Option<(usize, Mark)> {
    let is_tag = |tag: &&str| tag.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
    let tag = enclosed(text, '<', '>').filter(is_tag);
    let tag = tag.or_else(|| enclosed(text, '{', '}').filter(|inner| inner.starts_with('\\')))?;
    Some((tag.len() + 2, Mark::Unseen))
}
