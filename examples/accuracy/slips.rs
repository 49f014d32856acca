//! Where a line differs from the one that it should be.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// One character that is wrong, missing (`got` is none) or too much (`gold` is none).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slip {
    /// Where in the gold line, in characters.
    pub(crate) at: usize,
    pub(crate) gold: Option<char>,
    pub(crate) got: Option<char>,
}

/// Lines of one length are compared place by place, others by what a diff aligns.
pub(crate) fn slips(gold: &[char], got: &[char]) -> Vec<Slip> {
    if gold.len() == got.len() {
        return block(gold, got, 0).filter(|slip| slip.gold != slip.got).collect();
    }
    let mut slips = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, gold, got) {
        if !matches!(op, DiffOp::Equal { .. }) {
            slips.extend(block(&gold[op.old_range()], &got[op.new_range()], op.old_range().start));
        }
    }
    slips
}

/// Two stretches that begin together, character by character; what one has more stands alone.
fn block<'a>(gold: &'a [char], got: &'a [char], start: usize) -> impl Iterator<Item = Slip> + 'a {
    (0..gold.len().max(got.len())).map(move |index| Slip {
        at: start + index.min(gold.len()),
        gold: gold.get(index).copied(),
        got: got.get(index).copied(),
    })
}

impl Slip {
    /// What became what: `里 → 裡`.
    pub(crate) fn shown(&self) -> String {
        let shown = |character: Option<char>| character.map_or("∅".to_owned(), String::from);
        format!("{} → {}", shown(self.gold), shown(self.got))
    }

    /// The gold line around it.
    pub(crate) fn context(&self, gold: &[char]) -> String {
        around(gold, self.at, self.at + usize::from(self.gold.is_some()))
    }
}

/// A stretch of a line in brackets, with a few characters on either side.
pub(crate) fn around(line: &[char], start: usize, end: usize) -> String {
    const REACH: usize = 6;
    let text = |characters: &[char]| characters.iter().collect::<String>();
    let (before, after) = (&line[start.saturating_sub(REACH)..start], &line[end..line.len().min(end + REACH)]);
    format!("{}〔{}〕{}", text(before), text(&line[start..end]), text(after))
}

/// How many Chinese characters a line has: what errors are counted by.
pub(crate) fn han(line: &[char]) -> usize {
    let is_han = |character: &&char| {
        matches!(character, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
    };
    line.iter().filter(is_han).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(gold: &str, got: &str) -> Vec<(usize, String)> {
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        slips(&characters(gold), &characters(got)).iter().map(|slip| (slip.at, slip.shown())).collect()
    }

    #[test]
    fn lines_of_one_length_go_place_by_place() {
        assert_eq!(found("頭髮", "頭髮"), []);
        assert_eq!(found("頭髮和后", "頭發和後"), [(1, "髮 → 發".into()), (3, "后 → 後".into())]);
        // A diff would find one character moved.
        assert_eq!(found("甲乙", "乙甲").len(), 2);
    }

    #[test]
    fn others_are_aligned() {
        assert_eq!(found("他在程序裡", "他在程式里裡"), [(3, "序 → 式".into()), (4, "∅ → 里".into())]);
        assert_eq!(found("計程車", "車"), [(0, "計 → ∅".into()), (1, "程 → ∅".into())]);
        assert_eq!(found("", "多"), [(0, "∅ → 多".into())]);
    }

    #[test]
    fn contexts_reach_no_farther_than_the_line() {
        let line: Vec<_> = "皇后".chars().collect();
        let slip = |at, gold| Slip { at, gold, got: Some('後') };
        assert_eq!(slip(1, Some('后')).context(&line), "皇〔后〕");
        assert_eq!(slip(2, None).context(&line), "皇后〔〕");
    }

    #[test]
    fn only_chinese_characters_count() {
        assert_eq!(han(&"A 頭髮，〇𠮷かな1".chars().collect::<Vec<_>>()), 4);
    }
}
