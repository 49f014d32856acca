//! What `Analysis::resolve` promises: what is decided is written and no longer told, and the rest stays.

use crate::accounted_for::{account_of_analysis, plan_reasons};
use crate::hands_off::stand;
use crate::strategies::{lines, name, plan, source, targets, unresolved, with_ranges};
use proptest::prelude::*;
use std::collections::HashSet;
use std::ops::Range;
use tongwen::{Analysis, Locale};

/// What is left: where, and what could be written.
type Left = Vec<(Range<usize>, Vec<String>)>;

fn left(analysis: &Analysis<'_>) -> Left {
    let one = |left: tongwen::Ambiguity<'_>| (left.source(), left.alternatives().map(str::to_owned).collect());
    analysis.ambiguities().map(one).collect()
}

/// All of an analysis, for comparison.
fn told(analysis: &Analysis<'_>) -> String {
    format!("{:?} {analysis:?} {:?}", analysis.output(), analysis.ambiguities())
}

/// The first alternative of everything that is left.
fn all_first<'t>(analysis: &Analysis<'t>) -> Analysis<'t> {
    analysis.resolve(|_| Some(0))
}

/// A reason against the first alternative's standing for a span of the source, if there is one.
fn stands_for(analysis: &Analysis<'_>, span: &Range<usize>, word: &str) -> Result<(), String> {
    let edits: Vec<_> = analysis.edits().collect();
    let touching: Vec<_> =
        edits.iter().filter(|edit| edit.source().start < span.end && span.start < edit.source().end).collect();
    let (first, last) = match (touching.first(), touching.last()) {
        (Some(first), Some(last)) => (first, last),
        // Nothing is told: then it was written so already.
        _ if analysis.source().get(span.clone()) == Some(word) => return Ok(()),
        _ => return Err(format!("{span:?} was left, though {word} was chosen")),
    };
    // What edits make of the span and of what they take along with it.
    let before = edits.iter().rfind(|edit| edit.source().end <= span.start);
    let moved = |at: usize| at - before.map_or(0, |e| e.source().end) + before.map_or(0, |e| e.target().end);
    let from = if first.source().start < span.start { first.target().start } else { moved(span.start) };
    let to = last.target().end + span.end.saturating_sub(last.source().end);
    let output = analysis.output().get(from..to).unwrap_or_default();
    let is_exact = span.start <= first.source().start && last.source().end <= span.end;
    let is_there = if is_exact { output == word } else { output.contains(word) };
    if is_there { Ok(()) } else { Err(format!("{span:?} became {output:?}, though {word} was chosen")) }
}

/// A reason against what comes of deciding all, if there is one; else how much was decided.
fn decided(to: Locale, named: &str, analysis: &Analysis<'_>) -> Result<usize, TestCaseError> {
    let left = left(analysis);
    let resolved = all_first(analysis);
    account_of_analysis(named, &resolved, |edit| plan_reasons(to, edit))?;
    let again: HashSet<Range<usize>> = resolved.ambiguities().map(|left| left.source()).collect();
    for (span, words) in &left {
        prop_assert!(!again.contains(span), "{named}: {span:?} is told again: {}", told(&resolved));
        // The word around a character wins: 升 in 升降機.
        let is_inner = |other: &Range<usize>| other != span && other.start <= span.start && span.end <= other.end;
        if left.iter().any(|(other, _)| is_inner(other)) {
            continue;
        }
        let stands = stands_for(&resolved, span, &words[0]);
        prop_assert!(stands.is_ok(), "{named}: {} in {}", stands.unwrap_err(), told(&resolved));
    }
    Ok(left.len())
}

/// A reason against these first and then those, by the bits of a number, being as all at once, if there is one.
fn by_halves(analysis: &Analysis<'_>, halves: u64) -> Result<(), String> {
    let spans: Vec<_> = analysis.ambiguities().map(|left| left.source()).collect();
    let whole = told(&all_first(analysis));
    for now in [0, 1] {
        let is_of = |span: Range<usize>, half: u64| {
            let at = spans.iter().position(|other| *other == span);
            at.is_some_and(|at| halves >> (at % 64) & 1 == half)
        };
        let first = analysis.resolve(|left| is_of(left.source(), now).then_some(0));
        let both = first.resolve(|left| is_of(left.source(), 1 - now).then_some(0));
        // A character may be clear once the word beside it is decided: 制 in 合约制.
        let is_left = |span: &Range<usize>| first.ambiguities().any(|left| left.source() == *span);
        let is_char = |span: &Range<usize>| analysis.source()[span.clone()].chars().nth(1).is_none();
        let is_clear = spans.iter().any(|span| is_of(span.clone(), 1 - now) && is_char(span) && !is_left(span));
        if told(&both) != whole && !is_clear {
            return Err(format!("at once\n  {whole}\n  in halves\n  {}\n  first\n  {}", told(&both), told(&first)));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn resolved_by_nothing(text in prop_oneof![3 => unresolved(), 1 => lines()], from in source()) {
        for to in targets() {
            let normalizer = plan(to, from);
            let analysis = normalizer.analyze(&text);
            let mut asked = Vec::new();
            let resolved = analysis.resolve(|left| {
                asked.push((left.source(), left.alternatives().map(str::to_owned).collect()));
                None
            });
            prop_assert_eq!(told(&resolved), told(&analysis), "{}", name(to, from));
            prop_assert_eq!(&asked, &left(&analysis), "{}: asked of each in order", name(to, from));
            // A number that no alternative has is no decision.
            let beyond = analysis.resolve(|left| Some(left.alternatives().count()));
            prop_assert_eq!(told(&beyond), told(&analysis), "{}: beyond the last", name(to, from));
        }
    }

    #[test]
    fn resolved_by_the_first(text in prop_oneof![3 => unresolved(), 1 => lines()], from in source()) {
        for to in targets() {
            decided(to, &name(to, from), &plan(to, from).analyze(&text))?;
        }
    }

    /// Some decided, then the others, is as all at once, in either order.
    #[test]
    fn resolved_by_halves(text in unresolved(), from in source(), halves in any::<u64>()) {
        for to in targets() {
            let is_so = by_halves(&plan(to, from).analyze(&text), halves);
            prop_assert!(is_so.is_ok(), "{}: {}", name(to, from), is_so.unwrap_err());
        }
    }

    /// What the caller protects is kept when something is decided.
    #[test]
    fn resolved_with_ranges((text, kept) in with_ranges(), from in source()) {
        for to in targets() {
            let normalizer = plan(to, from);
            let analysis = normalizer.analyze_except(&text, &kept);
            decided(to, &name(to, from), &analysis)?;
            let stood = stand(&all_first(&analysis), &kept);
            prop_assert!(stood.is_ok(), "{}: {}", name(to, from), stood.unwrap_err());
        }
    }
}

/// Each word of several senses, in lines of either script: all are decided, at once and in halves.
#[test]
fn resolved_each_sense() {
    let mut count = 0;
    let tables = crate::strategies::tables("senses");
    let forms: std::collections::BTreeSet<&str> =
        tables.iter().flat_map(|(_, rows)| &rows[1..]).map(|row| row[1]).collect();
    for to in targets() {
        for form in &forms {
            for text in [format!("说，{form}"), format!("說，{form}"), format!("{form}的说")] {
                let normalizer = plan(to, None);
                let analysis = normalizer.analyze(&text);
                count += decided(to, &name(to, None), &analysis).unwrap_or_else(|why| panic!("{text}: {why}"));
                by_halves(&analysis, 0b0101).unwrap_or_else(|why| panic!("{}: {text}: {why}", name(to, None)));
            }
        }
    }
    assert!(count > 1_000, "only {count} decided");
}

/// What once came out otherwise in halves.
#[test]
fn resolved_by_halves_where_it_was_not() {
    for (to, from, text) in [
        ("zh-Hant-CN", None, "升降機的说"),           // 升 and 升降機 begin together
        ("zh-CN", Some(Locale::ZH_TW), "土豆客货车"), // what was decided made another line of it
    ] {
        let normalizer = plan(to.parse().unwrap(), from);
        by_halves(&normalizer.analyze(text), 0b0101).unwrap_or_else(|why| panic!("{text}: {why}"));
    }
}
