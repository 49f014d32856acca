//! Passages in Japanese and Korean: their Han characters are not Chinese text.
//!
//! Method (ours): a sentence with kana or hangul in it is foreign as a whole unless it holds a character that only
//! Chinese writes; then its clauses are asked one by one, and last what stands between two syllables of it.

use super::protect::rare;
use crate::data::ideograph::is_syllable;
use alloc::vec::Vec;
use core::ops::Range;

/// Adds the passages of a line.
pub fn passages(line: &str, found: &mut Vec<Range<usize>>) {
    let ends = |c: char| "。！？!?\n「」『』“”‘’（）()《》〈〉【】[]…\t".contains(c);
    let mut done = 0;
    for (at, _) in rare(line).filter(|&(_, c)| is_syllable(c)) {
        if at < done {
            continue;
        }
        let (before, after) = (line.get(done..at).unwrap_or_default(), line.get(at..).unwrap_or_default());
        let start = done + before.trim_end_matches(|c| !ends(c)).len();
        let sentence = start..at + after.find(ends).unwrap_or(after.len());
        done = sentence.end;
        if is_foreign(line, &sentence) {
            found.push(sentence);
            continue;
        }
        for clause in parts(line, sentence, |c| "、，,；;：: \u{3000}・·/".contains(c)) {
            if is_foreign(line, &clause) {
                found.push(clause);
            } else {
                between_syllables(line, clause, found);
            }
        }
    }
}

/// The parts of a range between marks, without those.
fn parts(line: &str, range: Range<usize>, is_mark: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for (offset, c) in line.get(range.clone()).unwrap_or_default().char_indices().filter(|&(_, c)| is_mark(c)) {
        parts.push(start..range.start + offset);
        start = range.start + offset + c.len_utf8();
    }
    parts.push(start..range.end);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a range holds syllables, and nothing that only Chinese writes. One の among Han is a Chinese ornament.
fn is_foreign(line: &str, range: &Range<usize>) -> bool {
    let text = line.get(range.clone()).unwrap_or_default();
    let syllables = text.chars().filter(|&c| is_syllable(c)).count();
    let ornament = syllables == 1 && text.contains('の');
    syllables > 0 && !ornament && !text.chars().any(is_chinese_only)
}

/// In Chinese text: Han characters, four at most, between two syllables (食べ物を).
fn between_syllables(line: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    const MOST: usize = 4;
    let mut last: Option<usize> = None;
    let mut count = 0;
    for (offset, c) in line.get(range.clone()).unwrap_or_default().char_indices() {
        let at = range.start + offset;
        if is_syllable(c) {
            match last.filter(|_| count <= MOST) {
                Some(start) => found.push(start..at + c.len_utf8()),
                None => found.push(at..at + c.len_utf8()),
            }
            (last, count) = (Some(at), 0);
        } else {
            count += 1;
        }
    }
}

/// Frequent characters that neither modern Japanese nor Korean writes.
fn is_chinese_only(c: char) -> bool {
    "这這们們吗嗎呢吧您她很哪怎么麼还你说给让讓啊呀哦嗯喔啦咱谁另个为现从对话语词请该资华务过进时间图书馆东车马鸟鱼门风飞"
        .contains(c)
}
