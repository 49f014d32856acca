//! `--report`: one HTML file in which every change is seen on both sides, by layer, with what accounts for it.
//!
//! The page needs no network and no script: changes are buttons that open their reasons (the platform's popovers), layers are
//! switched by boxes that the style sheet heeds.

mod page;
mod rows;

use crate::document::Text;
use crate::input::{Fault, Source};
use crate::settings::Settings;
use rows::Row;
use std::collections::BTreeMap;

/// What is told of one text.
pub(crate) struct Section {
    name: String,
    rows: Vec<Row>,
    /// How many changes each [`Kind`] has.
    counts: BTreeMap<Kind, usize>,
}

/// What a change is told as: layers, domains of words together, and what was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Script,
    Variant,
    Word,
    Name,
    Punctuation,
    User,
    Left,
}

impl Kind {
    const ALL: [Kind; 7] =
        [Kind::Script, Kind::Variant, Kind::Word, Kind::Name, Kind::Punctuation, Kind::User, Kind::Left];

    /// As the page calls it.
    fn label(self) -> &'static str {
        match self {
            Kind::Script => "script",
            Kind::Variant => "variants",
            Kind::Word => "words",
            Kind::Name => "names",
            Kind::Punctuation => "quotation marks",
            Kind::User => "your words",
            Kind::Left => "left as it is",
        }
    }

    /// As the style sheet calls it.
    fn class(self) -> &'static str {
        match self {
            Kind::Script => "script",
            Kind::Variant => "variant",
            Kind::Word => "word",
            Kind::Name => "name",
            Kind::Punctuation => "punctuation",
            Kind::User => "user",
            Kind::Left => "left",
        }
    }
}

/// Tells of one text.
pub(crate) fn of(source: &Source, settings: &Settings) -> Result<Section, Fault> {
    let text = Text::read(source, settings)?;
    let document = text.document(settings)?;
    let analysis = document.analyze(&text.normalizer);
    let rows = rows::rows(&analysis);
    let mut counts = BTreeMap::new();
    for change in rows.iter().flat_map(rows::Row::changes) {
        *counts.entry(change.kind).or_default() += 1;
    }
    Ok(Section { name: source.to_string(), rows, counts })
}

/// The whole page.
pub(crate) fn page(sections: &[Section], settings: &Settings) -> String {
    page::page(sections, settings.target())
}
