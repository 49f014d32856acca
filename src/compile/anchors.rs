//! Where the engine must look: for each key that can change what the characters give, its rarest pair of neighbours.
//!
//! What a chain makes of text differs from what its characters give one by one only where, in some stage, a key of two
//! or more characters matches whose value is not what its characters give there. At the first stage where that happens
//! the text is still what the characters of the stages before made of the source; so it is enough to look in the source
//! for those pairs that become a pair of the key.

use super::chain::{Chain, Stage};
use super::forms::reachable;
use crate::data::pairs::Counts;
use crate::data::{Error, ErrorKind};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::vec::Vec;

type Pair = (char, char);

/// What is looked for in the text that several chains read.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Pairs, with a bit for each chain that has a key there.
    pub pairs: BTreeMap<Pair, u32>,
    /// All pairs that some key of some chain may span: between two characters that are none of these, text can be cut.
    pub inner: BTreeSet<Pair>,
}

/// Sources of each character through the stages before, and the characters that text may end or begin with there.
struct Sources {
    /// For a character of the stage's input: the source characters that alone become it.
    alone: BTreeMap<char, BTreeSet<char>>,
    /// The source characters after which the input may end with it, or before which it may begin with it.
    last: BTreeMap<char, BTreeSet<char>>,
    first: BTreeMap<char, BTreeSet<char>>,
}

impl Anchors {
    /// Adds what a chain looks for. `column` names the script in `counts`.
    pub fn add(&mut self, chain: &Chain<'_>, bit: u32, counts: &Counts, column: usize, errors: &mut Vec<Error>) {
        if let Some(segmentation) = &chain.segmentation {
            self.inner.extend(reachable(segmentation).into_keys().flat_map(neighbours));
        }
        let mut sources: Option<Sources> = None;
        for (number, stage) in chain.stages.iter().enumerate() {
            for (key, rank) in reachable(stage) {
                let spanned = |(a, b)| expand(sources.as_ref().map(|from| (&from.last, &from.first)), a, b);
                self.inner.extend(neighbours(key).flat_map(spanned));
                if !effective(chain, number, stage, key, rank) {
                    continue;
                }
                let alone = |(a, b)| expand(sources.as_ref().map(|from| (&from.alone, &from.alone)), a, b);
                match rarest(neighbours(key).map(alone), counts, column) {
                    Some(pairs) => pairs.into_iter().for_each(|pair| *self.pairs.entry(pair).or_default() |= 1 << bit),
                    // The engine looks at every ideograph beyond U+FFFF anyway.
                    None if key.chars().any(|c| c >= '\u{20000}') => {}
                    // Nothing in the source becomes this key.
                    None if neighbours(key).any(|pair| alone(pair).is_empty()) => {}
                    None => errors.push(Error::new(
                        ErrorKind::Row,
                        format!("{key}: no two neighbouring characters that can be looked for; one must be Han"),
                    )),
                }
            }
            if number + 1 < chain.stages.len() {
                sources = Some(Sources::through(stage));
            }
        }
    }
}

/// Whether a key can change what its characters give. A key that is a segment is converted apart: there the end result
/// tells.
fn effective(chain: &Chain<'_>, number: usize, stage: &Stage<'_>, key: &str, rank: usize) -> bool {
    let (value, _) = stage.steps[rank].entries[key];
    if number == 0 && rank == 0 && chain.segments_are_keys {
        return chain.segment(key) != chain.singles(key);
    }
    value != stage.singles(key)
}

impl Sources {
    fn through(stage: &Stage<'_>) -> Self {
        let mut alone: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
        let mut changed = BTreeSet::new();
        let (mut ends, mut begins) = (Vec::new(), Vec::new());
        for step in &stage.steps {
            for (key, (value, _)) in &step.entries {
                let (Some(first), Some(last)) = (key.chars().next(), key.chars().next_back()) else { continue };
                if first.len_utf8() == key.len() && changed.insert(first) {
                    let mut target = value.chars();
                    match (target.next(), target.next()) {
                        (Some(only), None) => drop(alone.entry(only).or_default().insert(first)),
                        _ => changed.extend([first]),
                    }
                }
                ends.extend(value.chars().next_back().map(|c| (c, last)));
                begins.extend(value.chars().next().map(|c| (c, first)));
            }
        }
        // Every other character stands for itself; those that are asked for are added in `expand`.
        for &c in &changed {
            alone.entry(c).or_default();
        }
        let (mut last, mut first) = (alone.clone(), alone.clone());
        for (target, source) in ends {
            last.entry(target).or_default().insert(source);
        }
        for (target, source) in begins {
            first.entry(target).or_default().insert(source);
        }
        let unchanged = |map: &mut BTreeMap<char, BTreeSet<char>>| {
            for (target, sources) in map.iter_mut().filter(|(target, _)| !changed.contains(target)) {
                sources.insert(*target);
            }
        };
        unchanged(&mut alone);
        unchanged(&mut last);
        unchanged(&mut first);
        Sources { alone, last, first }
    }
}

/// The pairs of the source that can become the pair `a`, `b`.
fn expand(sources: Option<(&BTreeMap<char, BTreeSet<char>>, &BTreeMap<char, BTreeSet<char>>)>, a: char, b: char) -> Vec<Pair> {
    let Some((before, after)) = sources else { return alloc::vec![(a, b)] };
    let of = |map: &BTreeMap<char, BTreeSet<char>>, c| map.get(&c).map_or_else(|| [c].into(), BTreeSet::clone);
    let after = of(after, b);
    of(before, a).into_iter().flat_map(|a| after.iter().map(move |&b| (a, b))).collect()
}

/// The set of pairs that stands in text most rarely, of those sets that can be looked for.
fn rarest(sets: impl Iterator<Item = Vec<Pair>>, counts: &Counts, column: usize) -> Option<Vec<Pair>> {
    let count = |pair: &Pair| counts.get(pair).map_or(0, |count| count[column] as u64);
    let sought = |set: &Vec<Pair>| !set.is_empty() && set.iter().all(|&(a, b)| can_be_sought(a, b));
    sets.filter(sought).min_by_key(|set| set.iter().map(count).sum::<u64>())
}

/// Whether the filter sees a pair: its words are of ASCII (as the first) and of characters of three bytes. Ideographs
/// beyond U+FFFF are looked at anyway.
fn can_be_sought(a: char, b: char) -> bool {
    (a.is_ascii() || a.len_utf8() == 3 || a >= '\u{20000}') && (b.len_utf8() == 3 || b >= '\u{20000}')
}

fn neighbours(key: &str) -> impl Iterator<Item = Pair> + '_ {
    key.chars().zip(key.chars().skip(1))
}
