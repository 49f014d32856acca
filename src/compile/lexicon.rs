//! Words: what every place does with every written form.
//!
//! A form is *kept* for a place that writes it; *replaced* where all its meanings that the place has a word for agree on
//! that word; *guarded* where the place uses it for something else (another row, `plain/`, `~`), or its meanings
//! disagree: then only a sense may replace it.

use super::script::{Scripts, single};
use crate::data::concept::{Cell, Concept, Form};
use crate::data::sense::{Act, Sense};
use crate::data::{Error, Place, Script};
use crate::table::concepts::KEEPER;
use crate::table::plans::{Glyphs, Mode};
use crate::table::words::Action;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A concept with what each place writes.
#[derive(Debug)]
pub struct Entry<'a> {
    pub id: &'a str,
    pub layer: u8,
    /// By place: in Simplified and in Traditional.
    pub written: [Option<[String; 2]>; 6],
}

/// A use of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormUse {
    pub concept: usize,
    pub actions: [Action; 6],
    pub places: [bool; 6],
}

#[derive(Debug, Default)]
pub struct Lexicon<'a> {
    pub concepts: Vec<Entry<'a>>,
    /// Where each stands among these, by its id.
    pub numbers: BTreeMap<&'a str, usize>,
    /// By folded form.
    pub forms: BTreeMap<String, Vec<FormUse>>,
    /// By folded form that senses decide on: the concepts that they write.
    pub by_sense: BTreeMap<String, BTreeSet<usize>>,
    /// By concept: a form that stands for it and all that share one with it, directly or by others.
    pub kin: Vec<String>,
}

/// What a form is, before anything is decided.
#[derive(Debug, Default)]
struct Seen {
    /// By concept: the places that use it.
    concepts: BTreeMap<usize, [bool; 6]>,
    /// Those that write or accept it for the concept without more.
    kept_for: BTreeMap<usize, [bool; 6]>,
    /// The places that write or accept it.
    kept: [bool; 6],
    by_sense: bool,
}

impl<'a> Lexicon<'a> {
    /// `plain` has for each place the words that are guarded there.
    pub fn new(
        rows: &[Concept<'a>],
        senses: &[Sense<'_>],
        plain: &[Vec<&str>; 6],
        scripts: &Scripts<'_>,
        errors: &mut Vec<Error>,
    ) -> Self {
        let mut lexicon = Lexicon::default();
        let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
        for (number, concept) in rows.iter().enumerate() {
            if lexicon.numbers.insert(concept.id, number).is_some() {
                errors.push(concept.row.error(0, format!("{} is the id of another row, too; choose one", concept.id)));
            }
            lexicon.concepts.push(entry(concept, scripts, errors));
            note_forms(number, concept, scripts, &mut seen);
        }
        for sense in senses {
            let form = scripts.folded(sense.form);
            let concept = lexicon.numbers.get(sense.concept).copied();
            let uses = |concept: &usize| seen.get(&form).is_some_and(|seen| seen.concepts.contains_key(concept));
            match concept {
                Some(concept) if uses(&concept) => {
                    lexicon.by_sense.entry(form.clone()).or_default().insert(concept);
                }
                None if sense.act != Act::Write => {
                    lexicon.by_sense.entry(form.clone()).or_default();
                }
                None => errors.push(sense.row.error(3, format!("there is no concept {}", sense.concept))),
                Some(_) => {
                    let message = format!("{} is no form of {}; add ~{}", sense.form, sense.concept, sense.form);
                    errors.push(sense.row.error(1, message));
                }
            }
            match seen.get_mut(&form) {
                Some(seen) => seen.by_sense = true,
                None => errors.push(sense.row.error(1, format!("no concept has the form {}", sense.form))),
            }
        }
        let plain = plain.each_ref().map(|words| words.iter().map(|word| scripts.folded(word)).collect());
        for (form, seen) in &seen {
            let uses = lexicon.decide(form, seen, &plain, scripts);
            lexicon.forms.insert(form.clone(), uses);
        }
        for place in 0..Place::ALL.len() {
            lexicon.close(place, scripts);
        }
        lexicon.kin = lexicon.kin();
        lexicon
    }

    /// What each place does with a form.
    fn decide(&self, form: &str, seen: &Seen, plain: &[BTreeSet<String>; 6], scripts: &Scripts<'_>) -> Vec<FormUse> {
        let mut uses: Vec<FormUse> = Vec::new();
        for (&concept, &places) in &seen.concepts {
            uses.push(FormUse { concept, actions: [Action::None; 6], places });
        }
        for (place, plain) in plain.iter().enumerate() {
            let written = |concept: usize| Some(scripts.folded(&self.concepts[concept].written[place].as_ref()?[0]));
            let outputs: BTreeSet<String> = uses.iter().filter_map(|found| written(found.concept)).collect();
            let guarded = seen.kept[place] || plain.contains(form) || seen.by_sense || outputs.len() > 1;
            for found in &mut uses {
                found.actions[place] = match written(found.concept) {
                    _ if seen.kept_for.get(&found.concept).is_some_and(|kept| kept[place]) => Action::Keep,
                    None => Action::None,
                    Some(output) if output == form => Action::Keep,
                    Some(_) if guarded => Action::Guarded,
                    Some(_) => Action::Replace,
                };
            }
        }
        uses
    }

    /// For each concept the first form of all that it shares forms with.
    fn kin(&self) -> Vec<String> {
        // Each form takes what its concepts have, each concept what its forms have, until nothing changes.
        let mut kin: Vec<Option<String>> = alloc::vec![None; self.concepts.len()];
        loop {
            let mut changed = false;
            for (form, uses) in &self.forms {
                let known = uses.iter().filter_map(|found| kin[found.concept].clone());
                let least =
                    known.chain([form.clone()]).min_by_key(|text| (text.len(), text.clone())).unwrap_or_default();
                for found in uses {
                    let own = &mut kin[found.concept];
                    if own.as_ref() != Some(&least) {
                        (*own, changed) = (Some(least.clone()), true);
                    }
                }
            }
            if !changed {
                return kin.into_iter().map(Option::unwrap_or_default).collect();
            }
        }
    }

    /// The forms that are replaced for a place, each with its concept.
    fn replaced(&self, place: usize) -> Vec<(String, usize)> {
        let replaces = |found: &&FormUse| found.actions[place] == Action::Replace;
        let forms = self.forms.iter();
        forms.filter_map(|(form, uses)| Some((form.clone(), uses.iter().find(replaces)?.concept))).collect()
    }

    /// Those that a sense may replace for a place, each with a concept that it writes.
    pub fn replaced_by_sense(&self, place: usize) -> impl Iterator<Item = (&str, usize)> {
        self.by_sense
            .keys()
            .flat_map(move |form| self.written_by_sense(place, form).map(|concept| (form.as_str(), concept)))
    }

    /// The concepts that a sense may write for a form.
    pub fn written_by_sense(&self, place: usize, form: &str) -> impl Iterator<Item = usize> {
        let concepts = self.by_sense.get(form);
        let uses = self.forms.get(form).into_iter().flatten();
        let guarded = uses.filter(move |found| found.actions[place] == Action::Guarded).map(|found| found.concept);
        guarded.filter(move |concept| concepts.is_some_and(|concepts| concepts.contains(concept)))
    }

    /// Where a key holds a word that the place writes, the same key with each form of that word is a key too: else the
    /// first pass would write the key, and a second one replace it. Where that would go on without end (演算法 holds
    /// its own 算法) such text is left alone.
    fn close(&mut self, place: usize, scripts: &Scripts<'_>) {
        const MOST_ROUNDS: usize = 3;
        for round in 1..=MOST_ROUNDS {
            let replaced = self.replaced(place);
            let mut written: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
            let by_sense = self.replaced_by_sense(place).map(|(form, concept)| (form.into(), concept));
            let all: Vec<(String, usize)> = replaced.iter().cloned().chain(by_sense).collect();
            for (form, concept) in &all {
                let Some(words) = &self.concepts[*concept].written[place] else { continue };
                written.entry(scripts.folded(&words[0])).or_default().push((form, *concept));
            }
            let mut derived: BTreeMap<String, (usize, Action)> = BTreeMap::new();
            for (key, concept) in &replaced {
                let ends: Vec<usize> = key.char_indices().map(|(at, _)| at).chain([key.len()]).collect();
                for (first, &start) in ends.iter().enumerate() {
                    for &end in ends[first + 1..].iter().filter(|&&end| end - start < key.len()) {
                        for (form, inner) in written.get(&key[start..end]).into_iter().flatten() {
                            let longer = [&key[..start], form, &key[end..]].concat();
                            let endless = inner == concept || round == MOST_ROUNDS;
                            let action = if endless { Action::Keep } else { Action::Replace };
                            let known = self.forms.get(&longer).into_iter().flatten();
                            if known.into_iter().all(|found| found.actions[place] == Action::None) {
                                derived.insert(longer, (*concept, action));
                            }
                        }
                    }
                }
            }
            if derived.is_empty() {
                return;
            }
            for (form, (concept, action)) in derived {
                let mut actions = [Action::None; 6];
                actions[place] = action;
                let uses = self.forms.entry(form).or_default();
                uses.push(FormUse { concept, actions, places: [false; 6] });
            }
        }
    }
}

/// A concept's words in both scripts.
fn entry<'a>(concept: &Concept<'a>, scripts: &Scripts<'_>, errors: &mut Vec<Error>) -> Entry<'a> {
    let mut written = [const { None }; 6];
    for (place, words) in written.iter_mut().enumerate() {
        for form in concept.forms(place) {
            check_script(concept, place, form.text, scripts, errors);
        }
        let Some((from, form)) = written_form(concept, place) else { continue };
        let own = Place::ALL[from].script();
        let other = if own == Script::Hans { Script::Hant } else { Script::Hans };
        let spelled =
            match form.other.map(String::from).or_else(|| spelled_elsewhere(concept, from, form.text, scripts)) {
                Some(text) => {
                    let to = Glyphs::of(other, Some(Place::ALL[place]));
                    if to == Glyphs::Simplified { text } else { scripts.convert(&text, to, Mode::Quiet).0 }
                }
                None => {
                    let (text, guessed) =
                        scripts.convert(form.text, Glyphs::of(other, Some(Place::ALL[place])), Mode::Shown);
                    if guessed && from == place {
                        let message = format!(
                            "{} has several spellings in the other script; write {}={text} or what is right",
                            form.text, form.text
                        );
                        errors.push(concept.error(place, message));
                    }
                    text
                }
            };
        if let Some(c) = shown(&spelled, other, scripts).filter(|_| from == place) {
            let message = format!("{}: in {other} it is {spelled}, but {c} is not; write {}=…", form.text, form.text);
            errors.push(concept.error(place, message));
        }
        let text = String::from(form.text);
        *words = Some(if own == Script::Hans { [text, spelled] } else { [spelled, text] });
    }
    let layer = concept.layer.number();
    // What all places write alike is never replaced.
    let forms = |place| {
        let forms = concept.forms(place);
        let first = forms.iter().find(|form| !form.by_sense).map(|form| scripts.folded(form.text));
        (first, forms.iter().map(|form| scripts.folded(form.text)).collect::<BTreeSet<_>>())
    };
    let all_alike = (1..Place::ALL.len()).map(forms).all(|other| other.1.is_empty() || other == forms(0));
    Entry { id: concept.id, layer: if all_alike { layer | KEEPER } else { layer }, written }
}

/// What a place writes, and whose cell says so.
fn written_form<'c, 'a>(concept: &'c Concept<'a>, place: usize) -> Option<(usize, &'c Form<'a>)> {
    let mut from = place;
    loop {
        match &concept.cells[from] {
            Cell::None => return None,
            Cell::Forms(forms) => {
                if let Some(form) = forms.iter().find(|form| !form.by_sense) {
                    return Some((from, form));
                }
            }
            Cell::Empty => {}
        }
        from = Place::ALL[from].fallback()? as usize;
    }
}

/// The same word as another cell of the row spells it in the other script.
fn spelled_elsewhere(concept: &Concept<'_>, from: usize, text: &str, scripts: &Scripts<'_>) -> Option<String> {
    let folded = scripts.folded(text);
    let others = (0..Place::ALL.len()).filter(|&place| Place::ALL[place].script() != Place::ALL[from].script());
    let mut forms = others.flat_map(|place| concept.forms(place));
    forms.find(|form| scripts.folded(form.text) == folded).map(|form| form.text.into())
}

/// The first character of a text that shows the other script.
fn shown(text: &str, own: Script, scripts: &Scripts<'_>) -> Option<char> {
    text.chars().find(|c| scripts.shows.get(c).is_some_and(|&script| script != own))
}

fn check_script(concept: &Concept<'_>, place: usize, text: &str, scripts: &Scripts<'_>, errors: &mut Vec<Error>) {
    let own = Place::ALL[place].script();
    if let Some(c) = shown(text, own, scripts) {
        let message = format!("{text}: {c} is not {own}; a cell is written in its place's own script");
        errors.push(concept.error(place, message));
    }
    if own == Script::Hant {
        let map = scripts.map(Glyphs::of(own, Some(Place::ALL[place])), Mode::Quiet);
        if let Some((c, change)) = text.chars().find_map(|c| Some((c, map.get(&c)?)))
            && single(change.target) != Some(c)
            && scripts.convert(text, Glyphs::of(own, Some(Place::ALL[place])), Mode::Quiet).0 != text
        {
            errors.push(concept.error(place, format!("{text}: the place prints {}, not {c}", change.target)));
        }
    }
}

fn note_forms(number: usize, concept: &Concept<'_>, scripts: &Scripts<'_>, seen: &mut BTreeMap<String, Seen>) {
    for place in 0..Place::ALL.len() {
        // An empty cell uses what its fallback does.
        let mut from = place;
        while concept.cells[from] == Cell::Empty {
            let Some(next) = Place::ALL[from].fallback() else { break };
            from = next as usize;
        }
        for form in concept.forms(from) {
            // What has no character beyond ASCII is written, not looked for.
            for text in [Some(form.text), form.other].into_iter().flatten().filter(|text| !text.is_ascii()) {
                let form_seen = seen.entry(scripts.folded(text)).or_default();
                form_seen.concepts.entry(number).or_default()[place] = true;
                form_seen.by_sense |= form.by_sense;
                form_seen.kept[place] |= !form.by_sense;
                form_seen.kept_for.entry(number).or_default()[place] |= !form.by_sense;
            }
        }
    }
}
