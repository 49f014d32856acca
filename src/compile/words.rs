//! Keys of our plans: rows in, records, anchors and inner pairs out (layout: `table::words`, `table::concepts`).

use super::chain::neighbours;
use super::lexicon::{FormUse, Lexicon};
use super::script::Scripts;
use crate::data::pairs::Counts;
use crate::data::{Error, ErrorKind, Place, Script};
use crate::table::concepts::NONE;
use crate::table::index::{self, pair};
use crate::table::plans::{Glyphs, Mode, anchor};
use crate::table::words::{self, Action, EVIDENCE, WORD, Writes};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

type Pair = (char, char);

/// What the engine looks for in folded text.
#[derive(Debug, Default)]
pub struct Keys {
    /// Pairs with the bits of `table::plans::anchor`.
    pub anchors: BTreeMap<Pair, u32>,
    /// All pairs inside some key.
    pub inner: BTreeSet<Pair>,
    /// By folded key: the uses, as they are stored.
    uses: BTreeMap<String, Vec<(u8, Vec<u8>)>>,
}

impl Keys {
    pub fn new(scripts: &Scripts<'_>, lexicon: &Lexicon<'_>, counts: &Counts, errors: &mut Vec<Error>) -> Self {
        let mut keys = Keys::default();
        let standards = || Glyphs::ALL.into_iter().flat_map(|glyphs| Mode::ALL.map(|mode| (glyphs, mode)));
        // Phrases that can change something, and the characters that they decide; others matter only where they compete.
        let mut contested = BTreeSet::new();
        let mut bits: BTreeMap<&str, u32> = BTreeMap::new();
        for (key, values) in &scripts.phrases {
            for (glyphs, mode) in standards() {
                let Some(value) = scripts.phrase(values, glyphs) else { continue };
                let decided: Vec<char> = scripts.decides(key, &value, glyphs, mode).collect();
                if !decided.is_empty() {
                    *bits.entry(key).or_default() |= anchor::phrase(glyphs, mode);
                    contested.extend(decided);
                }
            }
        }
        for (key, values) in &scripts.phrases {
            let anchors = bits.get(key.as_str()).copied().unwrap_or(0);
            if anchors == 0 && !key.chars().any(|folded| contested.contains(&folded)) {
                continue;
            }
            for (writes, value) in Writes::ALL.into_iter().zip(values) {
                if let Some(value) = value {
                    keys.add(key, writes as u8, value.bytes().collect());
                }
            }
            keys.anchor(key, anchors, counts, errors);
        }
        for text in &scripts.evidence {
            let key = scripts.folded(text);
            keys.add(&key, EVIDENCE, text.bytes().collect());
            keys.anchor(&key, anchor::EVIDENCE, counts, errors);
            if key != *text {
                let message = format!("script/evidence.tsv: {text} is looked for as {key}; strike it in reviewed.tsv");
                errors.push(Error::new(ErrorKind::Row, message));
            }
        }
        for (form, uses) in &lexicon.forms {
            let mut anchors = 0;
            for found in uses {
                keys.add(form, WORD, word(found));
                for (place, action) in found.actions.iter().enumerate() {
                    anchors |= match action {
                        Action::Replace => anchor::replaced(place),
                        Action::Guarded => anchor::guarded(place),
                        Action::Keep if is_spelled(scripts, lexicon, form, found.concept, place) => {
                            anchor::spelled(place)
                        }
                        Action::None | Action::Keep => 0,
                    };
                }
            }
            keys.anchor(form, anchors, counts, errors);
        }
        keys
    }

    /// A key means this, too.
    pub fn add(&mut self, key: &str, kind: u8, what: Vec<u8>) {
        self.hold(key);
        self.uses.entry(key.into()).or_default().push((kind, what));
    }

    /// Text is not cut inside this.
    pub fn hold(&mut self, key: &str) {
        self.inner.extend(neighbours(key));
    }

    /// Has the rarest pair of a key looked for.
    fn anchor(&mut self, key: &str, bits: u32, counts: &Counts, errors: &mut Vec<Error>) {
        // The engine looks at every ideograph beyond U+FFFF anyway.
        if bits == 0 || key.chars().any(|c| c >= '\u{20000}') {
            return;
        }
        let count = |pair: &Pair| counts.get(pair).map_or(0, |count| count[0]);
        let sought = neighbours(key).filter(|(a, b)| (a.is_ascii() || a.len_utf8() == 3) && b.len_utf8() == 3);
        match sought.min_by_key(count) {
            Some(rarest) => *self.anchors.entry(rarest).or_default() |= bits,
            None => errors.push(Error::new(
                ErrorKind::Row,
                format!("{key}: no two neighbouring characters that can be looked for; one must be Han"),
            )),
        }
    }

    /// The index and the records.
    pub fn emit(&self, errors: &mut Vec<Error>) -> (Vec<u8>, Vec<u8>) {
        let mut groups: BTreeMap<u32, Vec<&String>> = BTreeMap::new();
        for key in self.uses.keys() {
            if let Some((first, second)) = neighbours(key).next() {
                groups.entry(pair(first, second)).or_default().push(key);
            }
        }
        // A group never stands at 0, which means "none" in the index.
        let mut bytes = alloc::vec![0; 4];
        let mut groups_at = Vec::with_capacity(groups.len());
        for (pair, mut group) in groups {
            group.sort_by_key(|key| (core::cmp::Reverse(key.len()), *key));
            groups_at.push((pair, bytes.len() as u32));
            bytes.extend((group.len() as u16).to_le_bytes());
            let group: Vec<(&String, Vec<char>)> = group.into_iter().map(|key| (key, key.chars().collect())).collect();
            bytes.extend(group.iter().map(|(_, chars)| words::sign(chars.get(2))));
            let mut records = Vec::new();
            let mut ends = Vec::new();
            for (key, chars) in group {
                let uses = &self.uses[key];
                if key.len() > 255 || uses.len() > words::MOST || uses.iter().any(|(_, what)| what.len() > 255) {
                    errors.push(Error::new(ErrorKind::Row, format!("{key}: longer than 255 bytes; shorten it")));
                }
                words::write(&chars, uses.len() as u8, &mut records);
                for (kind, what) in uses {
                    records.extend([*kind, what.len() as u8]);
                    records.extend(what);
                }
                if records.len() > u16::MAX as usize {
                    errors.push(Error::new(ErrorKind::Row, format!("{key}: too many keys begin so for one group")));
                }
                ends.extend((records.len() as u16).to_le_bytes());
            }
            bytes.extend(ends);
            bytes.extend(records);
        }
        (index::slots(&groups_at).concat(), bytes)
    }
}

/// Whether a form is what the place writes, and its characters alone would not give it from the other script.
fn is_spelled(scripts: &Scripts<'_>, lexicon: &Lexicon<'_>, form: &str, concept: usize, place: usize) -> bool {
    let Some(words) = &lexicon.concepts[concept].written[place] else { return false };
    [Script::Hans, Script::Hant].into_iter().zip(words).any(|(script, word)| {
        let standard = Glyphs::of(script, Some(Place::ALL[place]));
        scripts.folded(word) == form && scripts.decides(form, word, standard, Mode::Shown).next().is_some()
    })
}

fn word(found: &FormUse) -> Vec<u8> {
    let mut actions = 0_u16;
    for (place, action) in found.actions.iter().enumerate() {
        let code = match action {
            Action::None => 0,
            Action::Keep => 1,
            Action::Replace => 2,
            Action::Guarded => 3,
        };
        actions |= code << (2 * place);
    }
    let places = found.places.iter().enumerate().map(|(place, &uses)| u8::from(uses) << place).sum::<u8>();
    let [a, b] = (found.concept as u16).to_le_bytes();
    let [c, d] = actions.to_le_bytes();
    alloc::vec![a, b, c, d, places]
}

/// The concepts' section.
pub fn concepts(lexicon: &Lexicon<'_>) -> Vec<u8> {
    let mut records = Vec::new();
    let mut offsets = Vec::new();
    for (number, concept) in lexicon.concepts.iter().enumerate() {
        offsets.push((lexicon.concepts.len() * 4 + records.len()) as u32);
        records.push(concept.layer);
        // Most places write what others do.
        let mut texts: Vec<&str> = alloc::vec![concept.id, &lexicon.kin[number]];
        for words in &concept.written {
            let numbers = words.as_ref().map_or([NONE; 2], |words| {
                [0, 1].map(|script| {
                    let known = texts.iter().skip(2).position(|text| *text == words[script]);
                    known.map(|known| known + 2).unwrap_or_else(|| {
                        texts.push(&words[script]);
                        texts.len() - 1
                    }) as u8
                })
            });
            records.push(numbers[0] | numbers[1] << 4);
        }
        for text in texts {
            records.push(text.len() as u8);
            records.extend(text.bytes());
        }
    }
    offsets.into_iter().flat_map(u32::to_le_bytes).chain(records).collect()
}
