//! Rows in, keys of a plan out.

use super::{Form, Lexicon, Row, Says, words};
use crate::builtin;
use crate::data::{Error, ErrorKind, Layer, Locale, Place, Script};
use crate::engine::{Does, Given, LONGEST_KEY, LineState, Options, Plan, UserKey, UserRow, UserWords};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A key of a row: what is looked for, and what it becomes.
#[derive(Clone, Debug)]
pub(super) struct Key<'l> {
    pub form: &'l str,
    pub exact: bool,
    pub becomes: Becomes<'l>,
    /// Among all rows.
    pub row: usize,
}

/// What becomes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Becomes<'l> {
    Text(Cow<'l, str>),
    /// It stays as it is written.
    Itself,
    /// What it would without built-in words.
    NoWord,
}

impl Key<'_> {
    /// What is written for it, if that is something of its own.
    pub fn written(&self) -> Option<&str> {
        match &self.becomes {
            Becomes::Text(text) if *text != self.form => Some(text),
            _ => None,
        }
    }
}

/// The words of a locale's plan, in the order of the lexicons: of equal keys the last one counts.
///
/// # Errors
/// All rows that cannot be used.
pub(crate) fn compile(lexicons: &[Lexicon], locale: Locale) -> Result<UserWords, Vec<Error>> {
    let rows: Vec<&Row> = lexicons.iter().flat_map(|lexicon| &lexicon.rows).collect();
    let keys = keys(&rows, locale);
    let errors: Vec<Error> = keys.iter().filter_map(|key| fault(key, rows.get(key.row)?)).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let plan = builtin::plan(locale);
    let last: BTreeMap<(String, bool), &Key<'_>> = keys.iter().map(|key| (canonical(key, plan), key)).collect();
    let mut counted: Vec<&Key<'_>> = last.into_values().collect();
    counted.sort_by_key(|key| key.row);
    let mut written: Vec<UserRow> = Vec::new();
    let mut given = Vec::new();
    let forbidden: Vec<Option<String>> = counted.iter().map(|key| forbidden_too(key, locale, plan)).collect();
    // Where what the row at hand writes begins: its keys mostly become one text.
    let (mut row_at_hand, mut begin) = (None, 0);
    for (key, forbidden) in counted.into_iter().zip(&forbidden) {
        let (text, exact, order) = (key.form, key.exact, key.row);
        let does = match &key.becomes {
            Becomes::Text(written) if *written != key.form || !exact => Does::Write,
            Becomes::Text(_) | Becomes::Itself => Does::Keep,
            Becomes::NoWord => Does::Bar,
        };
        let becomes = match &key.becomes {
            Becomes::Text(becomes) => &**becomes,
            Becomes::Itself | Becomes::NoWord => key.form,
        };
        if row_at_hand != Some(key.row) {
            (row_at_hand, begin) = (Some(key.row), written.len());
        }
        let known = written.iter().skip(begin).position(|row| row.written == becomes);
        let row = (begin + known.unwrap_or(written.len() - begin)) as u32;
        if known.is_none() {
            let Some(row) = rows.get(key.row) else { continue };
            let id = match &row.says {
                Says::Concept { id, .. } => id.clone(),
                _ => None,
            };
            written.push(UserRow { written: becomes.into(), origin: row.origin.to_string(), id });
        }
        given.push(UserKey { text, exact, does, row, order });
        given.extend(forbidden.as_deref().map(|text| UserKey { text, exact, does, row, order }));
        // A single character stands in too many other words to be held wherever it is.
        if does == Does::Write && becomes.chars().nth(1).is_some() {
            given.push(UserKey { text: becomes, exact: true, does: Does::Hold, row, order });
        }
    }
    Ok(UserWords::new(&given, written, plan))
}

/// What a form becomes for which no built-in word is to be written, if it is not the same in the other script: a second pass
/// finds that.
fn forbidden_too(key: &Key<'_>, locale: Locale, plan: &Plan<'_>) -> Option<String> {
    let text = (key.becomes == Becomes::NoWord && !key.exact)
        .then(|| without_words(key.form, locale, Some(other_script(locale))))?;
    (folded(&text, false, plan) != folded(key.form, false, plan)).then_some(text)
}

/// All keys of rows, for a locale.
pub(super) fn keys<'l>(rows: &[&'l Row], locale: Locale) -> Vec<Key<'l>> {
    let mut keys = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let mut add = |form: &'l str, exact, becomes| keys.push(Key { form, exact, becomes, row: number });
        match &row.says {
            Says::Replace { form, written, exact } => add(form, *exact, Becomes::Text(Cow::Borrowed(written))),
            Says::Keep { form, exact } => add(form, *exact, Becomes::Itself),
            Says::Forbid { form, exact } => add(form, *exact, Becomes::NoWord),
            Says::Concept { cells, .. } => {
                let Some(place) = locale.place() else { continue };
                let own = words(cells, place);
                let Some(first) = own.iter().find(|form| !form.by_sense) else { continue };
                let written = spelled(first, place, locale);
                let others = Place::ALL.iter().flat_map(|&place| words(cells, place));
                let looked_for = others.filter(|form| !form.by_sense && !own.contains(form));
                for text in looked_for.flat_map(|form| [Some(&form.text), form.other.as_ref()]).flatten() {
                    add(text, false, Becomes::Text(written.clone()));
                }
                // What the place accepts stays, in its script.
                for form in own.iter().filter(|form| !form.by_sense) {
                    add(&form.text, false, Becomes::Text(spelled(form, place, locale)));
                }
            }
        }
    }
    keys
}

/// A place's word in the locale's script.
fn spelled<'l>(form: &'l Form, place: Place, locale: Locale) -> Cow<'l, str> {
    match &form.other {
        _ if place.script() == locale.script() => Cow::Borrowed(&form.text),
        Some(other) => Cow::Borrowed(other),
        None => Cow::Owned(without_words(&form.text, locale, Some(other_script(locale)))),
    }
}

/// The script that a locale has not.
pub(super) fn other_script(locale: Locale) -> Locale {
    match locale.script() {
        Script::Hant => Locale::ZH_HANS,
        Script::Hans => Locale::ZH_HANT,
    }
}

/// What a locale's plan makes of a text, with no other words.
pub(super) fn without_words(text: &str, locale: Locale, from: Option<Locale>) -> String {
    let words = Layer::all().filter(|layer| !matches!(layer, Layer::Script | Layer::Variant));
    let without = words.fold(0, |bits, layer| bits | 1 << layer.number());
    let options = Options { without, from, ..Options::default() };
    let plan = builtin::plan(locale);
    plan.convert(text, &options, Given::default(), &mut LineState::default(), &mut ()).into_owned()
}

/// What equal keys have in common.
pub(super) fn canonical(key: &Key<'_>, plan: &Plan<'_>) -> (String, bool) {
    (folded(key.form, key.exact, plan), key.exact)
}

/// A text as keys are compared: Latin letters as they are.
pub(super) fn folded(text: &str, exact: bool, plan: &Plan<'_>) -> String {
    text.chars().map(|c| if exact || c.is_ascii() { c } else { plan.fold(c) }).collect()
}

/// What makes a key useless.
fn fault(key: &Key<'_>, row: &Row) -> Option<Error> {
    let written = match &key.becomes {
        Becomes::Text(text) => Some(&**text),
        Becomes::Itself | Becomes::NoWord => None,
    };
    let message = unfit(key.form).or_else(|| unfit(written?))?;
    Some(row.error(ErrorKind::Row, message))
}

/// Why a text can be no form, and not be written for one.
pub(super) fn unfit(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("a form, or what it becomes, is empty; write it".into());
    }
    if text.len() > LONGEST_KEY {
        let start: String = text.chars().take(8).collect();
        return Some(format!("{start}… has {} bytes; {LONGEST_KEY} are the most: write less of it", text.len()));
    }
    text.contains('\n').then(|| format!("{text:?} has a line end; no text is looked for across lines: part it"))
}
