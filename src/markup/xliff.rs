//! XLIFF 1.2 and 2: targets, by `quick-xml`.

use super::texts::{Of, Texts};
use super::writing::Writing;
use super::{Fault, tag};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};

/// An element that is open.
struct Open<'d> {
    name: &'d str,
    start: usize,
    state: State,
}

/// What holds inside an element.
#[derive(Clone, Copy)]
struct State {
    place: Place,
    /// As `translate` says.
    translated: bool,
    /// As the language of targets says.
    chinese: bool,
    /// Inside a `<sub>`.
    beside: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Target,
    /// Of a target, but of the language that the document was written in: `<b>`, `%s`.
    Code,
}

impl State {
    fn is_read(self) -> bool {
        self.place == Place::Target && self.translated && self.chinese
    }
}

/// Tells of targets. What is in a language other than Chinese, or must not be translated, is left.
pub fn scan(document: &str, texts: &mut Texts) -> Result<(), Fault> {
    let mut reader = Reader::from_str(document);
    let mut beside = Texts::default();
    let mut scanner = Scanner { document, texts, beside: &mut beside, open: Vec::new(), held: BTreeSet::new() };
    let mut is_root = true;
    loop {
        let start = place(reader.buffer_position());
        let event = reader.read_event().map_err(|error| fault(place(reader.error_position()), &error))?;
        let place = start..place(reader.buffer_position());
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                if is_root && tag.local_name().as_ref() != "xliff" {
                    let message = format!("the root is <{}>, not <xliff>; give a file of XLIFF", tag.name().as_ref());
                    return Err(Fault { at: start, message });
                }
                is_root = false;
                scanner.start(tag, place, matches!(event, Event::Start(_)))?;
            }
            Event::End(_) => scanner.end(),
            Event::Text(_) => scanner.text(place, Writing::Xml),
            // Without its marks, `<![CDATA[` and `]]>`.
            Event::CData(_) => scanner.text(place.start + 9..place.end - 3, Writing::Without("]>")),
            Event::GeneralRef(reference) => {
                let c = reference.resolve_char_ref().map_err(|error| fault(start, &error))?;
                let c = c.map(String::from);
                let text = c.as_deref().or_else(|| resolve_predefined_entity(reference.as_ref()));
                scanner.reference(place, text);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let Some(open) = scanner.open.last() {
        return Err(Fault { at: open.start, message: format!("<{0}> is not closed; write </{0}>", open.name) });
    }
    if is_root {
        return Err(Fault { at: document.len(), message: "there is no <xliff>; give a file of XLIFF".to_string() });
    }
    texts.beside(beside);
    Ok(())
}

struct Scanner<'d, 't> {
    document: &'d str,
    texts: &'t mut Texts,
    beside: &'t mut Texts,
    open: Vec<Open<'d>>,
    /// Annotations by `<sm>` that ask for no translation, up to their `<em>`.
    held: BTreeSet<String>,
}

impl<'d> Scanner<'d, '_> {
    fn state(&self) -> State {
        let outer = State { place: Place::Outside, translated: true, chinese: true, beside: false };
        self.open.last().map_or(outer, |open| open.state)
    }

    fn texts(&mut self) -> &mut Texts {
        if self.state().beside { self.beside } else { self.texts }
    }

    fn is_read(&self) -> bool {
        self.held.is_empty() && self.state().is_read()
    }

    fn start(&mut self, tag: &BytesStart<'_>, source: Range<usize>, has_content: bool) -> Result<(), Fault> {
        let mut state = self.state();
        let local = tag.local_name();
        let name = local.as_ref();
        let is_marker = matches!(name, "em" | "sm") && state.place == Place::Target;
        let mut id = String::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| bad_attribute(source.start, &error))?;
            let value = attribute.value.as_ref();
            match attribute.key.as_ref() {
                "translate" => state.translated = value != "no",
                "mtype" if value == "protected" => state.translated = false,
                "id" | "startRef" if is_marker => id = value.to_string(),
                key if matches!(key, "target-language" | "trgLang") || (key == "xml:lang" && name == "target") => {
                    state.chinese = tag::is_chinese(value);
                    // The value is a part of the document.
                    let start = value.as_ptr().addr().checked_sub(self.document.as_ptr().addr());
                    let value = start.map(|start| start..start + value.len()).filter(|_| state.chinese);
                    value.into_iter().for_each(|value| self.texts.tag(value, Of::Document));
                }
                _ => {}
            }
        }
        match (state.place, name) {
            (Place::Outside, "target") => state.place = Place::Target,
            // Text that the code has, as a title.
            (Place::Code, "sub") => {
                state.place = Place::Target;
                state.beside = true;
                self.beside.end();
            }
            (Place::Target, "sm") if !state.translated => {
                self.held.insert(id);
            }
            (Place::Target, "em") => {
                self.held.remove(&id);
            }
            (Place::Target, "g" | "mrk" | "pc" | "sm") => {}
            // Both halves of what `g` and `pc` are.
            (Place::Target, "bpt" | "bx" | "ec" | "ept" | "ex" | "sc") => state.place = Place::Code,
            (Place::Target, _) => {
                state.place = Place::Code;
                self.texts().object();
            }
            _ => {}
        }
        if has_content {
            let name = self.document.get(source.clone()).unwrap_or_default();
            let name = name.get(1..1 + tag.name().as_ref().len()).unwrap_or_default();
            self.open.push(Open { name, start: source.start, state });
        }
        Ok(())
    }

    fn end(&mut self) {
        // Of a target or a `<sub>`: what is around it is none.
        let outer = self.open.iter().nth_back(1).map(|open| open.state.place);
        if self.state().place == Place::Target && outer != Some(Place::Target) {
            self.texts().end();
            self.held.clear();
        }
        self.open.pop();
    }

    fn text(&mut self, place: Range<usize>, writing: Writing) {
        let document = self.document;
        if self.is_read() {
            self.texts().raw(document, place, writing);
        } else if self.state().place == Place::Target {
            self.texts().object();
        }
    }

    /// A reference, and what it stands for, if that is known.
    fn reference(&mut self, place: Range<usize>, text: Option<&str>) {
        match text {
            Some(text) if self.is_read() => self.texts().escaped(place, text, Writing::Xml),
            _ if self.state().place == Place::Target => self.texts().object(),
            _ => {}
        }
    }
}

fn place(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

fn bad_attribute(start: usize, error: &AttrError) -> Fault {
    let (at, message) = match error {
        AttrError::ExpectedEq(at) => (at, "an attribute has no value; write one, as name=\"value\""),
        AttrError::ExpectedValue(at) => (at, "an attribute has no value behind `=`; write one between quotation marks"),
        AttrError::UnquotedValue(at) => (at, "a value has no quotation marks; write them"),
        AttrError::ExpectedQuote(at, _) => (at, "a value has no second quotation mark; write it"),
        AttrError::Duplicated(at, _) => (at, "an attribute is there twice; take one away"),
    };
    // They count from behind `<`.
    Fault { at: start + 1 + at, message: message.to_string() }
}

fn fault(at: usize, error: &Error) -> Fault {
    let message = match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("</{found}> stands where </{expected}> should; close elements in the order in which they are open")
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => {
            format!("</{name}> closes what is not open; take it away")
        }
        Error::IllFormed(IllFormedError::UnclosedReference) => "`&` begins no reference; write &amp;".to_string(),
        Error::Escape(error) => format!("{error}; write &amp; for `&`, or the number of a character"),
        Error::Syntax(error) => match error {
            SyntaxError::UnclosedComment => "a comment is not closed; write `-->`".to_string(),
            SyntaxError::UnclosedCData => "<![CDATA[ is not closed; write `]]>`".to_string(),
            SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => "<? is not closed; write `?>`".to_string(),
            SyntaxError::InvalidBangMarkup => "<! begins nothing that is known; write &lt; for `<`".to_string(),
            _ => "a tag is not closed; write `>`".to_string(),
        },
        other => other.to_string(),
    };
    Fault { at, message }
}
