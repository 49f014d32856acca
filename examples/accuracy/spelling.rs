//! Spellings that count as one: 裏 and 裡, 佔 and 占.

use crate::Fault;
use crate::slips::Slip;
use crate::texts::repository;
use std::collections::HashMap;
use std::fs;

/// OpenCC's glyphs of Taiwan and Hong Kong, of several the one that it writes; and pairs that editors accept.
const FILES: [&str; 3] =
    ["dictionaries/opencc/TWVariants.txt", "dictionaries/opencc/HKVariants.txt", "dictionaries/choice/accepted.tsv"];

/// The columns of the last.
const HEAD: &str = "char\tas";

/// Characters in classes; each class is named by one of its characters.
#[derive(Default)]
pub(crate) struct Spellings {
    classes: HashMap<char, char>,
}

impl Spellings {
    /// Those of the repository's files.
    pub(crate) fn read() -> Result<Self, Fault> {
        let mut spellings = Spellings::default();
        for file in FILES {
            let path = repository(file);
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            spellings.take_in(&text).map_err(|fault| format!("{}:{fault}", path.display()))?;
        }
        Ok(spellings)
    }

    /// Takes in a file of pairs; a fault begins with the number of its line.
    fn take_in(&mut self, text: &str) -> Result<(), String> {
        let is_row = |line: &str| !line.is_empty() && !line.starts_with('#') && line != HEAD;
        let rows = (1..).zip(text.lines()).filter(|(_, line)| is_row(line));
        for (number, line) in rows {
            let cells = line.split_once('\t').map(|(one, others)| (one, others.split(' ').next().unwrap_or_default()));
            let pair = cells.and_then(|(one, other)| Some((single(one)?, single(other)?)));
            let (one, other) = pair.ok_or(format!("{number}: {line:?}: write a character, a tab, a character"))?;
            self.join(one, other);
        }
        Ok(())
    }

    fn join(&mut self, one: char, other: char) {
        let (one, other) = (self.class(one), self.class(other));
        if one != other {
            self.classes.values_mut().filter(|class| **class == other).for_each(|class| *class = one);
            self.classes.insert(other, one);
        }
    }

    fn class(&self, character: char) -> char {
        self.classes.get(&character).copied().unwrap_or(character)
    }

    /// Whether it is only another spelling.
    pub(crate) fn accept(&self, slip: &Slip) -> bool {
        slip.gold.map(|gold| self.class(gold)) == slip.got.map(|got| self.class(got))
    }
}

/// The character that a cell consists of.
fn single(cell: &str) -> Option<char> {
    let mut characters = cell.chars();
    characters.next().filter(|_| characters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(spellings: &Spellings, gold: char, got: char) -> bool {
        spellings.accept(&Slip { at: 0, gold: Some(gold), got: Some(got) })
    }

    #[test]
    fn classes_grow_together() {
        let mut spellings = Spellings::default();
        spellings.take_in("# a comment\n甲\t乙\n丙\t丁 戊\n\n").unwrap();
        assert!(accepts(&spellings, '甲', '乙') && accepts(&spellings, '丁', '丙'));
        assert!(!accepts(&spellings, '甲', '丙') && !accepts(&spellings, '丙', '戊'), "only the first of several");
        spellings.take_in("乙\t丁").unwrap();
        assert!(accepts(&spellings, '甲', '丙') && accepts(&spellings, '丁', '甲'));
    }

    #[test]
    fn the_files_hold_spellings_and_no_choices() {
        let spellings = Spellings::read().unwrap();
        for (one, other) in [('裏', '裡'), ('台', '臺'), ('占', '佔'), ('週', '周'), ('為', '爲')] {
            assert!(accepts(&spellings, one, other), "{one} {other}");
        }
        for (one, other) in [('里', '裡'), ('后', '後'), ('發', '髮'), ('麼', '么'), ('只', '隻')] {
            assert!(!accepts(&spellings, one, other), "{one} {other}");
        }
        assert!(!spellings.accept(&Slip { at: 0, gold: Some('裡'), got: None }));
    }

    #[test]
    fn a_bad_row_is_named() {
        let fault = Spellings::default().take_in("甲\t乙\n甲乙\t丙").unwrap_err();
        assert_eq!(fault, "2: \"甲乙\\t丙\": write a character, a tab, a character");
    }
}
