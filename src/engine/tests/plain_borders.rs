//! Where words end, the slow and obvious way.

use super::plain::Plain;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

impl Plain<'_> {
    fn cost(&self, text: &[char]) -> Option<u32> {
        self.costs.get(&text.iter().collect::<String>()).map(|&cost| cost as u32).filter(|_| text.len() <= 6)
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
                let unknown = (to - from == 1).then_some(220);
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
}
