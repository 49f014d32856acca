//! Quotation marks: which pairs of a line become the target's.
//!
//! Marks are paired within the line, both styles together: levels count them all. A pair in the other style becomes the
//! mark of its level, and so do those inside it; a pair that is the target's already stays, as do marks that nothing pairs,
//! apostrophes, inches and quotations of another language.

use crate::data::ideograph::{is_ideograph, is_syllable};
use crate::data::{Place, Script};
use alloc::vec::Vec;
use core::ops::Range;

/// A convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// “ ” and, inside them, ‘ ’.
    Curly,
    /// 「 」 and, inside them, 『 』.
    Corner,
}

impl Style {
    /// What a place prints.
    pub fn of(place: Place) -> Self {
        if place.script() == Script::Hans { Style::Curly } else { Style::Corner }
    }

    /// The marks of a level, from 0.
    fn marks(self, level: usize) -> [char; 2] {
        match (self, level % 2) {
            (Style::Curly, 0) => ['“', '”'],
            (Style::Curly, _) => ['‘', '’'],
            (Style::Corner, 0) => ['「', '」'],
            (Style::Corner, _) => ['『', '』'],
        }
    }
}

/// What a mark is: its style, and whether it opens.
pub fn mark(c: char) -> Option<(Style, bool)> {
    match c {
        '“' | '‘' => Some((Style::Curly, true)),
        '”' | '’' => Some((Style::Curly, false)),
        '「' | '『' => Some((Style::Corner, true)),
        '」' | '』' => Some((Style::Corner, false)),
        _ => None,
    }
}

/// Whether a line may have marks that do not suit a style: else none of it changes.
pub fn has_others(line: &str, style: Style) -> bool {
    let (lead, next) = match style {
        Style::Curly => (0xE3, [0x80, 0x8C, 0x8F]),
        Style::Corner => (0xE2, [0x80, 0x98, 0x9D]),
    };
    let [second, first, last] = next;
    let is_mark = |at: usize| {
        let bytes = line.as_bytes().get(at..).and_then(|rest| rest.first_chunk());
        bytes.is_some_and(|&[_, a, b]| a == second && (first..=last).contains(&b))
    };
    memchr::memchr_iter(lead, line.as_bytes()).any(is_mark)
}

/// An opening mark, and how much of the line had been seen there.
#[derive(Clone, Copy, Debug)]
struct Open {
    at: usize,
    mark: char,
    seen: Seen,
}

/// A pair: where its marks stand, in bytes of the line.
#[derive(Clone, Copy, Debug)]
struct Pair {
    open: (usize, char),
    close: (usize, char),
}

/// What becomes of the marks of a line outside some spans, sorted: where each stands, in bytes, and what it becomes.
pub fn changes(line: &str, spans: &[Range<usize>], to: Style) -> Vec<(usize, char)> {
    let mut pairs = pairs(line, spans);
    pairs.sort_unstable_by_key(|pair| pair.open.0);
    let mut found = Vec::new();
    // Of the pairs around: where each ends, and whether it changes.
    let mut around: Vec<(usize, bool)> = Vec::new();
    for pair in &pairs {
        while around.pop_if(|&mut (end, _)| end < pair.open.0).is_some() {}
        let inside = around.last().is_some_and(|&(_, changes)| changes);
        let changes = inside || mark(pair.open.1).is_some_and(|(style, _)| style != to);
        if changes {
            let [open, close] = to.marks(around.len());
            found.extend([(pair.open, open), (pair.close, close)]);
        }
        around.push((pair.close.0, changes));
    }
    let mut found: Vec<_> = found.into_iter().filter(|((_, c), to)| c != to).map(|((at, _), to)| (at, to)).collect();
    found.sort_unstable();
    found
}

/// The pairs that are no quotations of another language, in the order in which they close.
fn pairs(line: &str, spans: &[Range<usize>]) -> Vec<Pair> {
    let mut spans = spans.iter().peekable();
    let (mut open, mut pairs): (Vec<Open>, Vec<Pair>) = (Vec::new(), Vec::new());
    // How many of each kind are open, so that none is sought that is not.
    let mut counts = [0_usize; 4];
    let (mut seen, mut before) = (Seen::default(), ' ');
    // Where the span at hand ends, and whether it is Japanese or Korean: Chinese is set aside, too, as code or as a word of the
    // caller's.
    let mut span_at_hand = (0, false);
    for (at, c) in line.char_indices() {
        while spans.next_if(|span| span.end <= at).is_some() {}
        let set_aside = spans.peek().filter(|span| span.start <= at);
        let last = core::mem::replace(&mut before, c);
        if let Some(&span) = set_aside {
            if span_at_hand.0 != span.end {
                let text = line.get(at..span.end.min(line.len())).unwrap_or_default();
                span_at_hand = (span.end, text.contains(is_syllable));
            }
            let is_seen = usize::from(c.is_alphabetic() && !is_latin(c));
            if span_at_hand.1 {
                seen.foreign += is_seen;
            } else {
                seen.han += is_seen;
            }
            continue;
        }
        if is_ideograph(c) {
            seen.han += 1;
            continue;
        }
        let Some((_, opens)) = mark(c) else {
            seen.add(c, last);
            continue;
        };
        if opens {
            *of(&mut counts, c) += 1;
            open.push(Open { at, mark: c, seen });
            continue;
        }
        let rest = line.get(at + c.len_utf8()..).unwrap_or_default();
        if *of(&mut counts, c) == 0 || is_no_mark(c, last, rest) {
            continue;
        }
        // What was opened inside and not closed has no pair.
        while let Some(first) = open.pop() {
            *of(&mut counts, first.mark) -= 1;
            if closes(first.mark, c) {
                let pair = Pair { open: (first.at, first.mark), close: (at, c) };
                if !seen.is_foreign_since(first.seen, line.get(..first.at).unwrap_or_default(), rest) {
                    pairs.push(pair);
                }
                break;
            }
        }
    }
    pairs
}

/// The count of a mark's kind.
fn of(counts: &mut [usize; 4], mark: char) -> &mut usize {
    let [double, single, corner, white] = counts;
    match mark {
        '“' | '”' => double,
        '‘' | '’' => single,
        '「' | '」' => corner,
        _ => white,
    }
}

fn closes(open: char, close: char) -> bool {
    matches!((open, close), ('“', '”') | ('‘', '’') | ('「', '」') | ('『', '』'))
}

/// Whether a closing mark is an apostrophe (it’s), or a sign for inches (6.1”) with another mark that closes behind it.
fn is_no_mark(c: char, before: char, rest: &str) -> bool {
    match c {
        '’' => before.is_ascii_alphanumeric() && rest.starts_with(|c: char| c.is_ascii_alphanumeric()),
        '”' if before.is_ascii_digit() => {
            let next = rest.find(['“', '”']);
            next.and_then(|at| rest.get(at..)).is_some_and(|next| next.starts_with('”'))
        }
        _ => false,
    }
}

/// How much of a line has been seen.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// Ideographs, kana and the like.
    han: usize,
    /// Words of letters with blanks between them.
    words: usize,
    /// Ideographs and kana that are set aside: Japanese.
    foreign: usize,
}

impl Seen {
    fn add(&mut self, c: char, before: char) {
        let is_latin = is_latin(c);
        self.han += usize::from(!is_latin && c.is_alphabetic());
        self.words += usize::from(is_latin && !is_latin_or_mark(before));
    }

    /// Whether a quotation that began at `first` is of another language: no ideograph, and more than a word, or among
    /// Latin letters.
    fn is_foreign_since(self, first: Seen, before: &str, after: &str) -> bool {
        let beside = |c: Option<char>| c.is_some_and(is_latin);
        let among = || {
            let (before, after) =
                (before.strip_suffix(' ').unwrap_or(before), after.strip_prefix(' ').unwrap_or(after));
            beside(before.chars().next_back()) && beside(after.chars().next())
        };
        self.han == first.han
            && (self.foreign > first.foreign || self.words > first.words + 1 || self.words > first.words && among())
    }
}

/// Whether a character is a letter of a script that parts words by blanks.
fn is_latin(c: char) -> bool {
    c < '\u{2E80}' && c.is_alphabetic()
}

/// The same, or what stands inside such words.
fn is_latin_or_mark(c: char) -> bool {
    is_latin(c) || matches!(c, '\'' | '’' | '-') || c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn to(style: Style, line: &str) -> String {
        let changes = changes(line, &[], style);
        line.char_indices()
            .map(|(at, c)| changes.iter().find(|change| change.0 == at).map_or(c, |&(_, to)| to))
            .collect()
    }

    #[test]
    fn pairs_become_the_mark_of_their_level() {
        let cases = [
            ("他说“好”。", "他说「好」。"),
            ("“他说‘好’吗？”", "「他说『好』吗？」"),
            ("「他說“好”」", "「他說『好』」"),
            ("“他說「好」”", "「他說『好』」"),
            ("“一‘二“三”二’一”", "「一『二「三」二』一」"),
            ("‘好’", "「好」"),
            ("「一『二』」", "「一『二』」"),
            ("“OK”", "「OK」"),
        ];
        for (line, want) in cases {
            assert_eq!(to(Style::Corner, line), want);
        }
        let cases = [("「他說『好』」", "“他說‘好’”"), ("“好”與「壞」", "“好”與“壞”"), ("『好』", "“好”")];
        for (line, want) in cases {
            assert_eq!(to(Style::Curly, line), want);
        }
    }

    #[test]
    fn what_is_no_pair_stays() {
        let lines = [
            "“没有完",
            "没有始”",
            "it’s 好",
            "屏幕6.1”和5.5”",
            "他写道“To be or not to be”。",
            "The paper “Attention” is 好",
            "the students’ 好‘",
        ];
        for line in lines {
            assert_eq!(to(Style::Corner, line), line);
        }
        assert_eq!(to(Style::Corner, "“6.1”屏”"), "「6.1”屏」");
    }
}
