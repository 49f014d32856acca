//! Markdown: CommonMark and the usual beyond it, by `pulldown-cmark`.
//!
//! Inline marks are not seen, nor are the tags of HTML in a line. The text of a link whose text is its label too (`[软件]`,
//! `[软件][]`) stays, or the link would be none.

use super::texts::Texts;
use super::writing::Writing;
use super::{html, toml, yaml};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// Elements of HTML whose text is code.
const CODE: &[&str] = &["code", "kbd", "pre", "samp", "script", "style", "var"];

/// Tells of prose.
pub fn scan(document: &str, texts: &mut Texts) {
    let start = front_matter(document, texts);
    let moved = |range: Range<usize>| range.start + start..range.end + start;
    let parser = Parser::new_ext(document.get(start..).unwrap_or_default(), OPTIONS);
    let definitions = parser.reference_definitions().iter();
    let mut definitions: Vec<(Range<usize>, String)> =
        definitions.filter_map(|(_, to)| Some((moved(to.span.clone()), to.title.as_ref()?.to_string()))).collect();
    definitions.sort_by_key(|(place, _)| place.start);
    let mut definitions = definitions.into_iter().peekable();

    let blocks = Texts::default();
    let mut prose =
        Prose { document, texts, at: start, titles: Vec::new(), left: 0, code: None, in_heading: false, blocks };
    for (event, place) in parser.into_offset_iter() {
        let place = moved(place);
        // The parser does not tell of definitions; they stand between blocks.
        while let Some((definition, title)) = definitions.next_if(|(definition, _)| definition.start < place.start) {
            prose.definition(definition, &title);
        }
        prose.tell(event, place);
    }
    definitions.for_each(|(definition, title)| prose.definition(definition, &title));
    let blocks = core::mem::take(&mut prose.blocks);
    texts.beside(blocks);
}

/// Tells of what stands before the prose, between lines of `---` (YAML) or `+++` (TOML); where that ends.
///
/// The parser would take any two rules for such lines.
fn front_matter(document: &str, texts: &mut Texts) -> usize {
    let mut lines = document.split_inclusive('\n');
    let mut at = 0;
    let Some(fence) = lines.next().filter(|line| matches!(line.trim_end(), "---" | "+++")) else { return 0 };
    at += fence.len();
    let fence = fence.trim_end();
    let start = at;
    for line in lines {
        let end = at;
        at += line.len();
        match line.trim_end() {
            "" if end == start => return 0,
            "..." if fence == "---" => {}
            line if line == fence => {}
            _ => continue,
        }
        let data = document.get(start..end).unwrap_or_default();
        let scanned = if fence == "---" { yaml::scan(data, texts) } else { toml::scan(data, texts) };
        match scanned {
            Ok(()) => texts.shift(start),
            // Of what is no such data nothing is known.
            Err(_) => *texts = Texts::default(),
        }
        return at;
    }
    0
}

struct Prose<'d, 't> {
    document: &'d str,
    texts: &'t mut Texts,
    /// Up to where it is told.
    at: usize,
    /// Of the links and images around.
    titles: Vec<String>,
    /// How deep in something that is left.
    left: usize,
    /// The element of HTML in a line that is left.
    code: Option<String>,
    in_heading: bool,
    /// What blocks of HTML say.
    blocks: Texts,
}

impl Prose<'_, '_> {
    fn tell(&mut self, event: Event<'_>, place: Range<usize>) {
        match event {
            Event::Start(_) if self.left > 0 => self.left += 1,
            Event::Start(Tag::HtmlBlock) => self.html_block(place),
            Event::End(end) if self.left > 0 => {
                self.left -= 1;
                if self.left == 0 {
                    self.leave(matches!(end, TagEnd::Link | TagEnd::Image), place.end);
                }
            }
            Event::Text(text) | Event::Code(text) if self.left > 0 => self.heading(self.texts.text.len(), &text),
            _ if self.left > 0 => {}
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, place),
            Event::Text(text) => {
                let start = self.texts.text.len();
                self.text(&text, place);
                self.heading(start, &text);
            }
            Event::InlineHtml(tag) => {
                self.texts.anchors.links_in(&tag, place.start);
                self.html(&tag, place.end);
            }
            // `$5和$6` are two prices.
            Event::InlineMath(_) if self.document.as_bytes().get(place.end).is_some_and(u8::is_ascii_digit) => {
                self.at = place.end;
                self.texts.raw(self.document, place, Writing::Markdown);
            }
            Event::Code(code) => {
                self.leave(true, place.end);
                self.heading(self.texts.text.len(), &code);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                self.leave(true, place.end);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::Html(_) => self.leave(false, place.end),
            Event::TaskListMarker(_) => self.at = place.end,
        }
    }

    /// Something stands here that is no text, in a line or between passages.
    fn leave(&mut self, inline: bool, end: usize) {
        self.at = self.at.max(end);
        if inline {
            self.texts.object();
        } else {
            self.texts.end();
        }
    }

    /// A block of HTML is read as such, by itself.
    fn html_block(&mut self, place: Range<usize>) {
        let mut block = Texts::default();
        html::scan(self.document.get(place.clone()).unwrap_or_default(), &mut block);
        block.shift(place.start);
        block.anchors.links_in(self.document.get(place.clone()).unwrap_or_default(), place.start);
        self.blocks.beside(block);
        self.texts.end();
        self.left = 1;
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Subscript | Tag::Superscript => {}
            Tag::Link { link_type: LinkType::WikiLink { has_pothole: true }, .. } => self.titles.push(String::new()),
            Tag::Link { link_type: LinkType::Inline, title, .. } => self.titles.push(title.into_string()),
            Tag::Link { link_type: LinkType::Reference, .. } => self.titles.push(String::new()),
            Tag::Image { link_type: LinkType::Inline, title, .. } => {
                self.titles.push(title.into_string());
                self.texts.object();
            }
            Tag::Image { link_type: LinkType::Reference, .. } => {
                self.titles.push(String::new());
                self.texts.object();
            }
            // Addresses, and what is a label too.
            Tag::Link { .. } | Tag::Image { .. } => self.left = 1,
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.texts.end();
                self.left = 1;
            }
            Tag::Heading { id, .. } => {
                self.block();
                // One that says what it is called is called that.
                self.in_heading = id.is_none();
                if self.in_heading {
                    self.texts.anchors.headings.push(Vec::new());
                }
            }
            _ => self.block(),
        }
    }

    fn end(&mut self, tag: TagEnd, place: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Subscript | TagEnd::Superscript => {}
            TagEnd::Link | TagEnd::Image => {
                let title = self.titles.pop().unwrap_or_default();
                let rest = self.at..place.end.max(self.at);
                let written = self.document.get(rest.clone()).unwrap_or_default();
                let inner = written.strip_suffix(')').unwrap_or_default();
                if let Some(address) = address_in(inner, "](").filter(|_| tag == TagEnd::Link) {
                    self.texts.anchors.link(inner, address, rest.start);
                }
                if let Some(title) = title_in(inner, &title) {
                    self.texts.object();
                    let title = rest.start + title.start..rest.start + title.end;
                    self.texts.raw(self.document, title, Writing::Markdown);
                    self.texts.object();
                } else if tag == TagEnd::Image {
                    self.texts.object();
                }
                self.at = rest.end;
            }
            _ => {
                self.block();
                self.in_heading &= !matches!(tag, TagEnd::Heading(_));
            }
        }
    }

    /// What a heading says, if one is open: what is told from a place of the text on, or else a text that is left.
    fn heading(&mut self, start: usize, text: &str) {
        if !self.in_heading {
            return;
        }
        let end = self.texts.text.len();
        if start < end {
            self.texts.anchors.text(start..end);
        } else {
            self.texts.anchors.left(text);
        }
    }

    /// A block begins or ends.
    fn block(&mut self) {
        self.texts.end();
        self.code = None;
    }

    fn text(&mut self, text: &str, place: Range<usize>) {
        let Range { start, end } = place;
        if start < self.at {
            return;
        }
        // A backslash before it is not told, in a table two.
        let gap = self.document.get(self.at..start).unwrap_or_default();
        let escape = gap.trim_end_matches('\\').len();
        let escape = start - (gap.len() - escape);
        self.at = end;
        if self.code.is_some() {
            return;
        }
        // A footnote may be none to the parser that is one to others: `[^1][a]`.
        let rest = self.document.get(end..).filter(|rest| text == "[" && rest.starts_with('^')).unwrap_or_default();
        if let Some(len) = rest.find(['[', ']', '\n']).filter(|&len| rest.as_bytes().get(len) == Some(&b']')) {
            return self.leave(true, end + len + 1);
        }
        if self.document.get(start..end) != Some(text) {
            return self.texts.escaped(start..end, text, Writing::Markdown);
        }
        let first = text.chars().next().filter(|_| escape < start).map_or(0, char::len_utf8);
        let (first, rest) = text.split_at_checked(first).unwrap_or_default();
        if !first.is_empty() {
            self.texts.escaped(escape..start + first.len(), first, Writing::Markdown);
        }
        self.texts.raw(self.document, end - rest.len()..end, Writing::Markdown);
    }

    /// A tag in a line.
    fn html(&mut self, tag: &str, end: usize) {
        self.at = end;
        let tag = tag.trim_start_matches('<');
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let is_end = tag.starts_with('/');
        match &self.code {
            Some(code) if is_end && *code == name => self.code = None,
            Some(_) => {}
            None if name == "br" => self.texts.end(),
            None if name == "img" => self.texts.object(),
            None if !is_end && CODE.contains(&name.as_str()) => {
                self.texts.object();
                self.code = Some(name);
            }
            None => {}
        }
    }

    /// `[label]: address "title"`.
    fn definition(&mut self, place: Range<usize>, title: &str) {
        let written = self.document.get(place.clone()).unwrap_or_default();
        if let Some(address) = address_in(written, "]:") {
            self.texts.anchors.link(written, address, place.start);
        }
        if let Some(title) = title_in(written, title).filter(|_| self.at <= place.start) {
            self.texts.end();
            self.texts.raw(self.document, place.start + title.start..place.start + title.end, Writing::Markdown);
            self.texts.end();
            self.at = place.end;
        }
    }
}

/// Where a title stands at the end of a link, if it has no escapes.
fn title_in(link: &str, title: &str) -> Option<Range<usize>> {
    let inner = link.trim_end().strip_suffix(['"', '\'', ')']).filter(|_| !title.is_empty())?;
    let before = inner.strip_suffix(title)?;
    before.ends_with(['"', '\'', '(']).then_some(before.len()..inner.len())
}

/// Where the address of a link stands, behind what stands before it.
fn address_in(link: &str, before: &str) -> Option<Range<usize>> {
    let (_, address) = link.split_once(before)?;
    let address = address.trim_start();
    let address = address.strip_prefix('<').unwrap_or(address);
    let end = address.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(address.len());
    let start = link.len() - address.len();
    Some(start..start + end)
}
