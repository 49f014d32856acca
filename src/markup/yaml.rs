//! YAML: scalars that are values, by `saphyr-parser`.

use super::Fault;
use super::reference::is_reference;
use super::tag;
use super::texts::{Of, Texts};
use super::writing::{Dialect, Writing, backslashed, doubled};
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use core::str::CharIndices;
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

const BLANKS: [char; 2] = [' ', '\t'];
const BREAKS: [char; 2] = ['\n', '\r'];

/// Tells of every scalar that is a string, but keys.
pub fn scan(document: &str, texts: &mut Texts) -> Result<(), Fault> {
    let mut places = Places { chars: document.char_indices(), taken: 0 };
    let mut nodes = Nodes::default();
    for event in Parser::new_from_str(document) {
        let (event, span) = event.map_err(|error| {
            let at = Places { chars: document.char_indices(), taken: 0 }.byte(error.marker().index());
            Fault { at, message: error.info().to_owned() }
        })?;
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let properties = usize::from(anchor > 0) + usize::from(tag.is_some());
                let scalar = Scalar { document, span, properties, value: &value, style };
                let is_string = is_string(tag.as_deref()) && !value.trim_matches(BREAKS).is_empty();
                match nodes.scalar(&value) {
                    Role::Value if is_string => scalar.tell(&mut places, texts),
                    Role::Language if is_string => scalar.tell_language(&mut places, texts),
                    _ => {}
                }
            }
            Event::Alias(_) => _ = nodes.scalar(""),
            Event::SequenceStart(..) => nodes.open(false),
            Event::MappingStart(..) => nodes.open(true),
            Event::SequenceEnd | Event::MappingEnd => nodes.close(),
            _ => {}
        }
    }
    Ok(())
}

/// What has a tag of its own (`!include`) is something to the program that reads it.
fn is_string(tag: Option<&Tag>) -> bool {
    tag.is_none_or(|tag| matches!([&*tag.handle, &*tag.suffix].concat().as_str(), "!" | "tag:yaml.org,2002:str"))
}

/// The parser counts characters: where they are in bytes, asked front to back.
struct Places<'d> {
    chars: CharIndices<'d>,
    taken: usize,
}

impl Places<'_> {
    fn byte(&mut self, index: usize) -> usize {
        if let Some(skipped) = index.checked_sub(self.taken + 1) {
            self.chars.nth(skipped);
            self.taken = index;
        }
        self.chars.offset()
    }
}

/// The collections that are open.
#[derive(Default)]
struct Nodes {
    open: Vec<Collection>,
}

struct Collection {
    is_mapping: bool,
    /// It is a key, or inside one.
    is_key: bool,
    /// The next node is a key.
    at_key: bool,
    /// The key of the next node, or of the sequence.
    key: String,
}

enum Role {
    /// No text: a key, or the name of something.
    Key,
    Value,
    Language,
}

impl Nodes {
    fn scalar(&mut self, text: &str) -> Role {
        let Some(last) = self.open.last_mut() else { return Role::Value };
        let role = match last {
            Collection { is_key: true, .. } | Collection { at_key: true, .. } => Role::Key,
            Collection { key, .. } if tag::is_told_by(key) => Role::Language,
            Collection { key, .. } if is_reference(key, text) => Role::Key,
            _ => Role::Value,
        };
        if last.is_mapping {
            last.key = if last.at_key { text.to_owned() } else { String::new() };
            last.at_key = !last.at_key;
        }
        role
    }

    fn open(&mut self, is_mapping: bool) {
        let key = self
            .open
            .last()
            .filter(|last| !last.at_key && !is_mapping)
            .map_or_else(String::new, |last| last.key.clone());
        let is_key = matches!(self.scalar(""), Role::Key);
        self.open.push(Collection { is_mapping, is_key, at_key: is_mapping, key });
    }

    fn close(&mut self) {
        self.open.pop();
    }
}

/// A scalar that is not empty, as the parser tells it.
struct Scalar<'a> {
    document: &'a str,
    span: Span,
    /// Its anchor and its tag, where it has them: the span begins with them.
    properties: usize,
    value: &'a str,
    style: ScalarStyle,
}

impl Scalar<'_> {
    fn tell(&self, places: &mut Places<'_>, texts: &mut Texts) {
        let document = self.document;
        let range = self.range(places);
        match self.style {
            ScalarStyle::Plain => {
                let writing = Writing::PlainScalar;
                fold(document, range, writing, texts, |texts, line| texts.raw(document, line, writing));
            }
            ScalarStyle::SingleQuoted => {
                let writing = Writing::Doubled('\'');
                fold(document, range, writing, texts, |texts, line| doubled(texts, document, line, '\''));
            }
            ScalarStyle::DoubleQuoted => {
                let writing = Writing::Backslash(Dialect::Yaml);
                fold(document, range, writing, texts, |texts, line| backslashed(texts, document, line, Dialect::Yaml));
            }
            ScalarStyle::Literal | ScalarStyle::Folded => self.tell_block(range, texts),
        }
        texts.end();
    }

    /// A tag of a language is one where it stands as it is.
    fn tell_language(&self, places: &mut Places<'_>, texts: &mut Texts) {
        let range = self.range(places);
        if tag::is_chinese(self.value) && self.document.get(range.clone()) == Some(self.value) {
            texts.tag(range, Of::Document);
        } else {
            self.tell(places, texts);
        }
    }

    /// Where its text is, in bytes: without quotation marks; of a block from its first line on that is not empty.
    fn range(&self, places: &mut Places<'_>) -> Range<usize> {
        let start = self.behind_properties(places.byte(self.span.start.index()));
        let end = places.byte(self.span.end.index()).max(start);
        let text = self.document.get(start..end).unwrap_or_default();
        match self.style {
            ScalarStyle::Plain => start..end,
            // Behind the quotation mark comments may belong to the span.
            ScalarStyle::SingleQuoted => {
                let inner = text.get(1..).unwrap_or_default();
                let mut parts = inner.split('\'');
                let mut len = parts.next().map_or(0, str::len);
                while let (Some(""), Some(more)) = (parts.next(), parts.next()) {
                    len += 2 + more.len();
                }
                start + 1..start + 1 + len
            }
            ScalarStyle::DoubleQuoted => {
                let mut is_escaped = false;
                let is_end = |c: char| {
                    let ends = c == '"' && !is_escaped;
                    is_escaped = c == '\\' && !is_escaped;
                    ends
                };
                let len = text.get(1..).unwrap_or_default().find(is_end).unwrap_or_default();
                start + 1..start + 1 + len
            }
            ScalarStyle::Literal | ScalarStyle::Folded => self.block_start(start)..end,
        }
    }

    fn behind_properties(&self, mut at: usize) -> usize {
        for _ in 0..self.properties {
            let rest = self.document.get(at..).unwrap_or_default();
            let stop = if rest.starts_with("!<") {
                rest.find('>').map(|stop| stop + 1)
            } else {
                rest.find([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}'])
            };
            let mut rest = rest.get(stop.unwrap_or(rest.len())..).unwrap_or_default();
            loop {
                rest = rest.trim_start_matches(BLANKS).trim_start_matches(BREAKS);
                if rest.starts_with('#') {
                    rest = rest.trim_start_matches(|c| !BREAKS.contains(&c));
                } else if !rest.starts_with(BLANKS) {
                    break;
                }
            }
            at = self.document.len() - rest.len();
        }
        at
    }

    /// The span of a block begins with its text, or with its properties: then its head and its empty lines follow.
    fn block_start(&self, at: usize) -> usize {
        if self.properties == 0 {
            return at;
        }
        let text = self.value.trim_start_matches('\n');
        let mut rest = self.document.get(at..).unwrap_or_default();
        for _ in 0..=self.value.len() - text.len() {
            let (_, tail) = rest.split_at(rest.find(BREAKS).unwrap_or(rest.len()));
            rest = tail.get(break_len(tail)..).unwrap_or_default();
        }
        self.document.len() - rest.len() + leading(rest, ' ').saturating_sub(leading(text, ' '))
    }

    /// Lines without their indentation; how they are joined is a matter of the style.
    fn tell_block(&self, range: Range<usize>, texts: &mut Texts) {
        let writing = Writing::Without("\n\r");
        let body = self.document.get(..range.end).unwrap_or_default();
        let mut at = range.start;
        let before = body.get(..at).unwrap_or_default();
        let indent = before.len() - before.trim_end_matches(' ').len();
        loop {
            let rest = body.get(at..).unwrap_or_default();
            let end = at + rest.find(BREAKS).unwrap_or(rest.len());
            texts.raw(self.document, at..end, writing);
            let (mut next, mut breaks) = (end, 0);
            while let len @ 1.. = break_len(body.get(next..).unwrap_or_default()) {
                let line = body.get(next + len..).unwrap_or_default();
                next += len + leading(line, ' ').min(indent);
                breaks += 1;
            }
            let following = body.get(next..).unwrap_or_default();
            if following.is_empty() {
                return;
            }
            // Lines that are further indented are not folded.
            let is_folded =
                self.style == ScalarStyle::Folded && ![rest, following].iter().any(|line| line.starts_with(BLANKS));
            texts.escaped(end..next, &if is_folded { folded(breaks) } else { "\n".repeat(breaks).into() }, writing);
            at = next;
        }
    }
}

/// Tells of what stands in lines that YAML folds, line by line, and of what their ends become.
fn fold(
    document: &str,
    range: Range<usize>,
    writing: Writing,
    texts: &mut Texts,
    tell: impl Fn(&mut Texts, Range<usize>),
) {
    let body = document.get(..range.end).unwrap_or_default();
    let mut at = range.start;
    loop {
        let rest = body.get(at..).unwrap_or_default();
        let Some(len) = rest.find(BREAKS) else { break };
        let (line, after) = rest.split_at(len);
        let mut text = line.trim_end_matches(BLANKS);
        let mut joins = false;
        // A backslash keeps the blank behind it, or does away with the line end.
        if writing == Writing::Backslash(Dialect::Yaml) && (text.len() - text.trim_end_matches('\\').len()) % 2 == 1 {
            joins = text.len() == line.len();
            let kept = if joins { text.len() - 1 } else { text.len() + 1 };
            text = line.get(..kept).unwrap_or_default();
        }
        let end = at + text.len();
        tell(texts, at..end);
        let next = after.trim_start_matches([' ', '\t', '\n', '\r']);
        let gap = after.get(..after.len() - next.len()).unwrap_or_default();
        let breaks = gap.matches(BREAKS).count() - gap.matches("\r\n").count();
        at = body.len() - next.len();
        if !joins {
            texts.escaped(end..at, &folded(breaks), writing);
        } else if breaks > 1 {
            texts.escaped(end..at, &"\n".repeat(breaks - 1), writing);
        }
    }
    tell(texts, at..range.end);
}

/// What line ends become: one a space, several as many but one.
fn folded(breaks: usize) -> Cow<'static, str> {
    if breaks == 1 { " ".into() } else { "\n".repeat(breaks.saturating_sub(1)).into() }
}

fn break_len(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(BREAKS)) }
}

/// How many of a character a text begins with.
fn leading(text: &str, mark: char) -> usize {
    text.len() - text.trim_start_matches(mark).len()
}
