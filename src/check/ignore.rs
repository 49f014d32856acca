//! Comments in a text that let something stand.

use super::Rule;
use alloc::vec::Vec;
use core::ops::Range;

const MARK: &str = "tongwen-ignore";

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
    let mut ignored: Vec<Ignored> = Vec::new();
    // Begun and not ended.
    let mut open: Option<Ignored> = None;
    for (at, _) in text.match_indices(MARK) {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + MARK.len()..).unwrap_or_default());
        // Hyphens alone are a comment's: `<!--tongwen-ignore-->`.
        if before.trim_end_matches('-').ends_with(is_of_word) {
            continue;
        }
        let end = after.find(|c| !is_of_word(c)).unwrap_or(after.len());
        let Some((kind, rest)) = after.split_at_checked(end) else { continue };
        let line = || before.rfind('\n').map_or(0, |end| end + 1)..line_end(text, at);
        match kind.trim_end_matches('-') {
            "" => ignored.push(Ignored { span: line(), rules: rules(rest) }),
            "-next-line" => {
                let start = line_end(text, at);
                ignored.push(Ignored { span: start..line_end(text, start), rules: rules(rest) });
            }
            "-start" => {
                open.get_or_insert(Ignored { span: at..text.len(), rules: rules(rest) });
            }
            "-end" => ignored.extend(open.take().map(|begun| Ignored { span: begun.span.start..at, ..begun })),
            _ => {}
        }
    }
    ignored.extend(open);
    ignored
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Where the line of a place ends, with its line end.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

/// The rules that are named behind a mark and a colon; none where there is no colon.
fn rules(rest: &str) -> Option<Vec<Rule>> {
    let names = rest.strip_prefix([':', '：'])?;
    let parts = [',', '，', '、', ' '];
    let end = names.find(|c: char| !c.is_ascii_alphabetic() && !parts.contains(&c)).unwrap_or(names.len());
    let names = names.get(..end).unwrap_or_default().split(parts);
    Some(names.filter_map(|name| name.parse().ok()).collect())
}
