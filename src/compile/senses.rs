//! Senses: rows in, groups by form out (layout: `table::senses`).

use super::lexicon::Lexicon;
use super::script::Scripts;
use super::words::Keys;
use crate::data::sense::{Act, Sense};
use crate::data::{Error, ErrorKind, Place};
use crate::table::senses::{Context, SET, Senses, bit};
use crate::table::words::{Action, SENSES};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The section; the keys learn which senses they have.
pub fn emit(
    rows: &[Sense<'_>],
    lexicon: &Lexicon<'_>,
    scripts: &Scripts<'_>,
    keys: &mut Keys,
    errors: &mut Vec<Error>,
) -> Vec<u8> {
    let mut forms: BTreeMap<String, Vec<&Sense<'_>>> = BTreeMap::new();
    for row in rows {
        forms.entry(scripts.folded(row.form)).or_default().push(row);
    }
    let mut bytes = Vec::new();
    for (form, rows) in &forms {
        let number = (bytes.len() / 4) as u16;
        keys.add(form, SENSES, number.to_le_bytes().into());
        bytes.extend((rows.len() as u16).to_le_bytes());
        for row in rows {
            let row = record(row, lexicon, scripts);
            bytes.extend((row.len() as u16 + 2).to_le_bytes());
            bytes.extend(row);
        }
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        for (number_of_row, row) in rows.iter().enumerate() {
            check(row, (number, number_of_row), Senses { bytes: &bytes }, lexicon, scripts, errors);
        }
    }
    if bytes.len() / 4 > u16::MAX as usize {
        errors.push(Error::new(ErrorKind::Row, "senses/ has outgrown its section; widen the numbers of groups"));
    }
    bytes
}

fn record(row: &Sense<'_>, lexicon: &Lexicon<'_>, scripts: &Scripts<'_>) -> Vec<u8> {
    let concept = lexicon.concepts.iter().position(|concept| concept.id == row.concept).unwrap_or(usize::MAX) as u16;
    let domains = row.domains.iter().map(|&domain| 1_u16 << crate::data::Layer::Term(domain).number()).sum::<u16>();
    let mut bytes = alloc::vec![row.read_in, row.act as u8];
    bytes.extend(concept.to_le_bytes());
    bytes.extend(domains.to_le_bytes());
    // Where words must not be seen as they are, their kin stands for them.
    let with_kin = |texts: &[&str]| -> Vec<String> {
        let mut all: Vec<String> = texts.iter().map(|text| scripts.folded(text)).collect();
        let uses = all.iter().filter_map(|text| lexicon.forms.get(text)?.first());
        let kin: BTreeSet<String> = uses.map(|found| lexicon.kin[found.concept].clone()).collect();
        all.extend(kin.into_iter().filter(|kin| !kin.is_empty()));
        all
    };
    let [before, after, near] = [&row.before, &row.after, &row.near].map(|texts| with_kin(texts));
    for texts in [&before, &after, &near] {
        let list: Vec<u8> = texts.iter().flat_map(|text| [&[text.len() as u8], text.as_bytes()].concat()).collect();
        bytes.extend((list.len() as u16).to_le_bytes());
        bytes.extend(list);
    }
    if !row.near.is_empty() {
        let mut set = [0_u8; SET];
        for text in &near {
            let mut chars = text.chars();
            let (Some(first), Some(second)) = (chars.next(), chars.next()) else { continue };
            let bit = bit(first, second) as usize;
            set[bit / 8] |= 1 << (bit % 8);
        }
        bytes.extend(set);
    }
    bytes
}

/// That a row decides on its own case, and that some place writes something else for what it means.
fn check(
    row: &Sense<'_>,
    (group, number): (u16, usize),
    senses: Senses<'_>,
    lexicon: &Lexicon<'_>,
    scripts: &Scripts<'_>,
    errors: &mut Vec<Error>,
) {
    let domains = |text: &str| domains(text, lexicon, scripts);
    let len = row.form.chars().count();
    let decides = row.case.char_indices().any(|(at, _)| {
        let end = row.case[at..].char_indices().nth(len).map_or(row.case.len(), |(len, _)| at + len);
        let (before, form, after) = (&row.case[..at], &row.case[at..end], &row.case[end..]);
        if scripts.folded(form) != scripts.folded(row.form) {
            return false;
        }
        let mut context = Context::new(before, after, |c| scripts.fold(c));
        let read = senses.rows(group).enumerate().filter(|(_, sense)| sense.read_in & row.read_in != 0);
        read.into_iter().find(|&(_, sense)| context.holds(sense, domains)).map(|(found, _)| found) == Some(number)
    });
    if !decides {
        errors.push(row.row.error(8, format!("{}: another row, or none, decides on this case", row.id)));
    }
    let form = scripts.folded(row.form);
    let is_written = |place: usize| {
        let mut by_sense = lexicon.replaced_by_sense(place);
        by_sense.any(|(other, concept)| other == form && lexicon.concepts[concept].id == row.concept)
    };
    if row.act == Act::Write && !(0..Place::ALL.len()).any(is_written) {
        let message = format!("{}: no place writes another word for {} than {}", row.id, row.concept, row.form);
        errors.push(row.row.error(3, message));
    }
}

/// The layers of the words in a text, a bit each.
fn domains(text: &str, lexicon: &Lexicon<'_>, scripts: &Scripts<'_>) -> u16 {
    let folded = scripts.folded(text);
    let places = (0..folded.len()).filter(|&at| folded.is_char_boundary(at));
    places.fold(0, |bits, at| {
        let uses = lexicon.forms.range(String::new()..).filter(|(form, _)| folded[at..].starts_with(form.as_str()));
        uses.flat_map(|(_, uses)| uses).fold(bits, |bits, found| {
            let counts = found.actions.iter().any(|action| *action != Action::None);
            if counts { bits | 1 << (lexicon.concepts[found.concept].layer & 0x7F) } else { bits }
        })
    })
}
