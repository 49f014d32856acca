//! Documents made from words and sentences, with what stands where in them.

use fastrand::Rng;
use std::collections::BTreeSet;
use std::ops::Range;
use tongwen::{Normalizer, Preset};

/// Words that [`Normalizer`] takes for one by itself.
const WORDS: &str = include_str!("words.tsv");
/// Words that it leaves somewhere (some place writes several, or means something else by one); a search is told that they
/// are one.
pub const ACCEPTED: &str = include_str!("accepted.tsv");
const SENTENCES: &str = include_str!("sentences.tsv");

/// The places that words and sentences are of, by their columns.
const PLACES: [&str; 3] = ["cn", "tw", "hk"];

/// What several places call differently.
pub struct Word {
    /// By place, as it is written there.
    places: [Vec<&'static str>; 3],
    /// These, and each as it is written in the other script.
    pub forms: BTreeSet<String>,
}

pub struct Document {
    pub text: String,
    /// Each word that was put into it, by its number, and where.
    pub placed: Vec<(usize, Range<usize>)>,
    /// The lines in which no word is to be found.
    pub lures: Vec<Range<usize>>,
}

pub fn words() -> Vec<Word> {
    let scripts = [Preset::T2s, Preset::S2tw, Preset::S2hk].map(Normalizer::preset);
    let rows = |table: &'static str| table.lines().skip(1);
    let word = |row: &'static str| {
        let cells: Vec<_> = row.split('\t').collect();
        let places = [0, 1, 2].map(|place: usize| cells[place].split('|').collect::<Vec<_>>());
        let written = places.iter().flatten().copied();
        let converted = written.clone().flat_map(|form| scripts.iter().map(|script| script.normalize(form).into()));
        Word { forms: written.map(String::from).chain(converted).collect(), places }
    };
    rows(WORDS).chain(rows(ACCEPTED)).map(word).collect()
}

/// The same documents for the same seed.
pub fn documents(words: &[Word], count: usize, seed: u64) -> Vec<Document> {
    let mut rng = Rng::with_seed(seed);
    (0..count).map(|_| document(words, &mut rng)).collect()
}

/// A document of some place, or of several, with lines between that are of none.
fn document(words: &[Word], rng: &mut Rng) -> Document {
    let sentences = |kind: &str| -> Vec<&'static str> {
        let rows = SENTENCES.lines().filter_map(|row| row.split_once('\t'));
        rows.filter(|(of, _)| *of == kind).map(|(_, sentence)| sentence).collect()
    };
    let mut document = Document { text: String::new(), placed: Vec::new(), lures: Vec::new() };
    let home = rng.usize(..=PLACES.len());
    let line_end = if rng.u8(..8) == 0 { "\r\n" } else { "\n" };
    for _ in 0..rng.usize(1..=10) {
        let place = if home < PLACES.len() { home } else { rng.usize(..PLACES.len()) };
        let start = document.text.len();
        match rng.u8(..8) {
            0 => {
                document.text += rng.choice(sentences("lure")).unwrap();
                document.lures.push(start..document.text.len());
            }
            1 | 2 => document.say(rng.choice(sentences("mix")).unwrap(), None, words, rng),
            _ => document.say(rng.choice(sentences(PLACES[place])).unwrap(), Some(place), words, rng),
        }
        document.text += line_end;
    }
    document
}

impl Document {
    /// Where a word stands.
    pub fn places(&self, word: usize) -> Vec<Range<usize>> {
        let placed = self.placed.iter().filter(|(placed, _)| *placed == word);
        placed.map(|(_, place)| place.clone()).collect()
    }

    /// Whether a range is of one word that was put there, or of a lure.
    pub fn explains(&self, range: &Range<usize>) -> bool {
        let mut places = self.placed.iter().map(|(_, place)| place).chain(&self.lures);
        places.any(|place| place.start <= range.start && range.end <= place.end)
    }

    /// Adds a sentence with words in its gaps: as a place writes them, or in any form.
    fn say(&mut self, sentence: &str, place: Option<usize>, words: &[Word], rng: &mut Rng) {
        for (gap, part) in sentence.split("{}").enumerate() {
            if gap > 0 {
                let number = rng.usize(..words.len());
                let form = match place {
                    Some(place) => rng.choice(&words[number].places[place]).copied().unwrap(),
                    None => rng.choice(&words[number].forms).unwrap(),
                };
                self.placed.push((number, self.text.len()..self.text.len() + form.len()));
                self.text += form;
            }
            self.text += part;
        }
    }
}
