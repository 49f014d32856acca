//! Subtitles: what their formats share. They are read line by line, and no cue is refused for how it is written.

mod ass;
mod srt;
mod webvtt;

pub use ass::scan as ass;
pub use srt::scan as srt;
pub use webvtt::scan as webvtt;

use super::texts::{Of, Texts};
use super::writing::Writing;
use core::ops::Range;

/// The lines of a document, without their ends: LF, CRLF or CR.
fn lines(document: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    core::iter::from_fn(move || {
        let rest = document.get(at..).filter(|rest| !rest.is_empty())?;
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = at..at + len;
        let end = rest.get(len..).unwrap_or_default();
        at = line.end + if end.starts_with("\r\n") { 2 } else { end.len().min(1) };
        Some(line)
    })
}

/// Whether a line tells when a cue is shown: `00:01:02,345 --> 00:01:04,000`, whatever follows.
fn is_timing(line: &str) -> bool {
    let is_time = |time: &str| {
        time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | ' ' | '-'))
    };
    line.split_once("-->")
        .is_some_and(|(from, to)| is_time(from.trim()) && to.split_whitespace().next().is_some_and(is_time))
}

/// What stands for something, or is none of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    /// What it parts is one text all the same.
    Unseen,
    /// It parts the text.
    Object,
    /// A line ends.
    End,
    /// An escape.
    Is(char),
    /// Unseen, and at this place of it tells the language.
    Language(Range<usize>),
}

/// Tells of a text with marks; `read` is asked wherever one could begin, and says how long it is.
fn marked(
    texts: &mut Texts,
    document: &str,
    source: Range<usize>,
    writing: Writing,
    begins: &[char],
    mut read: impl FnMut(&str) -> Option<(usize, Mark)>,
) {
    let body = document.get(source.clone()).unwrap_or_default();
    let mut told = 0;
    for (place, _) in body.match_indices(begins) {
        let Some((len, mark)) = body.get(place..).filter(|_| told <= place).and_then(&mut read) else { continue };
        texts.raw(document, source.start + told..source.start + place, writing);
        told = place + len;
        let start = source.start + place;
        match mark {
            Mark::Unseen => {}
            Mark::Object => texts.object(),
            Mark::End => texts.end(),
            Mark::Is(c) => texts.escaped(start..start + len, c.encode_utf8(&mut [0; 4]), writing),
            Mark::Language(tag) => texts.tag(start + tag.start..start + tag.end, Of::Part),
        }
    }
    texts.raw(document, source.start + told..source.end, writing);
}

/// What stands in the brackets with which a text begins. With another of them before they end they are not closed.
fn enclosed(text: &str, open: char, close: char) -> Option<&str> {
    let inner = text.strip_prefix(open)?;
    let (inner, end) = inner.split_at_checked(inner.find([open, close])?)?;
    end.starts_with(close).then_some(inner)
}
