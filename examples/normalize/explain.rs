//! `--explain`: each change and the entries that made it; each word that was left and could be another; and
//! what was kept.

use crate::document::Text;
use crate::input::{Fault, Source};
use crate::place::Places;
use crate::settings::Settings;
use std::fmt::Write as _;
use tongwen::{Edit, Entry, Kept, KeptBy};

/// A line for each change, in the order of the text, and lines with what accounts for it.
pub(crate) fn of(source: &Source, settings: &Settings) -> Result<String, Fault> {
    let text = Text::read(source, settings)?;
    let document = text.document(settings)?;
    let analysis = document.analyze(&text.normalizer);
    let mut told: Vec<(usize, String)> = Vec::new();
    let mut places = Places::new(&text.text);
    for edit in analysis.edits() {
        let (line, column) = places.of(edit.source().start);
        told.push((edit.source().start, format!("{source}:{line}:{column}: {}", changed(&edit))));
    }
    let mut places = Places::new(&text.text);
    for left in analysis.ambiguities() {
        let (line, column) = places.of(left.source().start);
        let others: Vec<&str> = left.alternatives().collect();
        let sentence = format!("{} stays; it could be {}", left.text(), others.join(" or "));
        told.push((left.source().start, format!("{source}:{line}:{column}: {sentence}\n")));
    }
    let mut places = Places::new(&text.text);
    for kept in analysis.kept() {
        let (line, column) = places.of(kept.source().start);
        told.push((kept.source().start, format!("{source}:{line}:{column}: {}\n", why_kept(&kept))));
    }
    told.sort_by_key(|&(at, _)| at);
    Ok(told.into_iter().map(|(_, line)| line).collect())
}

fn why_kept(kept: &Kept<'_>) -> String {
    let (text, row) = (kept.text(), kept.origin().unwrap_or_default());
    match kept.by() {
        KeptBy::Row => format!("{text} stays; {row} keeps it"),
        KeptBy::Forbidden => format!("{text} has no built-in word; {row} forbids it"),
        _ => format!("{text} stays; it is protected"),
    }
}

fn changed(edit: &Edit<'_>) -> String {
    let mut out = format!("{} → {} ({})\n", edit.before(), edit.after(), edit.confidence());
    for entry in edit.entries() {
        let _ = writeln!(out, "    {}", accounted(&entry));
    }
    out
}

/// What an entry says: its table, what it matched and wrote, and why.
pub(crate) fn accounted(entry: &Entry<'_>) -> String {
    let mut out = format!("{}: {} → {}, by {}", entry.table(), entry.key(), entry.value(), entry.reason());
    if let Some(origin) = entry.origin() {
        let _ = write!(out, " ({origin})");
    } else if let Some(concept) = entry.concept() {
        let _ = write!(out, " ({concept})");
    }
    let others: Vec<&str> = entry.alternatives().collect();
    if !others.is_empty() {
        let _ = write!(out, "; it could be {}", others.join(" or "));
    }
    out
}
