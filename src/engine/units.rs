//! Where lines are cut that are longer than a unit: always at the same places, however a text comes in.

use super::front::floor;
use super::plan::Plan;
use super::protect::{self, Protect};
use super::user::{LONGEST, UserWords};
use crate::table::plans::flag;

/// The most bytes of a line that are judged together.
pub const UNIT: usize = 64 * 1024;
/// How far beyond that is looked for the end of a protected span.
const AHEAD: usize = 4096;

impl Plan<'_> {
    /// The end of the unit that begins at `at`. A text that goes on may be longer than this tells only if the unit is the
    /// text's last.
    pub fn unit_end(&self, text: &str, at: usize, user: Option<&UserWords>) -> usize {
        let most = text.len().min(at + UNIT);
        match memchr::memchr(b'\n', text.as_bytes().get(at..most).unwrap_or_default()) {
            Some(found) => at + found + 1,
            None if most == text.len() => most,
            None => self.cut_beside_spans(text, at, self.cut(text, at, floor(text, most), user)),
        }
    }

    /// The last begin of a unit that does not depend on what follows the text; 0 where there is none.
    #[cfg(feature = "std")]
    pub fn boundary(&self, text: &str, user: Option<&UserWords>) -> usize {
        let mut at = text.rfind('\n').map_or(0, |at| at + 1);
        if at > 0 {
            return at;
        }
        while text.len() - at > UNIT + AHEAD + 4 {
            at = self.unit_end(text, at, user);
        }
        at
    }

    /// A cut, or the begin of the protected span that reaches across it.
    fn cut_beside_spans(&self, text: &str, at: usize, cut: usize) -> usize {
        let end = floor(text, text.len().min(cut + AHEAD));
        let end =
            memchr::memchr(b'\n', text.as_bytes().get(cut..end).unwrap_or_default()).map_or(end, |line| cut + line);
        let spans = protect::spans(text, at..end, Protect::all(), &[]);
        let across = spans.iter().find(|span| span.start < cut && cut < span.end);
        across.map(|span| span.start).filter(|&start| start > at).unwrap_or(cut)
    }

    /// Where a line is cut that is longer than a unit: where no key spans, not inside a run of ASCII, and not before what
    /// may join the character before; at `most` where there is no such place near.
    fn cut(&self, text: &str, at: usize, most: usize, user: Option<&UserWords>) -> usize {
        const FARTHEST: usize = 4096;
        let mut cut = most;
        loop {
            cut = self.front.cut_before(text, cut, at);
            let before = text.get(at..cut).and_then(|text| text.chars().next_back());
            let (Some(before), Some(after)) = (before, text.get(cut..).and_then(|text| text.chars().next())) else {
                return most;
            };
            let is_inner = user.is_some_and(|user| user.is_inner(self.fold(before), self.fold(after)));
            let joins = is_inner || self.flags(after) & flag::JOINS != 0 || matches!(after.len_utf8(), 2 | 4);
            if most - cut > FARTHEST {
                return user.map_or(most, |user| self.cut_beside_words(text, at, most, user));
            }
            let in_ascii = before.is_ascii_graphic() && after.is_ascii_graphic();
            if !joins && !in_ascii {
                return cut;
            }
            cut -= before.len_utf8();
        }
    }

    /// `most`, or where the caller's word begins that stands across it.
    fn cut_beside_words(&self, text: &str, at: usize, most: usize, user: &UserWords) -> usize {
        let end = floor(text, text.len().min(most + 4 * LONGEST));
        let hits = user.hits(self, text, at..end, &[]);
        let across = hits.into_iter().find(|hit| hit.span.start < most && most < hit.span.end);
        across.map(|hit| hit.span.start).filter(|&start| start > at).unwrap_or(most)
    }
}
