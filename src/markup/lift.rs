//! From the text back to the document: edits are put where their text comes from, and what lies between stays, byte for byte.

use super::anchors::{Moved, Part};
use super::tag;
use super::texts::{Piece, Texts};
use crate::Locale;
use crate::engine::{Alternative, AmbiguityData, EditData, KeptData, Report};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// What has become of a document.
pub struct Lifted<'d> {
    pub output: Cow<'d, str>,
    pub report: Report,
    /// Words that could not be put where they belong, and what they would be.
    pub unplaced: Vec<AmbiguityData>,
    /// Places of the text where such a word is parted by tags: as parted text, its parts may become something by themselves.
    pub parted: Vec<usize>,
}

/// The document with what has become of its text, `made`, and the report of that, in places of the document. Language tags
/// are written for `locale`, if one is given.
pub fn lift<'d>(document: &'d str, texts: &Texts, made: &str, report: Report, locale: Option<Locale>) -> Lifted<'d> {
    let Report { edits, entries, texts: told, ambiguities, kept } = report;
    let edits_of_document = Vec::with_capacity(edits.len());
    let mut lifted = Report { edits: edits_of_document, entries, texts: told, ..Report::default() };
    let mut writer = Writer { document, texts, changes: moved_links(document, texts, made, &edits) };
    let (mut parted, mut unplaced) = (Vec::new(), Vec::new());
    for edit in edits {
        let written = made.get(edit.target.clone()).unwrap_or_default();
        if !writer.place(&edit, written) {
            let pieces = texts.touched(&edit.source);
            let gaps = pieces.windows(2).filter_map(|both| match both {
                [one, next] if one.source.end != next.source.start => Some(next.text.start),
                _ => None,
            });
            parted.extend(gaps);
            if let Some(source) = source_of(pieces, &edit.source) {
                let alternatives = Vec::from([Alternative::Text(written.into())]);
                unplaced.push(AmbiguityData { source, alternatives });
            }
        }
    }
    for left in ambiguities {
        if let Some(source) = source_of(texts.touched(&left.source), &left.source) {
            lifted.ambiguities.push(AmbiguityData { source, ..left });
        }
    }
    for kept in kept {
        if let Some(source) = source_of(texts.touched(&kept.source), &kept.source) {
            lifted.kept.push(KeptData { source, ..kept });
        }
    }
    let mut changes = writer.changes;
    if let Some(locale) = locale {
        for source in texts.tags.iter().map(|tag| &tag.source) {
            let retagged = document.get(source.clone()).and_then(|tag| tag::written(tag, locale));
            changes.extend(retagged.map(|tag| (EditData::plain(source.clone()), tag)));
        }
    }
    changes.sort_by_key(|(edit, _)| edit.source.start);
    if changes.is_empty() {
        return Lifted { output: Cow::Borrowed(document), report: lifted, parted, unplaced };
    }
    let mut output = String::with_capacity(document.len() + document.len() / 16);
    let mut at = 0;
    for (mut edit, written) in changes {
        output.push_str(document.get(at..edit.source.start).unwrap_or_default());
        let start = output.len();
        output.push_str(&written);
        edit.target = start..output.len();
        at = edit.source.end;
        lifted.edits.push(edit);
    }
    output.push_str(document.get(at..).unwrap_or_default());
    Lifted { output: Cow::Owned(output), report: lifted, parted, unplaced }
}

/// The links whose headings change, each with the entries that change its heading.
fn moved_links(document: &str, texts: &Texts, made: &str, edits: &[EditData]) -> Vec<(EditData, String)> {
    let inside = |text: &Range<usize>| {
        let first = edits.partition_point(|edit| edit.source.end <= text.start);
        let rest = edits.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|edit| edit.source.start < text.end)).unwrap_or_default()
    };
    let before = |text: &Range<usize>| texts.text.get(text.clone()).unwrap_or_default();
    // Where an edit ends the rest is as it was.
    let place = |at: usize| {
        let last = edits.partition_point(|edit| edit.source.end <= at).checked_sub(1).and_then(|last| edits.get(last));
        last.map_or(at, |edit| edit.target.end + (at - edit.source.end))
    };
    let after = |text: &Range<usize>| made.get(place(text.start)..place(text.end)).unwrap_or_default();
    let moved = texts.anchors.moved(document, before, after).into_iter().map(|Moved { source, heading, written }| {
        let parts = texts.anchors.headings.get(heading).into_iter().flatten();
        let ranges = parts.filter_map(|part| match part {
            Part::Text(text) => Some(inside(text)),
            Part::Left(_) => None,
        });
        let mut changes = ranges.flatten().peekable();
        let mut edit = EditData::plain(source);
        let first = changes.peek().map(|first| &first.source);
        edit.follows = first.and_then(|first| Some(source_of(texts.touched(first), first)?.start));
        edit.entries =
            changes.map(|edit| edit.entries.clone()).reduce(|all, next| all.start..next.end).unwrap_or_default();
        (edit, written)
    });
    moved.collect()
}

/// Puts edits where their text comes from.
struct Writer<'a> {
    document: &'a str,
    texts: &'a Texts,
    changes: Vec<(EditData, String)>,
}

impl Writer<'_> {
    /// Puts one; false, and nothing is put, where it cannot be.
    fn place(&mut self, edit: &EditData, written: &str) -> bool {
        let placed = self.changes.len();
        let is_placed = self.place_parts(edit, written).is_some();
        if !is_placed {
            self.changes.truncate(placed);
        }
        is_placed
    }

    fn place_parts(&mut self, edit: &EditData, written: &str) -> Option<()> {
        let texts = self.texts;
        let pieces = texts.touched(&edit.source);
        let before = texts.text.get(edit.source.clone()).unwrap_or_default();
        // What belongs to no piece is a line end or an object of ours.
        if pieces.iter().map(|piece| overlap(piece, &edit.source)).sum::<usize>() != before.len() {
            return None;
        }
        if pieces.is_sorted_by(|one, next| one.source.end == next.source.start) {
            return self.put(edit, pieces, written);
        }
        // Tags stand between: each part keeps its characters, if there are as many.
        if before.chars().count() != written.chars().count() {
            return None;
        }
        let mut rest = written;
        for run in pieces.chunk_by(|one, next| one.source.end == next.source.start) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let part = first.text.start.max(edit.source.start)..last.text.end.min(edit.source.end);
            let count = texts.text.get(part.clone()).unwrap_or_default().chars().count();
            let end = rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
            let (here, after) = rest.split_at(end);
            rest = after;
            if texts.text.get(part.clone()) != Some(here) {
                let mut piece = edit.clone();
                piece.source = part;
                self.put(&piece, run, here)?;
            }
        }
        Some(())
    }

    /// Writes over pieces that stand together.
    fn put(&mut self, edit: &EditData, pieces: &[Piece], written: &str) -> Option<()> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        let source = source_of(pieces, &edit.source)?;
        let text = |part: Range<usize>| self.texts.text.get(part).unwrap_or_default();
        // An escape that is several characters is written whole.
        let head = text(first.part(&edit.source).start..edit.source.start);
        let tail = text(edit.source.end..last.part(&edit.source).end);
        // As escapes, where all was such that could be.
        let mut others = pieces.iter().filter(|piece| !text(piece.part(&edit.source)).is_ascii());
        let escape = others.clone().next().filter(|_| others.all(|piece| piece.escaped));
        let like = escape.and_then(|piece| self.document.get(piece.source.clone()));
        let mut out = String::with_capacity(written.len());
        [head, written, tail].into_iter().try_for_each(|part| first.writing.write(part, like, &mut out))?;
        let mut edit = edit.clone();
        edit.source = source;
        self.changes.push((edit, out));
        Some(())
    }
}

fn overlap(piece: &Piece, text: &Range<usize>) -> usize {
    piece.text.end.min(text.end).saturating_sub(piece.text.start.max(text.start))
}

/// From where to where pieces reach in the document that a range of the text touches.
fn source_of(pieces: &[Piece], text: &Range<usize>) -> Option<Range<usize>> {
    Some(pieces.first()?.source_part(text).start..pieces.last()?.source_part(text).end)
}
