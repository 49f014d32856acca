//! What could go wrong with a caller's rows: clashes, chains, dead rows.

use super::compile::{Becomes, Key, canonical, folded, keys, other_script, without_words};
use super::{Lexicon, Row, Says};
use crate::builtin;
use crate::data::{Error, ErrorKind, Locale, Place};
use crate::engine::{Does, Given, LineState, Options, Plan, Protect, UserKey, UserWords, protected};
use crate::table::words::{Action, Use};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

pub fn lint(lexicon: &Lexicon, locale: Locale) -> Vec<Error> {
    let rows: Vec<&Row> = lexicon.rows.iter().collect();
    let keys = keys(&rows, locale);
    let plan = builtin::plan(locale);
    let mut found: Vec<(usize, Error)> = Vec::new();
    let mut tell = |key: &Key<'_>, kind, message| {
        if let Some(row) = rows.get(key.row) {
            found.push((key.row, row.error(kind, message)));
        }
    };
    let mut last: BTreeMap<(String, bool), &Key<'_>> = BTreeMap::new();
    for key in &keys {
        if let Some(before) = last.insert(canonical(key, plan), key) {
            let origin = rows.get(before.row).map(|row| &row.origin);
            if let Some(origin) = origin.filter(|_| before.row != key.row || before.becomes != key.becomes) {
                let (kind, what) = match before.becomes == key.becomes {
                    true => (ErrorKind::Dead, "says the same"),
                    false => (ErrorKind::Clash, "says something else"),
                };
                tell(key, kind, format!("{} has a row already ({origin}), which {what}; keep one of them", key.form));
            }
        }
    }
    for key in last.values().filter(|key| key.exact) {
        if let Some(later) = last.get(&(folded(key.form, false, plan), false)).filter(|later| later.row > key.row) {
            let origin = rows.get(later.row).map(|row| &row.origin);
            if let Some(origin) = origin {
                let message = format!("a later row ({origin}) takes {} in all spellings; strike one of them", key.form);
                tell(key, ErrorKind::Dead, message);
            }
        }
    }
    let counted: Vec<&Key<'_>> = last.into_values().collect();
    let held = Held::new(&counted, plan);
    let forms: Vec<UserKey<'_>> = (0..)
        .zip(&counted)
        .filter(|(_, key)| key.written().is_some())
        .map(|(row, key)| UserKey { text: key.form, exact: key.exact, does: Does::Write, row, order: 0 })
        .collect();
    let forms = UserWords::new(&forms, Vec::new(), plan);
    for (key, text, word) in completed_by_words(&counted, &forms, &held, plan) {
        let message = format!(
            "{text} becomes {word}, which holds {}: a second pass would go on; add a row for {text}, too",
            key.form
        );
        tell(key, ErrorKind::Chain, message);
    }
    for (number, key) in (0..).zip(&counted) {
        // A row that writes what is written anyway keeps it whole where that holds another form.
        let forms_in = |text: &str| forms.hits(plan, text, 0..text.len(), &[]);
        let holds_form =
            key.written().is_some_and(|text| forms_in(text).iter().any(|hit| hit.written_by() != Some(number)));
        // Of a concept other words and other places may need the row.
        let is_concept = rows.get(key.row).is_some_and(|row| matches!(row.says, Says::Concept { .. }));
        if let Some(message) = dead(key, plan, locale).filter(|_| !holds_form && !is_concept) {
            tell(key, ErrorKind::Dead, message);
            continue;
        }
        let Some(written) = key.written() else { continue };
        if written.chars().nth(1).is_none() {
            let message = format!(
                "{written} is one character, which is not held wherever it stands: a second pass may read it with what is beside \
                 it; write more of the phrase in both cells"
            );
            tell(key, ErrorKind::Chain, message);
        }
        if let Some(text) = held.in_form(key, plan) {
            let message = if folded(written, false, plan) == folded(text, false, plan) {
                format!(
                    "{text}, which it becomes, is part of {}: beside the rest of it a second pass goes on; name more",
                    key.form
                )
            } else if folded(key.form, false, plan) == folded(text, false, plan) {
                format!("another row writes {text}, which this one changes again; let both write the same")
            } else {
                format!(
                    "{} holds {text}, which another row writes: a second pass would go on; write that row's form in it, too",
                    key.form
                )
            };
            tell(key, ErrorKind::Chain, message);
        } else if let Some(text) = completed(key, &held, plan, locale) {
            let message = format!(
                "{text} becomes {} only by other words, and this row comes too late for it; add a row {text} ⇥ {written}",
                key.form
            );
            tell(key, ErrorKind::Chain, message);
        }
    }
    found.sort_by_key(|(row, _)| *row);
    found.into_iter().map(|(_, error)| error).collect()
}

/// What rows write, to be sought in their forms.
struct Held<'k> {
    words: UserWords,
    written: Vec<&'k str>,
    forms: alloc::collections::BTreeSet<(String, bool)>,
}

impl<'k> Held<'k> {
    fn new(keys: &[&'k Key<'_>], plan: &Plan<'_>) -> Self {
        let written: Vec<&str> = keys.iter().filter_map(|key| key.written()).collect();
        let given: Vec<UserKey<'_>> = (0..)
            .zip(&written)
            .map(|(row, text)| UserKey { text, exact: false, does: Does::Write, row, order: 0 })
            .collect();
        let forms = keys.iter().map(|key| canonical(key, plan)).collect();
        Held { words: UserWords::new(&given, Vec::new(), plan), written, forms }
    }

    /// What some row writes that stands in a form; but not a form that becomes itself in the other script.
    fn in_form(&self, key: &Key<'_>, plan: &Plan<'_>) -> Option<&'k str> {
        let hits = self.words.hits(plan, key.form, 0..key.form.len(), &[]);
        let mut texts = hits.into_iter().filter_map(|hit| self.written.get(hit.written_by()? as usize).copied());
        let form = folded(key.form, false, plan);
        texts.find(|text| key.written() != Some(text) || folded(text, false, plan) != form)
    }
}

/// A text of another place that only becomes the form by built-in words, and is no form itself.
fn completed(key: &Key<'_>, held: &Held<'_>, plan: &Plan<'_>, locale: Locale) -> Option<String> {
    let form = folded(key.form, key.exact, plan);
    let others = Place::ALL.iter().map(|&place| Locale::new(place.script(), Some(place)));
    let both = [Locale::ZH_HANS, Locale::ZH_HANT].into_iter();
    let both = both.map(|script| without_words(key.form, script, Some(other_script(script))));
    let texts = others.map(|other| convert(key.form, other, Some(locale))).chain(both);
    texts.into_iter().find(|text| {
        let is_form = || {
            [false, true].map(|exact| (folded(text, exact, plan), exact)).iter().any(|form| held.forms.contains(form))
        };
        let becomes = |from| folded(&convert(text, locale, from), key.exact, plan).contains(&form);
        let other = Some(other_script(locale));
        folded(text, key.exact, plan) != form && !is_form() && (becomes(None) || becomes(other))
    })
}

/// Forms in words that are built in, with what becomes such a word and does not hold the form, nor is one.
fn completed_by_words<'k>(
    keys: &[&'k Key<'k>],
    forms: &UserWords,
    held: &Held<'_>,
    plan: &Plan<'static>,
) -> Vec<(&'k Key<'k>, &'static str, &'static str)> {
    let rows = |text: &str| forms.hits(plan, text, 0..text.len(), &[]).into_iter().filter_map(|hit| hit.written_by());
    let mut found: BTreeMap<u32, (&str, &str)> = BTreeMap::new();
    for concept in (0..plan.concepts.len()).filter(|&concept| !plan.concepts.is_keeper(concept)) {
        let Some(word) = plan.written(concept) else { continue };
        for row in rows(word) {
            let mut others =
                Place::ALL.iter().filter_map(|&place| plan.concepts.written(concept, place as usize, plan.script));
            let is_late = |other: &&str| {
                let is_form = held.forms.contains(&(folded(other, false, plan), false));
                *other != word && !is_form && !rows(other).any(|inside| inside == row)
            };
            if let Some(other) = others.find(is_late) {
                found.entry(row).or_insert((other, word));
            }
        }
    }
    found.into_iter().filter_map(|(row, (other, word))| Some((*keys.get(row as usize)?, other, word))).collect()
}

/// Why a row does nothing.
fn dead(key: &Key<'_>, plan: &Plan<'_>, locale: Locale) -> Option<String> {
    if !protected(key.form, Protect::all()).is_empty() {
        return Some(format!("{} is protected text, where no word is looked for; strike it", key.form));
    }
    let anyway = |is_so: &dyn Fn(&str, Option<Locale>) -> bool| {
        [None, Some(Locale::ZH_HANS), Some(Locale::ZH_HANT)]
            .into_iter()
            .all(|from| is_so(&convert(key.form, locale, from), from))
    };
    match &key.becomes {
        Becomes::Text(written) => {
            let differs = folded(written, true, plan) != folded(key.form, true, plan);
            let is_dead = differs && anyway(&|made, _| made == written);
            is_dead.then(|| format!("{locale} writes {written} for {} anyway; strike it", key.form))
        }
        Becomes::NoWord => {
            let is_dead = key.form.chars().nth(1).is_some() && !has_words(key.form, plan);
            is_dead.then(|| format!("{locale} has no other word for {}; strike it", key.form))
        }
        Becomes::Itself => None,
    }
}

/// Whether a built-in word stands in a text that may become another, wherever the text stands.
fn has_words(text: &str, plan: &Plan<'_>) -> bool {
    let folded: Vec<char> = text.chars().map(|c| plan.fold(c)).collect();
    let mut found = false;
    for at in 0..folded.len() {
        plan.words.each(folded.get(at..).unwrap_or_default(), |_, used| {
            if let (Use::Word(word), Some(place)) = (used, plan.place) {
                found |= matches!(word.action(place), Action::Replace | Action::Guarded);
            }
        });
    }
    found
}

fn convert(text: &str, to: Locale, from: Option<Locale>) -> String {
    let options = Options { from, ..Options::default() };
    builtin::plan(to).convert(text, &options, Given::default(), &mut LineState::default(), &mut ()).into_owned()
}
