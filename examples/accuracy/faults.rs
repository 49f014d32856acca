//! What goes wrong most.

use crate::report::{Row, Section};
use std::collections::BTreeMap;

/// Faults by what they are, each with where it was seen first.
#[derive(Default)]
pub(crate) struct Faults {
    found: BTreeMap<String, (usize, Vec<String>)>,
}

impl Faults {
    /// Enough to see what a fault is.
    const CONTEXTS: usize = 3;

    pub(crate) fn add(&mut self, fault: String, context: impl FnOnce() -> String) {
        let (count, contexts) = self.found.entry(fault).or_default();
        *count += 1;
        if contexts.len() < Self::CONTEXTS {
            contexts.push(context());
        }
    }

    /// The commonest, with their counts and contexts.
    pub(crate) fn worst(&self, most: usize) -> Vec<(&str, usize, &[String])> {
        let mut worst: Vec<_> = self.found.iter().map(|(fault, (count, seen))| (&**fault, *count, &**seen)).collect();
        worst.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
        worst.truncate(most);
        worst
    }
}

/// What a section has found.
pub(crate) struct Measured {
    pub(crate) rows: Vec<Row>,
    pub(crate) faults: Faults,
}

impl Measured {
    /// Some rows, and one for all of them.
    pub(crate) fn of(section: Section, mut rows: Vec<Row>, faults: Faults) -> Self {
        if !rows.is_empty() {
            rows.push(Row::all(section, &rows));
        }
        Measured { rows, faults }
    }
}

#[test]
fn the_commonest_come_first() {
    let mut faults = Faults::default();
    for (index, fault) in ["乙", "甲", "乙", "乙", "乙", "丙"].into_iter().enumerate() {
        faults.add(fault.to_owned(), || index.to_string());
    }
    let contexts = |range: &[&str]| range.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(faults.worst(2), [("乙", 4, &*contexts(&["0", "2", "3"])), ("丙", 1, &*contexts(&["5"]))]);
}
