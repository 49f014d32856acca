//! Where the engine must look: for each key that can change what the characters give, its rarest pair of neighbours.
//!
//! What a chain makes of text differs from what its characters give one by one only where, in some stage, a key of two
//! or more characters matches whose value is not what its characters give there. At the first stage where that happens
//! the text is still what the characters of the stages before made of the source; so it is enough to look in the source
//! for those pairs that become a pair of the key.

use super::chain::{Chain, Stage, neighbours};
use crate::data::pairs::Counts;
use crate::data::{Error, ErrorKind};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::vec::Vec;

type Pair = (char, char);
type Origins = BTreeMap<char, BTreeSet<char>>;

/// What is looked for in the text that several chains read.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Pairs, with a bit for each chain that has a key there.
    pub pairs: BTreeMap<Pair, u32>,
    /// All pairs that some key of some chain may span: between two characters that are none of these, text can be cut.
    pub inner: BTreeSet<Pair>,
}

/// Where the characters that a stage reads come from; a character that is absent stands for itself.
#[derive(Debug, Default)]
struct Sources {
    /// For a character of the stage's input: the source characters that alone become it.
    alone: Origins,
    /// The source characters after which the input may end with it, or before which it may begin with it.
    last: Origins,
    first: Origins,
}

impl Anchors {
    /// What chains look for that read the same kind of text; `column` names its script in `counts`. Each chain comes
    /// with its bit.
    pub fn new(chains: &[(u32, &Chain<'_, '_>)], counts: &Counts, column: usize, errors: &mut Vec<Error>) -> Self {
        let mut anchors = Anchors::default();
        // Chains share stages: what the first stage's keys span is noted once.
        let mut known: Vec<*const Stage<'_>> = Vec::new();
        for (bit, chain) in chains {
            for stage in chain.segmentation.iter().chain(chain.stages.first()) {
                if !known.contains(&core::ptr::from_ref(*stage)) {
                    known.push(*stage);
                    anchors.inner.extend(stage.keys.keys().flat_map(|key| neighbours(key)));
                }
            }
            anchors.add_stage(chain, 0, 1 << bit, &Sources::default(), counts, column, errors);
            if let [first, second] = chain.stages[..] {
                let sources = Sources::through(first);
                for (a, b) in second.keys.keys().flat_map(|key| neighbours(key)) {
                    anchors.inner.extend(expand(&sources.last, &sources.first, a, b));
                }
                anchors.add_stage(chain, 1, 1 << bit, &sources, counts, column, errors);
            }
        }
        anchors
    }

    #[expect(clippy::too_many_arguments, reason = "one loop of `new`, by itself for its length")]
    fn add_stage(
        &mut self,
        chain: &Chain<'_, '_>,
        stage: usize,
        bit: u32,
        sources: &Sources,
        counts: &Counts,
        column: usize,
        errors: &mut Vec<Error>,
    ) {
        for &key in chain.stages[stage].keys.keys().filter(|key| chain.is_effective(stage, key)) {
            let alone = |(a, b)| expand(&sources.alone, &sources.alone, a, b);
            match rarest(neighbours(key).map(alone), counts, column) {
                Some(pairs) => pairs.into_iter().for_each(|pair| *self.pairs.entry(pair).or_default() |= bit),
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
    }
}

impl Sources {
    fn through(stage: &Stage<'_>) -> Self {
        let mut alone: Origins = BTreeMap::new();
        let mut changed = BTreeSet::new();
        let (mut ends, mut begins) = (Vec::new(), Vec::new());
        for union in &stage.unions {
            for (key, (value, _)) in &union.entries {
                let (Some(first), Some(last)) = (key.chars().next(), key.chars().next_back()) else { continue };
                if first.len_utf8() == key.len() && changed.insert(first) {
                    let mut target = value.chars();
                    if let (Some(only), None) = (target.next(), target.next()) {
                        alone.entry(only).or_default().insert(first);
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
        let unchanged = |map: &mut Origins| {
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
fn expand(before: &Origins, after: &Origins, a: char, b: char) -> Vec<Pair> {
    let of = |map: &Origins, c| map.get(&c).map_or_else(|| [c].into(), BTreeSet::clone);
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
