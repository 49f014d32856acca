//! Links to headings of the same document (`[安装](#安装)`): what a heading is called there follows from its text, so it changes
//! with it.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write as _;
use core::ops::Range;

/// The headings that are called by their text, and the links into the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    pub headings: Vec<Heading>,
    /// In bytes of the document: without `#`.
    pub links: Vec<Range<usize>>,
}

/// A heading, in parts.
pub type Heading = Vec<Part>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// In bytes of the text.
    Text(Range<usize>),
    /// What is no text, as code.
    Left(String),
}

/// A link that has to change: where it stands, the heading that it leads to, by number, and what that is called now.
pub struct Moved {
    pub source: Range<usize>,
    pub heading: usize,
    pub written: String,
}

impl Anchors {
    /// The text of a heading goes on with this; what has no gap between is one part.
    pub fn text(&mut self, text: Range<usize>) {
        let Some(heading) = self.headings.last_mut() else { return };
        match heading.last_mut() {
            Some(Part::Text(last)) if last.end == text.start => last.end = text.end,
            _ => heading.push(Part::Text(text)),
        }
    }

    /// The same with what is no text.
    pub fn left(&mut self, text: &str) {
        let heading = self.headings.last_mut();
        heading.into_iter().for_each(|heading| heading.push(Part::Left(text.into())));
    }

    /// The links in a piece of HTML that begins at some byte of the document.
    pub fn links_in(&mut self, html: &str, start: usize) {
        for (at, found) in html.match_indices("href=\"#").chain(html.match_indices("href='#")) {
            let from = at + found.len();
            let rest = html.get(from..).unwrap_or_default();
            let end = rest.find(['"', '\'', '>']).unwrap_or(rest.len());
            self.links.push(start + from..start + from + end);
        }
    }

    /// The links that lead to a heading whose name changes. `before` tells what a range of the text was, `after` what it
    /// has become.
    pub fn moved<'t>(
        &self,
        document: &str,
        before: impl Fn(&Range<usize>) -> &'t str,
        after: impl Fn(&Range<usize>) -> &'t str,
    ) -> Vec<Moved> {
        if self.links.is_empty() {
            return Vec::new();
        }
        let [old, new] = [self.names(before), self.names(after)];
        let mut headings: BTreeMap<String, usize> = BTreeMap::new();
        for (number, name) in old.iter().enumerate() {
            headings.insert(name.clone(), number);
            headings.insert(encoded(name), number);
        }
        let moved = |source: &Range<usize>| {
            let link = document.get(source.clone())?;
            let &heading = headings.get(link).or_else(|| headings.get(&link.to_ascii_uppercase()))?;
            let (old, new) = (old.get(heading)?, new.get(heading)?);
            let written = if link == old { new.clone() } else { encoded(new) };
            (old != new).then(|| Moved { source: source.clone(), heading, written })
        };
        self.links.iter().filter_map(moved).collect()
    }

    /// What the headings are called, as GitHub does: of those that would be called the same the later ones are numbered.
    fn names<'t>(&self, text: impl Fn(&Range<usize>) -> &'t str) -> Vec<String> {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let name = |heading: &Heading| {
            let part = |part: &Part| match part {
                Part::Text(range) => text(range).to_string(),
                Part::Left(text) => text.clone(),
            };
            let name = name_of(&heading.iter().map(part).collect::<String>());
            let count = known.entry(name.clone()).or_default();
            *count += 1;
            if *count == 1 { name } else { format!("{name}-{}", *count - 1) }
        };
        self.headings.iter().map(name).collect()
    }
}

/// What a heading of this text is called: in small letters, with a hyphen for each blank, without marks.
fn name_of(heading: &str) -> String {
    let heading = heading.trim().to_lowercase();
    let kept = heading.chars().filter(|&c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The same as addresses often have it.
fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(3 * name.len());
    for c in name.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| _ = write!(out, "%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_github() {
        for (heading, name) in [
            ("安装", "安装"),
            ("安装 软件", "安装-软件"),
            (" FAQ：常见问题？ ", "faq常见问题"),
            ("1. 用 C++ 编译", "1-用-c-编译"),
            ("a_b-c", "a_b-c"),
        ] {
            assert_eq!(name_of(heading), name);
        }
        assert_eq!(encoded("a软"), "a%E8%BD%AF");
    }
}
