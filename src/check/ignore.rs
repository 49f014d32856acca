//! Comments in a text that let something stand.

use super::Rule;
use alloc::vec::Vec;
use core::ops::Range;

/// A span in which nothing is told of some rules, or of any.
#[derive(Clone, Debug)]
pub(super) struct Ignored {
    pub(super) span: Range<usize>,
    /// None: all.
    rules: Option<Vec<Rule>>,
}

impl Ignored {
    pub(super) fn covers(&self, rule: Rule) -> bool {
        self.rules.as_ref().is_none_or(|rules| rules.contains(&rule))
    }
}

/// What comments in a text let stand.
pub(super) fn ignored(text: &str) -> Vec<Ignored> {
    const MARK: &str = "tongwen-ignore";
    let mut ignored: Vec<Ignored> = Vec::new();
    // Begun and not ended.
    let mut open: Option<Ignored> = None;
    let mut next: Option<Option<Vec<Rule>>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        if let Some(rules) = next.take() {
            ignored.push(Ignored { span: span.clone(), rules });
        }
        let Some((_, rest)) = line.split_once(MARK) else { continue };
        if let Some(rest) = rest.strip_prefix("-next-line") {
            next = Some(rules(rest));
        } else if let Some(rest) = rest.strip_prefix("-start") {
            open.get_or_insert(Ignored { span: span.start..text.len(), rules: rules(rest) });
        } else if rest.starts_with("-end") {
            ignored.extend(open.take().map(|begun| Ignored { span: begun.span.start..span.end, ..begun }));
        } else {
            ignored.push(Ignored { span, rules: rules(rest) });
        }
    }
    ignored.extend(open);
    ignored
}

/// The rules that are named behind a mark and a colon; none where there is no colon.
fn rules(rest: &str) -> Option<Vec<Rule>> {
    let names = rest.strip_prefix(':')?;
    let end = names.find(|c: char| !matches!(c, 'a'..='z' | ' ' | ',')).unwrap_or(names.len());
    let names = names.get(..end).unwrap_or_default().split([',', ' ']);
    Some(names.filter_map(|name| name.parse().ok()).collect())
}
