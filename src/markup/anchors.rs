//! Links to headings (`[安装](#安装)`): what a heading is called there follows from its text, so it changes with it.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write as _;
use core::ops::Range;

/// The headings that are called by their text, and the links to headings of this document or another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    pub headings: Vec<Heading>,
    /// Their addresses, in bytes of the document.
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
        for (at, found) in html.match_indices("href=\"").chain(html.match_indices("href='")) {
            let from = at + found.len();
            let rest = html.get(from..).unwrap_or_default();
            let end = rest.find(['"', '\'', '>']).unwrap_or(rest.len());
            self.link(html, from..from + end, start);
        }
    }

    /// A link in a part of the document that begins at some byte of it, if it leads to a heading.
    pub fn link(&mut self, part: &str, address: Range<usize>, start: usize) {
        if part.get(address.clone()).is_some_and(|address| address.contains('#')) {
            self.links.push(start + address.start..start + address.end);
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
        let names = Names::new(old.iter().map(String::as_str).zip(new.iter().map(String::as_str)));
        let moved = |link: &Range<usize>| {
            let name = document.get(link.clone())?.strip_prefix('#')?;
            let (heading, written) = names.moved(name)?;
            Some(Moved { source: link.start + 1..link.end, heading, written })
        };
        self.links.iter().filter_map(moved).collect()
    }

    /// The links to other documents that have to change, and what their headings are called now: `names` tells of a path what
    /// the headings there were called, and are.
    pub fn moved_elsewhere<'n>(
        &self,
        document: &str,
        mut names: impl FnMut(&str) -> Option<&'n [(String, String)]>,
    ) -> Vec<(Range<usize>, String)> {
        let moved = |link: &Range<usize>| {
            let (path, name) = document.get(link.clone())?.split_once('#').filter(|(path, _)| !path.is_empty())?;
            let names = names(path)?.iter().map(|(old, new)| (old.as_str(), new.as_str()));
            let (_, written) = Names::new(names).moved(name)?;
            Some((link.start + path.len() + 1..link.end, written))
        };
        let mut moved: Vec<_> = self.links.iter().filter_map(moved).collect();
        moved.sort_by_key(|(source, _)| source.start);
        moved
    }

    /// What the headings are called, as GitHub does: of those that would be called the same the later ones are numbered.
    pub fn names<'t>(&self, text: impl Fn(&Range<usize>) -> &'t str) -> Vec<String> {
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

/// What headings were called and are called, by their numbers.
struct Names<'n> {
    both: Vec<(&'n str, &'n str)>,
    /// By the old name, and by that as addresses often have it.
    numbers: BTreeMap<String, usize>,
}

impl<'n> Names<'n> {
    fn new(both: impl Iterator<Item = (&'n str, &'n str)>) -> Self {
        let both: Vec<_> = both.collect();
        let of = |(number, (old, _)): (usize, &(&str, &str))| [(String::from(*old), number), (encoded(old), number)];
        let numbers = both.iter().enumerate().flat_map(of).collect();
        Names { both, numbers }
    }

    /// The heading that a link names, and how it has to name it, if that is otherwise.
    fn moved(&self, name: &str) -> Option<(usize, String)> {
        let &heading = self.numbers.get(name).or_else(|| self.numbers.get(&name.to_ascii_uppercase()))?;
        let &(old, new) = self.both.get(heading)?;
        let written = if name == old { new.into() } else { encoded(new) };
        (old != new).then_some((heading, written))
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
