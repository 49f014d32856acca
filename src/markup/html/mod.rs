//! HTML: text, and the attributes that are read, by `lol_html`.
//!
//! That tells tokens, not a tree. What is open is kept here, as far as it says whether and how text is read.

mod attributes;
mod elements;
mod references;

use super::tag;
use super::texts::{Of, Texts};
use super::writing::Writing;
use alloc::string::String;
use alloc::vec::Vec;
pub use attributes::{Meaning, meaning};
use core::cell::RefCell;
use core::mem;
use core::ops::Range;
use elements::Kind;
use lol_html::html_content::{Element, TextType};
use lol_html::{HtmlRewriter, Settings, doc_comments, doc_text, doctype, element};
use references::referenced;

/// How many open elements an end tag is held against: else many that nothing ends would cost their number squared.
const DEPTH: usize = 512;

/// Tells of text and of attributes. Whatever a browser shows is read, however badly it is nested.
pub fn scan(document: &str, texts: &mut Texts) {
    let mut attributes = Texts::default();
    read(Reader::new(document, 0, Vec::new(), texts, &mut attributes), document);
    texts.beside(attributes);
}

fn read(reader: Reader<'_, '_>, part: &str) {
    let reader = RefCell::new(reader);
    let settings = Settings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", |element| {
            reader.borrow_mut().start(element);
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|text| {
            reader.borrow_mut().text(text.source_location().bytes(), text.text_type());
            Ok(())
        }))
        .append_document_content_handler(doc_comments!(|comment| {
            reader.borrow_mut().reach(comment.source_location().bytes());
            Ok(())
        }))
        .append_document_content_handler(doctype!(|doctype| {
            reader.borrow_mut().reach(doctype.source_location().bytes());
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let outcome = rewriter.write(part.as_bytes()).and_then(|()| rewriter.end());
    debug_assert!(outcome.is_ok(), "it fails where handlers do, or past limits that are not set");
    reader.borrow_mut().reach(part.len()..part.len());
}

/// Where reading is.
struct Reader<'d, 't> {
    document: &'d str,
    /// The byte of the document where the part begins that is read.
    base: usize,
    texts: &'t mut Texts,
    attributes: &'t mut Texts,
    open: Vec<Open>,
    /// Up to where tokens are known.
    at: usize,
    /// Text that is known but not told: it comes in pieces, which may part a reference.
    text: Range<usize>,
    text_type: TextType,
    /// A link has ended, and no text has come since.
    after_link: bool,
}

/// An element that is open.
struct Open {
    name: String,
    state: State,
    /// The passage ends where it does.
    ends: bool,
    block: bool,
}

/// What holds inside an element.
#[derive(Clone, Copy)]
struct State {
    content: Content,
    /// As `translate` says.
    translated: bool,
    /// As `lang` says.
    chinese: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Read,
    /// Code and the like: an object.
    Left,
    /// Ruby's: nothing, so that what it stands over is one phrase.
    Unseen,
    /// An SVG: left, but for its texts.
    Drawing,
}

impl State {
    fn is_read(self) -> bool {
        self.content == Content::Read && self.translated && self.chinese
    }
}

impl<'d, 't> Reader<'d, 't> {
    fn new(document: &'d str, base: usize, open: Vec<Open>, texts: &'t mut Texts, attributes: &'t mut Texts) -> Self {
        let (text, text_type) = (base..base, TextType::Data);
        Reader { document, base, texts, attributes, open, at: base, text, text_type, after_link: false }
    }

    fn state(&self) -> State {
        let outer = State { content: Content::Read, translated: true, chinese: true };
        self.open.last().map_or(outer, |open| open.state)
    }

    /// A token has come. Those of which nothing is told are the ends of elements: they stand between the others.
    fn reach(&mut self, token: Range<usize>) {
        let token = self.base + token.start..self.base + token.end;
        self.tell();
        let between = self.document.get(self.at..token.start).unwrap_or_default();
        for tag in between.split("</").skip(1) {
            let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(tag.len());
            let name = tag.get(..end).unwrap_or_default();
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.end(&name.to_ascii_lowercase());
            }
        }
        self.at = token.end;
    }

    fn text(&mut self, place: Range<usize>, text_type: TextType) {
        if self.base + place.start == self.text.end && text_type == self.text_type {
            self.text.end = self.base + place.end;
            self.at = self.text.end;
            return;
        }
        self.reach(place.clone());
        self.text = self.base + place.start..self.base + place.end;
        self.text_type = text_type;
    }

    fn tell(&mut self) {
        let mut place = mem::replace(&mut self.text, self.at..self.at);
        let text = self.document.get(place.clone()).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        self.after_link = false;
        let state = self.state();
        if !state.is_read() {
            if state.content != Content::Unseen && !text.trim_ascii().is_empty() {
                self.texts.object();
            }
            return;
        }
        match self.text_type {
            TextType::Data | TextType::RCData => {
                // Indentation is no text.
                if self.texts.is_between() {
                    place.start += text.len() - text.trim_ascii_start().len();
                }
                referenced(self.texts, self.document, place, Writing::Xml, false);
            }
            TextType::CDataSection => self.texts.raw(self.document, place, Writing::Without("]>")),
            // To those who read no scripts it is HTML.
            TextType::RawText => {
                let noscript = self.open.pop();
                let within = noscript.iter().map(|open| Open { name: String::new(), ..*open }).collect();
                read(Reader::new(self.document, place.start, within, self.texts, self.attributes), text);
                self.open.extend(noscript);
            }
            TextType::ScriptData | TextType::PlainText => {}
        }
    }

    fn start(&mut self, element: &Element<'_, '_>) {
        self.reach(element.source_location().bytes());
        let name = element.tag_name();
        let is_html = element.namespace_uri().ends_with("xhtml");
        if is_html && self.state().content == Content::Drawing && !elements::is_text_of_drawing(&name) {
            self.close("svg");
        }
        if is_html {
            elements::ended_by(&name).iter().for_each(|ended| self.close(ended));
        }
        let outer = self.state();
        let mut state = outer;
        for attribute in element.attributes() {
            match attribute.name().as_str() {
                "translate" => match attribute.value().to_ascii_lowercase().as_str() {
                    "no" => state.translated = false,
                    "yes" | "" => state.translated = true,
                    _ => {}
                },
                "class" if attribute.value().split_ascii_whitespace().any(|class| class == "notranslate") => {
                    state.translated = false;
                }
                "lang" | "xml:lang" => {
                    let language = attribute.value();
                    // Templates say of pages in any language that they are in English.
                    let is_careless = name == "html" && !tag::writes_han(&language);
                    state.chinese = language.trim().is_empty() || tag::is_chinese(&language) || is_careless;
                }
                _ => {}
            }
        }
        let is_visible = outer.content == Content::Read;
        let kind = match elements::kind(&name) {
            // What is read twice could be read so time and again.
            _ if name == "noscript" && self.base > 0 => Kind::Left,
            kind => kind,
        };
        match kind {
            Kind::Block if outer.content == Content::Drawing && elements::is_text_of_drawing(&name) => {
                state.content = Content::Read;
                self.texts.end();
            }
            Kind::Block | Kind::Break if is_visible => self.texts.end(),
            Kind::Link if is_visible && mem::take(&mut self.after_link) => self.texts.object(),
            Kind::Image | Kind::Left | Kind::Drawing if is_visible => self.texts.object(),
            _ => {}
        }
        if is_visible && state.translated && state.chinese {
            self.attributes(element, &name, kind == Kind::Left);
        }
        if matches!(kind, Kind::Break | Kind::Image | Kind::Void) || (!is_html && element.is_self_closing()) {
            return;
        }
        match kind {
            Kind::Left if is_visible => state.content = Content::Left,
            Kind::Drawing if is_visible => state.content = Content::Drawing,
            Kind::Annotation if is_visible => state.content = Content::Unseen,
            _ => {}
        }
        let block = kind == Kind::Block;
        self.open.push(Open { name, state, ends: block && (is_visible || state.content == Content::Read), block });
    }

    /// `is_left`: what is in the element is.
    fn attributes(&mut self, element: &Element<'_, '_>, name: &str, is_left: bool) {
        let of_value = attributes::meaning_of_value(name, |other| element.get_attribute(other));
        let mut known = Vec::new();
        for attribute in element.attributes() {
            let key = attribute.name();
            let meaning = meaning(name, &key, of_value);
            // The first of a name counts.
            if meaning == Meaning::Other || known.contains(&key) {
                continue;
            }
            known.push(key);
            let Some(place) = attribute.value_source_location().map(|place| place.bytes()) else { continue };
            let place = self.base + place.start..self.base + place.end;
            if meaning == Meaning::Language {
                let is_chinese = !is_left && self.document.get(place.clone()).is_some_and(tag::is_chinese);
                let of = if name == "html" { Of::Document } else { Of::Part };
                is_chinese.then(|| self.texts.tag(place, of));
                continue;
            }
            let before = self.document.get(..place.start).unwrap_or_default();
            let is_quoted = before.ends_with(['"', '\'']);
            let writing = if is_quoted { Writing::Xml } else { Writing::Without(" \t\n\r\u{C}\"'`=<>&") };
            referenced(self.attributes, self.document, place, writing, true);
            self.attributes.end();
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            // What comes after is theirs all the same.
            "body" | "html" => self.texts.end(),
            // They stand for a whole element where none is open.
            "br" | "p" => {
                self.close(name);
                self.texts.end();
            }
            _ => self.close(name),
        }
        self.after_link |= name == "a";
    }

    /// Ends the innermost open element of this name, and what is open in it.
    fn close(&mut self, name: &str) {
        let mut seen = self.open.iter().rev().take(DEPTH);
        let hides = |open: &Open| open.name != name && elements::hides(&open.name, open.block, name);
        let depth = seen.by_ref().take_while(|open| !hides(open)).position(|open| open.name == name);
        let Some(depth) = depth else { return };
        let mut ended = self.open.drain(self.open.len() - depth - 1..);
        if ended.any(|open| open.ends) {
            self.texts.end();
        }
    }
}
