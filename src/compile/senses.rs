//! Senses: rows in, groups by form out (layout: `table::senses`).

use super::lexicon::Lexicon;
use super::script::Scripts;
use super::words::Keys;
use crate::data::sense::{Act, Cues, EDGE, LINE, Sense};
use crate::data::{Error, ErrorKind, Layer, Place};
use crate::table::cues::{self, Around, NEAR, bucket};
use crate::table::index::{hash, pair};
use crate::table::senses::{ASKS, HEAD, MOST_ROWS, Senses, UNIT, ends_sentence, is_line_edge, width};
use crate::table::words::{Action, SENSES};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The section; the keys learn which senses they have.
pub fn emit(
    rows: &[Sense<'_>],
    shared: &[Cues<'_>],
    lexicon: &Lexicon<'_>,
    scripts: &Scripts<'_>,
    keys: &mut Keys,
    errors: &mut Vec<Error>,
) -> Vec<u8> {
    let mut forms: BTreeMap<String, Vec<&Sense<'_>>> = BTreeMap::new();
    for row in rows {
        forms.entry(scripts.folded(row.form)).or_default().push(row);
    }
    let mut texts: BTreeMap<String, u32> = BTreeMap::new();
    for (number, list) in shared.iter().enumerate() {
        for text in with_kin(&list.texts, lexicon, scripts) {
            *texts.entry(text).or_default() |= 1 << number;
        }
    }
    let mut bytes = near_list(&texts, 4);
    bytes.resize(bytes.len().next_multiple_of(UNIT), 0);
    for (form, rows) in &forms {
        let number = (bytes.len() / UNIT) as u16;
        keys.add(form, SENSES, number.to_le_bytes().into());
        if rows.len() > MOST_ROWS {
            errors.push(rows[MOST_ROWS].row.error(1, format!("{form} has more than {MOST_ROWS} senses; join some")));
        }
        bytes.extend(group(&rows[..rows.len().min(MOST_ROWS)], lexicon, scripts));
        bytes.resize(bytes.len().next_multiple_of(UNIT), 0);
        for (number_of_row, row) in rows.iter().enumerate().take(MOST_ROWS) {
            check(row, (number, number_of_row), Senses { bytes: &bytes }, lexicon, scripts, errors);
        }
    }
    if bytes.len() / UNIT > u16::MAX as usize {
        errors.push(Error::new(ErrorKind::Row, "senses/ has outgrown its section; widen the numbers of groups"));
    }
    bytes
}

/// The rows of a form and their cues.
fn group(rows: &[&Sense<'_>], lexicon: &Lexicon<'_>, scripts: &Scripts<'_>) -> Vec<u8> {
    let mut lists: [BTreeMap<String, u32>; ASKS] = Default::default();
    let mut asks = [0_u32; ASKS];
    let mut records = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let concept = lexicon.numbers.get(row.concept).map_or(u16::MAX, |&number| number as u16);
        let domains = row.domains.iter().map(|&domain| 1_u16 << Layer::Term(domain).number()).sum::<u16>();
        records.extend([row.read_in, row.act as u8]);
        records.extend([concept.to_le_bytes(), domains.to_le_bytes()].concat());
        records.extend(row.lists.to_le_bytes());
        for ((list, asks), texts) in lists.iter_mut().zip(&mut asks).zip([&row.before, &row.after, &row.near]) {
            *asks |= u32::from(!texts.is_empty()) << number;
            for text in with_kin(texts, lexicon, scripts) {
                *list.entry(text).or_default() |= 1_u32 << number;
            }
        }
    }
    let [before, after, near] = &lists;
    let outwards = before.iter().map(|(text, &rows)| (text.chars().rev().collect(), rows)).collect();
    let width = width(rows.len());
    let lists = [beside(&outwards, width), beside(after, width), near_list(near, width)];
    let mut starts = lists.iter().scan(HEAD + records.len(), |at, list| Some(core::mem::replace(at, *at + list.len())));
    let [_, after, near] = core::array::from_fn(|_| starts.next().unwrap_or_default() as u16);
    let head = [[rows.len() as u8, 0], after.to_le_bytes(), near.to_le_bytes()].concat();
    let asks = asks.map(u32::to_le_bytes).concat();
    [head, asks, records, lists.concat()].concat()
}

/// Texts, folded; where words must not be seen as they are, their kin stands for them.
fn with_kin(texts: &[&str], lexicon: &Lexicon<'_>, scripts: &Scripts<'_>) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = texts.iter().map(|text| scripts.folded(text)).collect();
    let uses = all.iter().filter_map(|text| lexicon.forms.get(text)?.first());
    let kin: Vec<String> = uses.map(|found| lexicon.kin[found.concept].clone()).collect();
    all.extend(kin.into_iter().filter(|kin| !kin.is_empty()));
    all
}

/// A list of what is near, each with its rows in so many bytes.
fn near_list(texts: &BTreeMap<String, u32>, width: usize) -> Vec<u8> {
    let count = texts.len().next_power_of_two();
    let (mut filter, mut buckets) = (alloc::vec![0_u8; count], alloc::vec![Vec::new(); count]);
    for (text, rows) in texts {
        let mut chars = text.chars();
        let hash = cues::spread(chars.next().unwrap_or_default(), chars.next().unwrap_or_default());
        let bit = hash >> cues::shift(count);
        filter[bit as usize / 8] |= 1 << (bit % 8);
        let cue: &mut Vec<u8> = &mut buckets[cues::bucket(hash, count)];
        cue.extend(&rows.to_le_bytes()[..width]);
        cue.push(text.chars().count() as u8);
        cue.extend(text.chars().flat_map(|c| (c as u32 as u16).to_le_bytes()));
    }
    let mut bytes = (count as u16).to_le_bytes().to_vec();
    let mut at = bytes.len() + 2 * (count + 1) + filter.len();
    bytes.extend((at as u16).to_le_bytes());
    for bucket in &buckets {
        at += bucket.len();
        bytes.extend((at as u16).to_le_bytes());
    }
    [bytes, filter, buckets.concat()].concat()
}

/// A list of what stands beside, each with its rows in so many bytes.
fn beside(texts: &BTreeMap<String, u32>, width: usize) -> Vec<u8> {
    let edges = [EDGE, LINE].map(|edge| texts.get(edge).copied().unwrap_or(0).to_le_bytes());
    let texts: Vec<(&String, &u32)> = texts.iter().filter(|(text, _)| ![EDGE, LINE].contains(&text.as_str())).collect();
    let buckets = texts.len().next_power_of_two();
    let mut filled: Vec<Vec<u8>> = alloc::vec![Vec::new(); buckets];
    for &(text, rows) in &texts {
        let first = text.chars().next().unwrap_or_default();
        let cue = &mut filled[bucket(hash(pair(first, '\0')), buckets)];
        cue.extend(&rows.to_le_bytes()[..width]);
        cue.push(text.chars().count() as u8);
        cue.extend(text.chars().flat_map(|c| (c as u32 as u16).to_le_bytes()));
    }
    let mut bytes = [edges.as_flattened(), &(buckets as u16).to_le_bytes()].concat();
    let mut at = bytes.len() + 2 * (buckets + 1);
    bytes.extend((at as u16).to_le_bytes());
    for bucket in &filled {
        at += bucket.len();
        bytes.extend((at as u16).to_le_bytes());
    }
    bytes.extend(filled.concat());
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
    let dead = |text: &&str| *text != LINE && text.chars().any(ends_sentence);
    for (cell, texts) in [(4, &row.before), (5, &row.after), (6, &row.near)] {
        if let Some(text) = texts.iter().find(|text| text.chars().count() > NEAR) {
            errors.push(row.row.error(cell, format!("no cue has more than {NEAR} characters; shorten {text}")));
        }
    }
    for (cell, texts) in [(4, &row.before), (5, &row.after), (6, &row.near)] {
        if let Some(text) = texts.iter().find(|text| dead(text)) {
            errors.push(
                row.row.error(cell, format!("no cue sees {text}, as the sentence ends there; write $, or strike it")),
            );
        }
    }
    let domains = |text: &[char]| domains(&text.iter().collect::<String>(), lexicon, scripts);
    let len = row.form.chars().count();
    let case: Vec<char> = row.case.chars().collect();
    let decides = case.windows(len).enumerate().any(|(at, form)| {
        let is_inside = |c: &&char| !ends_sentence(**c);
        let (before, after) = (&case[..at], &case[at + len..]);
        if scripts.folded(&form.iter().collect::<String>()) != scripts.folded(row.form) {
            return false;
        }
        let start = at - before.iter().rev().take(NEAR).take_while(is_inside).count();
        let end = at + len + after.iter().take(NEAR).take_while(is_inside).count();
        let chars: Vec<char> = case[start..end].iter().map(|&c| scripts.fold(c)).collect();
        let hashes: Vec<u32> = chars.windows(2).map(|both| cues::spread(both[0], both[1])).collect();
        let form = at - start..at - start + len;
        let around = Around { chars: &chars, hashes: &hashes, sentence: 0..chars.len(), form };
        let at_line = || [is_line_edge(before.iter().rev().copied()), is_line_edge(after.iter().copied())];
        let found = senses.first(group, &around, at_line, |read_in| read_in & row.read_in != 0, domains);
        found.is_some_and(|(found, _)| found == number)
    });
    if !decides {
        errors.push(row.row.error(8, format!("{}: another row, or none, decides on this case", row.id)));
    }
    let form = scripts.folded(row.form);
    let is_written = |place: usize| {
        lexicon.written_by_sense(place, &form).any(|concept| lexicon.concepts[concept].id == row.concept)
    };
    if row.act == Act::Write && !(0..Place::ALL.len()).any(is_written) {
        let message = format!("{}: no place writes another word for {} than {}", row.id, row.concept, row.form);
        errors.push(row.row.error(3, message));
    }
}

/// The layers of the words in a text, a bit each.
fn domains(text: &str, lexicon: &Lexicon<'_>, scripts: &Scripts<'_>) -> u16 {
    let folded = scripts.folded(text);
    let mut bits = 0;
    for (at, first) in folded.char_indices() {
        let (rest, first) = (&folded[at..], &folded[at..at + first.len_utf8()]);
        let begun = lexicon.forms.range(String::from(first)..).take_while(|(form, _)| form.starts_with(first));
        for found in begun.filter(|(form, _)| rest.starts_with(form.as_str())).flat_map(|(_, uses)| uses) {
            if found.actions.iter().any(|action| *action != Action::None) {
                bits |= 1 << (lexicon.concepts[found.concept].layer & 0x7F);
            }
        }
    }
    bits
}
