//! Passages by hand: converted as one text, and what has become of it put back into its parts.

use std::ops::Range;
use tongwen::Normalizer;

/// A part of a passage.
pub enum Part<'a> {
    Text(&'a mut String),
    /// What is no text.
    Object,
    /// The passage ends.
    End,
}

/// Converts the texts.
pub fn convert(normalizer: &Normalizer, parts: Vec<Part<'_>>) {
    let mut passage = Vec::new();
    let mut text = String::new();
    for part in parts.into_iter().chain([Part::End]) {
        match part {
            Part::Text(part) => {
                let start = text.len();
                text += part;
                passage.push((start..text.len(), part));
            }
            Part::Object if !text.is_empty() && !text.ends_with('\u{FFFC}') => text.push('\u{FFFC}'),
            Part::Object => {}
            Part::End => {
                put(normalizer, &text, std::mem::take(&mut passage));
                text.clear();
            }
        }
    }
}

fn put(normalizer: &Normalizer, text: &str, mut parts: Vec<(Range<usize>, &mut String)>) {
    let analysis = normalizer.analyze(text);
    let edits: Vec<_> = analysis.edits().collect();
    // From the last on, so that places before stay.
    for edit in edits.iter().rev() {
        let source = edit.source();
        let touched = parts.iter_mut().filter_map(|(at, part)| {
            let overlap = source.start.max(at.start)..source.end.min(at.end);
            (!overlap.is_empty()).then(|| (overlap.start - at.start..overlap.end - at.start, part))
        });
        let mut touched: Vec<_> = touched.collect();
        if touched.iter().map(|(place, _)| place.len()).sum::<usize>() != source.len() {
            continue;
        }
        if let [(place, part)] = &mut touched[..] {
            part.replace_range(place.clone(), edit.after());
        } else if edit.before().chars().count() == edit.after().chars().count() {
            let mut after = edit.after().chars();
            for (place, part) in touched {
                let count = part[place.clone()].chars().count();
                let new: String = after.by_ref().take(count).collect();
                part.replace_range(place, &new);
            }
        }
    }
}
