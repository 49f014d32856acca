//! Where words end, the slow and obvious way.

use super::Plain;
use crate::data::Script;
use crate::table::plans::{Glyphs, Mode};
use crate::table::words::Writes;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

impl Plain<'_> {
    fn cost(&self, text: &[char]) -> Option<u32> {
        self.costs.get(&text.iter().collect::<String>()).map(|&cost| cost as u32).filter(|_| text.len() <= 6)
    }

    /// Whether other words end inside a phrase that is not ours and says something of which neighbours have no say.
    pub fn is_crossed(&self, at: usize, chars: &[char], span: Range<usize>) -> bool {
        let glyphs = Glyphs::of(self.to.script(), self.to.place());
        let key: String = chars[span.clone()].iter().map(|&c| self.scripts.fold(c)).collect();
        let values = &self.scripts.phrases[&key];
        let own = [Writes::Taiwan, Writes::HongKong, Writes::Simplified][glyphs as usize];
        if self.to.script() == Script::Hans || values[own as usize].is_some() {
            return false;
        }
        let value = self.scripts.phrase(values, glyphs).unwrap();
        let map = self.scripts.map(glyphs, Mode::Shown);
        let says = |(&c, to): (&char, char)| {
            let change = map.get(&c);
            let said = change.and_then(|change| change.by_phrase(c, to)).map(String::from);
            said.is_some_and(|said| said != change.unwrap().target)
        };
        let is_model = |c: char| self.scripts.choice.unwrap().of(c).is_some();
        let said: Vec<char> =
            chars[span.clone()].iter().zip(value.chars()).filter(|&both| says(both)).map(|(&c, _)| c).collect();
        !said.is_empty() && !said.into_iter().any(is_model) && !self.is_read(at, chars, span)
    }

    /// From where to where two words reach that meet inside a key.
    pub fn joints(&self, text: &[char], start: usize, len: usize) -> Vec<Range<usize>> {
        let end = start + len;
        let mut joints = Vec::new();
        for at in start + 1..end {
            for left in
                (0..=start).filter(|&left| left == start && at == start + 1 || self.cost(&text[left..at]).is_some())
            {
                let is_word = |right: usize| right == end && at + 1 == end || self.cost(&text[at..right]).is_some();
                joints.extend((end..=text.len()).filter(|&right| is_word(right)).map(|right| left..right));
            }
        }
        joints.retain(|joint| *joint != (start..end));
        joints
    }

    /// Whether a key is a word in the cheapest way to cut a text.
    pub fn is_word(&self, text: &[char], start: usize, len: usize) -> bool {
        let end = start + len;
        let mut best: Vec<(u32, Vec<usize>)> = alloc::vec![(0, alloc::vec![0])];
        for to in 1..=text.len() {
            let ways = (to.saturating_sub(6)..to).filter_map(|from| {
                let phrase = ((from, to) == (start, end)).then_some(140);
                let unknown = if to - from == 1 { Some(220) } else { phrase };
                let (sum, ends) = &best[from];
                Some((sum + self.cost(&text[from..to]).or(unknown)?, from, ends))
            });
            let (sum, _, ends) = ways.min_by_key(|&(sum, from, _)| (sum, from)).unwrap();
            best.push((sum, ends.iter().copied().chain([to]).collect()));
        }
        let ends = &best[text.len()].1;
        let seam = |at: usize| {
            at >= start + 2
                && at + 2 <= end
                && self.cost(&text[start..at]).is_some()
                && self.cost(&text[at..end]).is_some()
        };
        ends.contains(&start) && ends.contains(&end) || ends.iter().all(|&at| at <= start || end <= at || seam(at))
    }

    /// Whether a word is read as one where it stands: no other words end inside it.
    pub fn is_read(&self, at: usize, chars: &[char], word: Range<usize>) -> bool {
        let first = self.line[..at].chars().count();
        let is_ideograph = |c: &char| ('\u{3400}'..='\u{4DBF}').contains(c) || ('\u{4E00}'..='\u{9FFF}').contains(c);
        let key: Vec<char> = chars[word.clone()].iter().map(|&c| self.scripts.fold(c)).collect();
        if word.len() > 6 || !key.iter().all(is_ideograph) {
            return true;
        }
        let (start, end) = (first + word.start, first + word.end);
        let (before, after) =
            (&chars[word.start.saturating_sub(16)..word.start], &chars[word.end..chars.len().min(word.end + 16)]);
        let base = start - before.len();
        let last_word = self.words_in(before, Some(base)).iter().map(|word| word.end).max().unwrap_or(0);
        let next_word = self.words_in(after, Some(end)).iter().map(|word| word.start).min();
        let fold = |c: &char| self.scripts.fold(*c);
        let near = |from: usize, to: usize| {
            let mut text: Vec<char> = before[from..].iter().rev().map(fold).take(4).take_while(is_ideograph).collect();
            text.reverse();
            let start = text.len();
            text.extend(&key);
            text.extend(after[..to].iter().map(fold).take(4).take_while(is_ideograph));
            (text, start)
        };
        let (whole, start) = near(0, after.len());
        let len = key.len();
        let (from, to) = (before.len() - start, whole.len() - start - len);
        let is_latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let apart = self.word_spans(before, Some(base)).last().is_none_or(|word| word.end <= from)
            && self.word_spans(after, Some(end)).first().is_none_or(|word| word.start >= to)
            && !(start < 4 && from > 0 && is_latin(before.get(from - 1)))
            && !(to < 4 && is_latin(after.get(to)));
        if self.joints(&whole, start, len).is_empty() {
            return true;
        }
        if apart {
            return self.is_word(&whole, start, len);
        }
        let (text, start) = near(last_word, next_word.unwrap_or(after.len()));
        let joints = self.joints(&text, start, len);
        joints.into_iter().all(|joint| self.is_word(&text[joint.clone()], start - joint.start, len))
    }
}
