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
    /// None where it stays as it is written.
    pub written: Option<Cow<'l, str>>,
    /// Among all rows.
    pub row: usize,
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
    // Where what the row at hand writes begins: its keys mostly become one text.
    let (mut row_at_hand, mut begin) = (None, 0);
    for key in counted {
        let Some(text) = key.written.as_deref().filter(|text| *text != key.form || !key.exact) else {
            given.push(UserKey { text: key.form, exact: key.exact, does: Does::Keep, row: 0 });
            continue;
        };
        if row_at_hand != Some(key.row) {
            (row_at_hand, begin) = (Some(key.row), written.len());
        }
        let known = written.iter().skip(begin).position(|row| row.written == text);
        let row = (begin + known.unwrap_or(written.len() - begin)) as u32;
        if known.is_none() {
            let origin = rows.get(key.row).map(|row| row.origin.to_string()).unwrap_or_default();
            written.push(UserRow { written: text.into(), origin });
        }
        given.push(UserKey { text: key.form, exact: key.exact, does: Does::Write, row });
        given.push(UserKey { text, exact: true, does: Does::Hold, row });
    }
    Ok(UserWords::new(&given, written, plan))
}

/// All keys of rows, for a locale.
pub(super) fn keys<'l>(rows: &[&'l Row], locale: Locale) -> Vec<Key<'l>> {
    let mut keys = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let mut add = |form: &'l str, exact, written: Option<Cow<'l, str>>| {
            keys.push(Key { form, exact, written, row: number });
        };
        match &row.says {
            Says::Replace { form, written, exact } => add(form, *exact, Some(Cow::Borrowed(written))),
            Says::Keep { form, exact } => add(form, *exact, None),
            Says::Forbid { form, exact } => add(form, *exact, Some(Cow::Owned(in_script(form, locale)))),
            Says::Concept(cells) => {
                let Some(place) = locale.place() else { continue };
                let own = words(cells, place);
                let Some(first) = own.iter().find(|form| !form.by_sense) else { continue };
                let written = spelled(first, place, locale);
                let others = Place::ALL.iter().flat_map(|&place| words(cells, place));
                let looked_for = others.filter(|form| !form.by_sense && !own.contains(form));
                for text in looked_for.flat_map(|form| [Some(&form.text), form.other.as_ref()]).flatten() {
                    add(text, false, Some(written.clone()));
                }
                // What the place accepts stays, in its script.
                for form in own.iter().filter(|form| !form.by_sense) {
                    add(&form.text, false, Some(spelled(form, place, locale)));
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
        None => Cow::Owned(in_script(&form.text, locale)),
    }
}

/// A text in a locale's script, with no other words.
pub(super) fn in_script(text: &str, locale: Locale) -> String {
    let words = Layer::all().filter(|layer| !matches!(layer, Layer::Script | Layer::Variant));
    let without = words.fold(0, |bits, layer| bits | 1 << layer.number());
    let other = if locale.script() == Script::Hans { Locale::ZH_HANT } else { Locale::ZH_HANS };
    let options = Options { without, from: Some(other), ..Options::default() };
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
    let error = |message: String| Some(row.error(ErrorKind::Row, message));
    for text in [Some(key.form), key.written.as_deref()].into_iter().flatten() {
        if text.is_empty() {
            return error("a form, or what it becomes, is empty; write it".into());
        }
        if text.len() > LONGEST_KEY {
            let message = format!("{text} has {} bytes; {LONGEST_KEY} are the most: write less of it", text.len());
            return error(message);
        }
        if text.contains('\n') {
            return error(format!("{text:?} has a line end; no text is looked for across lines: part it"));
        }
    }
    None
}
