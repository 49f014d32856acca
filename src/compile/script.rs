//! The script layer of our plans in its plainest form: maps, phrases, and the obvious loop.
//!
//! It spells cells in the other script, and under test it answers for the engine.

use crate::data::script::Rows;
use crate::data::{Script, choice, opencc};
use crate::table::plans::{Glyphs, Mode};
use crate::table::words::Writes;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

/// What becomes of a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    pub target: &'a str,
    /// It has other targets too, so phrases are asked.
    pub choice: bool,
    /// Nobody has said which of them it is without a phrase.
    pub guess: bool,
    /// A change of glyphs inside the script.
    pub variant: bool,
}

impl Change<'_> {
    /// What a phrase may make of the character `c` that it says becomes `to`. Of a glyph of its own script a phrase only
    /// says whether it stays.
    pub fn by_phrase(&self, c: char, to: char) -> Option<char> {
        let may = self.choice && (!self.variant || to == c || single(self.target) == Some(to));
        Some(to).filter(|_| may)
    }
}

pub type Map<'a> = BTreeMap<char, Change<'a>>;

/// All that the script layer knows.
#[derive(Debug, Default)]
pub struct Scripts<'a> {
    fold: BTreeMap<char, char>,
    /// The same by code point, as far as they go: it is asked for every character of every row.
    fold_of: Vec<char>,
    members: BTreeMap<char, Vec<char>>,
    maps: [[Map<'a>; 2]; 3],
    /// From OpenCC's Traditional to the glyphs of Taiwan and Hong Kong.
    pub glyphs: [BTreeMap<char, &'a str>; 2],
    /// Characters that show a script.
    pub shows: BTreeMap<char, Script>,
    /// Phrases by their folded key: what they write.
    pub phrases: BTreeMap<String, [Option<&'a str>; 4]>,
    /// Phrases that show Simplified, as they are written.
    pub evidence: Vec<&'a str>,
    longest: usize,
    /// What was learnt of characters that have several targets.
    pub choice: Option<&'a choice::Rows<'a>>,
}

impl<'a> Scripts<'a> {
    pub fn new(tables: &'a [opencc::Table], rows: &'a Rows<'a>, singles: &'a Singles) -> Self {
        let named = |name: &str| tables.iter().find(|table| table.name == name);
        let mut scripts = Scripts { choice: Some(&rows.choice), ..Scripts::default() };
        for &(text, script) in &rows.evidence {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                // The fast loop does not see characters beyond U+FFFF; they are converted in every line.
                (Some('\u{10000}'..), None) => {}
                (Some(c), None) => drop(scripts.shows.insert(c, script)),
                _ => scripts.evidence.push(text),
            }
        }
        scripts.fold_by(tables, rows);
        let last = scripts.fold.keys().next_back().map_or(0, |&last| last as u32);
        let fold = |c: char| scripts.fold.get(&c).copied().unwrap_or_else(|| c.to_ascii_lowercase());
        scripts.fold_of = (0..=last.max(0x7F)).map(|code| char::from_u32(code).map_or('\0', fold)).collect();
        for (number, name) in ["TWVariants", "HKVariants"].iter().enumerate() {
            let base = named(name).into_iter().flat_map(|table| &table.entries);
            let map = &mut scripts.glyphs[number];
            map.extend(base.filter_map(|(key, value)| Some((single(key)?, value.as_str()))));
            for &(c, targets) in &rows.glyphs {
                map.extend(targets[number].map(|target| (c, singles.get(target))));
            }
            map.retain(|&c, target| single(target) != Some(c));
        }
        scripts.fill_maps(&named, rows, singles);
        scripts.fill_phrases(&named, rows);
        scripts
    }

    fn fill_maps(&mut self, named: &impl Fn(&str) -> Option<&'a opencc::Table>, rows: &Rows<'a>, singles: &'a Singles) {
        let corrected = |side: usize| -> BTreeMap<char, char> {
            rows.characters.iter().filter_map(|&(c, targets)| Some((c, targets[side]?))).collect()
        };
        let corrections = [corrected(0), corrected(1)];
        // What our own phrases make of characters in the glyphs of Taiwan and of Hong Kong.
        let said: BTreeSet<(char, usize, char)> = (rows.phrases.iter())
            .flat_map(|phrase| {
                [0, 1].into_iter().filter_map(|glyphs| Some((phrase.key, glyphs, phrase.values[glyphs]?)))
            })
            .flat_map(|(key, glyphs, value)| key.chars().zip(value.chars()).map(move |(c, to)| (c, glyphs, to)))
            .collect();
        let entries = |name| named(name).into_iter().flat_map(|table: &'a opencc::Table| table.changed());
        for (key, first, choice) in entries("STCharacters") {
            let Some(c) = single(key) else { continue };
            let learnt = rows.choice.of(c).and_then(|choice| choice.classes.first());
            let corrected = corrections[0].get(&c);
            let guess = choice && corrected.is_none();
            let first = corrected.or(learnt).map_or(first, |&target| singles.get(target));
            for glyphs in [Glyphs::Taiwan, Glyphs::HongKong] {
                let target = self.glyph(glyphs, first);
                let of_c = said.range((c, glyphs as usize, '\0')..=(c, glyphs as usize, char::MAX));
                let choice = choice || of_c.map(|&(_, _, to)| to).any(|to| Some(to) != single(target));
                self.maps[glyphs as usize][Mode::Shown as usize]
                    .insert(c, Change { target, choice, guess, variant: false });
            }
        }
        // What OpenCC leaves although both scripts print it otherwise.
        for (&c, &target) in &corrections[0] {
            for glyphs in [Glyphs::Taiwan, Glyphs::HongKong] {
                let target = self.glyph(glyphs, singles.get(target));
                let change = Change { target, choice: true, guess: false, variant: false };
                let map = &mut self.maps[glyphs as usize][Mode::Shown as usize];
                if single(target) != Some(c) {
                    map.entry(c).or_insert(change);
                }
            }
        }
        for &(c, targets) in &rows.variants {
            for (glyphs, target) in targets.into_iter().enumerate() {
                let Some(target) = target else { continue };
                let change = Change { target: singles.get(target), choice: true, guess: false, variant: true };
                self.maps[glyphs][Mode::Quiet as usize].insert(c, change.clone());
                self.maps[glyphs][Mode::Shown as usize].entry(c).or_insert(change);
            }
        }
        let simplified = &mut self.maps[Glyphs::Simplified as usize][Mode::Shown as usize];
        for (key, first, choice) in entries("TSCharacters") {
            let Some(c) = single(key) else { continue };
            simplified.insert(c, Change { target: first, choice, guess: choice, variant: false });
        }
        // Glyphs of Taiwan and Hong Kong that TSCharacters lacks, through those that it has.
        for name in ["TWVariantsRev", "HKVariantsRev"] {
            for (key, first, _) in entries(name) {
                let Some(target) = single(first).and_then(|first| simplified.get(&first)).cloned() else { continue };
                if let Some(c) = single(key).filter(|&c| single(target.target) != Some(c)) {
                    simplified.entry(c).or_insert(target);
                }
            }
        }
        for (&c, &target) in &corrections[1] {
            let target = singles.get(target);
            if single(target) == Some(c) && !simplified.get(&c).is_some_and(|change| change.choice) {
                simplified.remove(&c);
            } else {
                simplified.insert(c, Change { target, choice: true, guess: false, variant: false });
            }
        }
        for standard in &mut self.maps {
            let [quiet, shown] = standard;
            let beyond = shown.range('\u{10000}'..).map(|(&c, change)| (c, change.clone()));
            quiet.extend(beyond);
        }
    }

    fn fill_phrases(&mut self, named: &impl Fn(&str) -> Option<&'a opencc::Table>, rows: &Rows<'a>) {
        let sources = [
            ("STPhrases", Writes::Traditional),
            ("STPhrases_GeneratedFromRegionalPhrases", Writes::Traditional),
            ("TSPhrases", Writes::Simplified),
        ];
        for (name, writes) in sources {
            let entries = named(name).into_iter().flat_map(|table| &table.entries);
            let harmful = |key: &str| writes == Writes::Traditional && rows.choice.harmful.contains(key);
            for (key, value) in entries.filter(|(key, _)| !harmful(key)) {
                let folded = self.folded(key);
                if folded == self.folded(value) {
                    self.phrases.entry(folded).or_default()[writes as usize].get_or_insert(value);
                }
            }
        }
        for phrase in &rows.phrases {
            let values = self.phrases.entry(self.folded(phrase.key)).or_default();
            for (writes, value) in [Writes::Taiwan, Writes::HongKong, Writes::Simplified].into_iter().zip(phrase.values)
            {
                values[writes as usize] = value.or(values[writes as usize]);
            }
        }
        self.longest = self.phrases.keys().map(|key| key.chars().count()).max().unwrap_or(0);
    }

    /// Joins characters that some table turns into each other.
    fn fold_by(&mut self, tables: &'a [opencc::Table], rows: &Rows<'a>) {
        let mut sets = Sets::default();
        for table in tables {
            let name = table.name.as_str();
            if ["STCharacters", "TSCharacters", "TSCharactersExt"].contains(&name)
                || ["TWVariants", "HKVariants", "TWVariantsRev", "HKVariantsRev"].contains(&name)
            {
                for (key, first, _) in table.changed() {
                    sets.join_texts(key, first);
                }
            } else if name == "STPhrases" {
                for (key, value) in &table.entries {
                    if key.chars().count() == value.chars().count() {
                        key.chars().zip(value.chars()).for_each(|(a, b)| sets.join(a, b));
                    }
                }
            }
        }
        for &(c, targets) in rows.glyphs.iter().chain(&rows.variants).chain(&rows.characters) {
            targets.into_iter().flatten().for_each(|target| sets.join(c, target));
        }
        // A class goes by the member that most others are simplified to.
        let named = |name: &str| tables.iter().find(|table| table.name == name);
        let (simplified, traditional) = (named("TSCharacters"), named("STCharacters"));
        for class in sets.classes() {
            let mut votes: BTreeMap<char, usize> = BTreeMap::new();
            for &c in &class {
                let mut buffer = [0; 4];
                let target = simplified.and_then(|table| table.entries.get(&*c.encode_utf8(&mut buffer)));
                *votes.entry(target.and_then(|target| single(target)).unwrap_or(c)).or_default() += 1;
            }
            let is_simplified =
                |c: &char| traditional.is_some_and(|table| table.entries.contains_key(&*c.encode_utf8(&mut [0; 4])));
            // The engine looks at all characters beyond U+FFFF: a key has one only where nothing else is meant.
            let rank = |c: &char| (*c < '\u{10000}', votes.get(c).copied(), is_simplified(c), core::cmp::Reverse(*c));
            let best = class.iter().copied().max_by_key(rank);
            if let Some(best) = best {
                self.fold.extend(class.iter().filter(|&&c| c != best).map(|&c| (c, best)));
                self.members.insert(best, class);
            }
        }
    }

    /// The character that stands for all that keys take for equal.
    pub fn fold(&self, c: char) -> char {
        self.fold_of.get(c as usize).copied().unwrap_or(c)
    }

    pub fn folded(&self, text: &str) -> String {
        text.chars().map(|c| self.fold(c)).collect()
    }

    /// The characters that fold to one.
    pub fn members(&self, folded: char) -> Vec<char> {
        match self.members.get(&folded) {
            Some(members) => members.clone(),
            None if folded.is_ascii_lowercase() => alloc::vec![folded, folded.to_ascii_uppercase()],
            None => alloc::vec![folded],
        }
    }

    pub fn foldings(&self) -> impl Iterator<Item = (char, char)> + '_ {
        self.fold.iter().map(|(&c, &folded)| (c, folded))
    }

    pub fn map(&self, glyphs: Glyphs, mode: Mode) -> &Map<'a> {
        &self.maps[glyphs as usize][mode as usize]
    }

    /// A character of OpenCC's Traditional in a standard's glyphs.
    #[allow(dead_code, reason = "the plainest engine asks it, under test")]
    pub fn in_glyphs(&self, glyphs: Glyphs, c: char) -> char {
        let glyph = self.glyphs.get(glyphs as usize).and_then(|map| map.get(&c));
        glyph.and_then(|glyph| single(glyph)).unwrap_or(c)
    }

    /// The characters that the engine looks at wherever they stand, as their neighbours choose what they become.
    pub fn choosers(&self, glyphs: Glyphs, mode: Mode) -> impl Iterator<Item = u32> + use<'a> {
        let chooses = glyphs != Glyphs::Simplified && mode == Mode::Shown;
        let choices = self.choice.filter(|_| chooses).map_or(&[][..], |rows| &rows.choices);
        choices.iter().map(|choice| choice.c as u32)
    }

    /// A character in Simplified, if that is one character.
    pub fn simplify(&self, c: char) -> char {
        self.map(Glyphs::Simplified, Mode::Shown).get(&c).and_then(|change| single(change.target)).unwrap_or(c)
    }

    /// A text of OpenCC's Traditional, one character, in a standard's glyphs.
    fn glyph(&self, glyphs: Glyphs, text: &'a str) -> &'a str {
        let map = self.glyphs.get(glyphs as usize);
        single(text).and_then(|c| map?.get(&c).copied()).unwrap_or(text)
    }

    /// What a phrase writes in a standard's glyphs.
    pub fn phrase(&self, values: &[Option<&'a str>; 4], glyphs: Glyphs) -> Option<String> {
        let own = match glyphs {
            Glyphs::Simplified => return values[Writes::Simplified as usize].map(String::from),
            Glyphs::Taiwan => values[Writes::Taiwan as usize],
            Glyphs::HongKong => values[Writes::HongKong as usize],
        };
        own.map(String::from).or_else(|| {
            let glyph = |c: char| match self.glyphs.get(glyphs as usize).and_then(|map| map.get(&c)) {
                Some(text) => String::from(*text),
                None => c.into(),
            };
            values[Writes::Traditional as usize].map(|text| text.chars().map(glyph).collect())
        })
    }

    /// The folded characters at which a phrase can change what the characters give, for a standard and mode.
    pub fn decides<'k>(
        &'k self,
        key: &'k str,
        value: &'k str,
        glyphs: Glyphs,
        mode: Mode,
    ) -> impl Iterator<Item = char> + 'k {
        let map = self.map(glyphs, mode);
        let differs = move |c: &char, to: char| {
            map.get(c).is_some_and(|change| change.by_phrase(*c, to).is_some() && single(change.target) != Some(to))
        };
        let both = key.chars().zip(value.chars());
        both.filter(move |&(folded, to)| self.members(folded).iter().any(|c| differs(c, to))).map(|(folded, _)| folded)
    }

    /// Spells text in a standard's glyphs; also tells whether some character was a guess: it has several targets, and no
    /// phrase decides.
    pub fn convert(&self, text: &str, glyphs: Glyphs, mode: Mode) -> (String, bool) {
        let chars: Vec<char> = text.chars().collect();
        let covers = self.covers(&chars, glyphs, &|_, _| true);
        let map = self.map(glyphs, mode);
        let mut out = String::new();
        let mut guessed = false;
        for (c, cover) in chars.into_iter().zip(covers) {
            match map.get(&c) {
                None => out.push(c),
                Some(change) => match cover.and_then(|to| change.by_phrase(c, to)) {
                    Some(to) => out.push(to),
                    None => {
                        guessed |= change.guess && cover.is_none();
                        out.push_str(change.target);
                    }
                },
            }
        }
        (out, guessed)
    }

    /// For each character what one of our phrases over it, else the longest (the leftmost of equals) writes there; `may`: whether a
    /// phrase from one character to another counts.
    pub fn covers(&self, chars: &[char], glyphs: Glyphs, may: &impl Fn(usize, usize) -> bool) -> Vec<Option<char>> {
        self.covers_by(chars, glyphs, may).into_iter().map(|cover| cover.map(|(to, _)| to)).collect()
    }

    /// The same, and whether it is the standard's own phrase.
    pub fn covers_by(
        &self,
        chars: &[char],
        glyphs: Glyphs,
        may: &impl Fn(usize, usize) -> bool,
    ) -> Vec<Option<(char, bool)>> {
        let folded: Vec<char> = chars.iter().map(|&c| self.fold(c)).collect();
        let mut best = alloc::vec![((false, 0), None); chars.len()];
        for start in 0..chars.len() {
            for end in start + 2..=chars.len().min(start + self.longest) {
                let key: String = folded[start..end].iter().collect();
                let Some(values) = self.phrases.get(&key) else { continue };
                let Some(value) = self.phrase(values, glyphs) else { continue };
                let own = match glyphs {
                    Glyphs::Taiwan => values[Writes::Taiwan as usize].is_some(),
                    Glyphs::HongKong => values[Writes::HongKong as usize].is_some(),
                    Glyphs::Simplified => true,
                };
                if may(start, end) {
                    for (place, to) in best[start..end].iter_mut().zip(value.chars()) {
                        if place.0 < (own, end - start) {
                            *place = ((own, end - start), Some((to, own)));
                        }
                    }
                }
            }
        }
        best.into_iter().map(|(_, to)| to).collect()
    }
}

/// The only character of a text.
pub fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Characters as texts that live as long as the tables.
#[derive(Debug, Default)]
pub struct Singles(BTreeMap<char, String>);

impl Singles {
    pub fn new(rows: &Rows<'_>) -> Self {
        let all = rows.glyphs.iter().chain(&rows.variants).chain(&rows.characters);
        let learnt = rows.choice.choices.iter().filter_map(|choice| choice.classes.first());
        let targets = all.flat_map(|(_, targets)| targets).flatten().chain(learnt);
        Singles(targets.map(|&c| (c, c.into())).collect())
    }

    fn get(&self, c: char) -> &str {
        self.0.get(&c).map_or("", String::as_str)
    }
}

/// Disjoint sets of characters.
#[derive(Debug, Default)]
struct Sets {
    parents: BTreeMap<char, char>,
}

impl Sets {
    fn root(&self, mut c: char) -> char {
        while let Some(&parent) = self.parents.get(&c).filter(|&&parent| parent != c) {
            c = parent;
        }
        c
    }

    fn join(&mut self, a: char, b: char) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parents.insert(a, b);
        }
    }

    fn join_texts(&mut self, a: &str, b: &str) {
        if let (Some(a), Some(b)) = (single(a), single(b)) {
            self.join(a, b);
        }
    }

    fn classes(&self) -> Vec<Vec<char>> {
        let mut classes: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
        for &c in self.parents.keys() {
            let root = self.root(c);
            classes.entry(root).or_default().extend([c, root]);
        }
        classes.into_values().map(|class| class.into_iter().collect()).collect()
    }
}
