//! What of a document is text, as a scanner tells it, front to back.

use super::anchors::{Anchors, Part};
use super::icu::{self, Syntax};
use super::inline;
use super::writing::Writing;
use crate::Locale;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// Stands for what is no text in the middle of a passage (code, an image): nothing joins across it.
const OBJECT: char = '\u{FFFC}';

/// The passages of a document, one after the other, each with a line end behind it; and where they come from.
///
/// A passage is what reads as one text: a paragraph, a title, a value. Tags inside it are not seen, so that a phrase is one
/// phrase though a tag parts it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    pub text: String,
    /// In the order of the text, and apart; in that of the document but for passages that stand beside others.
    pub pieces: Vec<Piece>,
    /// What of the text is not to be touched, in bytes of it; in order and apart.
    pub kept: Vec<Range<usize>>,
    /// Tags of languages that tell what the text is in; in any order.
    pub tags: Vec<Tag>,
    pub anchors: Anchors,
    /// What is told to be one place's edition, as a column `zh-TW` is, in bytes of the text; in order and apart.
    pub editions: Vec<(Locale, Range<usize>)>,
}

/// Where a tag of a language stands, as `zh-CN`, in bytes of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub source: Range<usize>,
    pub of: Of,
}

/// What a tag tells the language of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Document,
    Part,
}

/// A part of the text that stands together in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// In bytes of the text.
    pub text: Range<usize>,
    /// In bytes of the document: as long, unless it is escaped.
    pub source: Range<usize>,
    /// It is one escape (`&amp;`, `\u8f6f`): the whole of it or nothing.
    pub escaped: bool,
    /// How what replaces it is to be written.
    pub writing: Writing,
}

impl Texts {
    /// Text that stands as it is.
    pub fn raw(&mut self, document: &str, source: Range<usize>, writing: Writing) {
        let Some(text) = document.get(source.clone()).filter(|text| !text.is_empty()) else { return };
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        let joins = |last: &&mut Piece| {
            !last.escaped && last.source.end == source.start && last.text.end == start && last.writing == writing
        };
        match self.pieces.last_mut().filter(joins) {
            Some(last) => (last.text.end, last.source.end) = (end, source.end),
            None => self.pieces.push(Piece { text: start..end, source, escaped: false, writing }),
        }
    }

    /// One escape, and what it stands for.
    pub fn escaped(&mut self, source: Range<usize>, text: &str, writing: Writing) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { text: start..self.text.len(), source, escaped: true, writing });
    }

    /// Something stands here that is no text.
    pub fn object(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', OBJECT]) {
            self.text.push(OBJECT);
        }
    }

    /// The passage ends here, or a line of it.
    pub fn end(&mut self) {
        if !self.is_between() {
            self.text.push('\n');
        }
    }

    /// No passage has begun since the last has ended.
    pub fn is_between(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// A tag of a language.
    pub fn tag(&mut self, source: Range<usize>, of: Of) {
        self.tags.push(Tag { source, of });
    }

    /// The locale that the document says it is in; none where it says several, or `zh` alone.
    pub fn locale(&self, document: &str) -> Option<Locale> {
        let of_all = self.tags.iter().filter(|tag| tag.of == Of::Document);
        let mut told = of_all.filter_map(|tag| document.get(tag.source.clone())?.parse::<Locale>().ok());
        let first = told.next()?;
        told.all(|other| other == first).then_some(first)
    }

    /// The text from a place on is an edition, if a name says so.
    pub fn edition(&mut self, name: &str, start: usize) {
        let is_last = self.editions.last().is_none_or(|(_, last)| last.end <= start);
        if let Some(locale) = name.parse().ok().filter(|_| is_last && start < self.text.len()) {
            self.editions.push((locale, start..self.text.len()));
        }
    }

    /// Where there is an edition of a locale's own, the same with all others left alone; else none.
    pub fn own_edition(&self, locale: Locale) -> Option<Self> {
        let (own, others): (Vec<_>, Vec<_>) = self.editions.iter().cloned().partition(|(of, _)| *of == locale);
        if own.is_empty() || others.is_empty() {
            return None;
        }
        let mut texts = self.clone();
        texts.kept.extend(others.into_iter().map(|(_, text)| text));
        Some(texts)
    }

    /// The same with something that is no text at some places, which come in order and lie between pieces.
    #[must_use]
    pub fn parted(&self, places: &[usize]) -> Self {
        let mut parted = Texts { text: String::with_capacity(self.text.len()), ..self.clone() };
        let mut at = 0;
        for &place in places {
            parted.text.push_str(self.text.get(at..place).unwrap_or_default());
            parted.text.push(OBJECT);
            at = place;
        }
        parted.text.push_str(self.text.get(at..).unwrap_or_default());
        let pieces = parted.pieces.iter_mut().map(|piece| &mut piece.text);
        let headings = parted.anchors.headings.iter_mut().flatten().filter_map(|part| match part {
            Part::Text(text) => Some(text),
            Part::Left(_) => None,
        });
        let editions = parted.editions.iter_mut().map(|(_, text)| text);
        for text in pieces.chain(&mut parted.kept).chain(headings).chain(editions) {
            *text = Self::behind(places, text);
        }
        parted
    }

    /// Where a range of the text lies that was [parted](Self::parted).
    pub fn behind(places: &[usize], text: &Range<usize>) -> Range<usize> {
        let start = places.partition_point(|&place| place <= text.start) * OBJECT.len_utf8();
        let end = places.partition_point(|&place| place < text.end) * OBJECT.len_utf8();
        text.start + start..text.end + end
    }

    /// Passages that stand in the midst of others, as attributes do of elements: they come after all else, so that they part none.
    pub fn beside(&mut self, others: Texts) {
        let Texts { text, pieces, tags, anchors, .. } = others;
        self.end();
        let start = self.text.len();
        self.text.push_str(&text);
        let moved = |piece: Piece| Piece { text: start + piece.text.start..start + piece.text.end, ..piece };
        self.pieces.extend(pieces.into_iter().map(moved));
        self.tags.extend(tags);
        self.anchors.links.extend(anchors.links);
    }

    /// Reads messages as such, which have syntax of their own: their branches are parted from it. And tags in them.
    pub fn read_messages(&mut self) {
        let Syntax { mut kept, edges } = icu::syntax(&self.text);
        let is_apart = |tag: &Range<usize>| {
            let next = kept.partition_point(|other| other.end <= tag.start);
            kept.get(next).is_none_or(|other| tag.end <= other.start)
        };
        let mut tags: Vec<Range<usize>> = inline::kept(&self.text).into_iter().filter(is_apart).collect();
        if kept.is_empty() && tags.is_empty() {
            return;
        }
        kept.append(&mut tags);
        kept.sort_by_key(|kept| kept.start);
        self.kept = kept;
        let mut pieces = Vec::with_capacity(self.pieces.len() + edges.len());
        for mut piece in core::mem::take(&mut self.pieces) {
            let first = edges.partition_point(|&edge| edge <= piece.text.start);
            let (end, escaped) = (piece.text.end, piece.escaped);
            for &edge in edges.iter().skip(first).take_while(|&&edge| edge < end && !escaped) {
                let (before, after) = piece.clone().cut(edge);
                pieces.push(before);
                piece = after;
            }
            pieces.push(piece);
        }
        self.pieces = pieces;
        *self = self.parted(&edges);
    }

    /// So many bytes stand before all that was told of.
    pub fn shift(&mut self, bytes: usize) {
        let beside = self.tags.iter_mut().map(|tag| &mut tag.source).chain(&mut self.anchors.links);
        for source in self.pieces.iter_mut().map(|piece| &mut piece.source).chain(beside) {
            *source = source.start + bytes..source.end + bytes;
        }
    }

    /// The pieces that a range of the text touches.
    pub fn touched(&self, text: &Range<usize>) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.text.end <= text.start);
        let rest = self.pieces.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|piece| piece.text.start < text.end)).unwrap_or_default()
    }

    /// Tells of a place of the document where it lies in the text: of one that is none, where the piece before it ends.
    pub fn places(&self) -> impl Fn(usize) -> usize + use<> {
        let mut pieces: Vec<_> =
            self.pieces.iter().map(|piece| (piece.source.start, piece.text.start, piece.text.len())).collect();
        pieces.sort_unstable();
        move |at| {
            let found = pieces.partition_point(|&(source, ..)| source <= at).checked_sub(1);
            let piece = found.and_then(|number| pieces.get(number));
            piece.map_or(0, |&(source, text, len)| text + len.min(at - source))
        }
    }

    /// Where a range of the document lies in the text, if both its ends do.
    pub fn inner(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let start = self.pieces.iter().find(|piece| piece.source.contains(&source.start))?;
        let end = self.pieces.iter().find(|piece| piece.source.start < source.end && source.end <= piece.source.end)?;
        let begin = start.text.start + if start.escaped { 0 } else { source.start.checked_sub(start.source.start)? };
        let left = if end.escaped { 0 } else { end.source.end.checked_sub(source.end)? };
        Some(begin..end.text.end.checked_sub(left)?).filter(|text| text.start < text.end)
    }
}

impl Piece {
    /// Its two parts, before a place of the text and behind.
    fn cut(self, place: usize) -> (Self, Self) {
        let source = self.source.start + (place - self.text.start);
        let before = Piece { text: self.text.start..place, source: self.source.start..source, ..self.clone() };
        (before, Piece { text: place..self.text.end, source: source..self.source.end, ..self })
    }

    /// The part of it that a range of the text takes in, in bytes of the text: of an escape all.
    pub fn part(&self, text: &Range<usize>) -> Range<usize> {
        if self.escaped {
            return self.text.clone();
        }
        text.start.max(self.text.start)..text.end.min(self.text.end)
    }

    /// The same in bytes of the document.
    pub fn source_part(&self, text: &Range<usize>) -> Range<usize> {
        if self.escaped {
            return self.source.clone();
        }
        let Range { start, end } = self.part(text);
        let place = |at: usize| self.source.start + (at - self.text.start);
        place(start)..place(end)
    }
}
