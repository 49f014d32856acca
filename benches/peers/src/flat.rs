//! Whether a byte costs the same whatever the text, its length, and the caller's words are.

use crate::{
    hostile,
    measure::{median, seconds},
    rows::rows,
    text::sized,
};
use std::{hint::black_box, rc::Rc};
use tongwen::{Lexicon, Locale, Normalizer};

const USER_ROWS: [usize; 4] = [0, 5_000, 50_000, 500_000];
/// Longer than that only prose is measured.
const HOSTILE_BYTES: usize = 1_000_000;

pub struct Flat {
    pub sizes: Vec<usize>,
    /// Nanoseconds a byte of what is measured first, prose in `HOSTILE_BYTES`, which all else is a multiple of.
    pub unit: f64,
    pub rows: Vec<(String, Vec<Option<f64>>)>,
}

struct Subject {
    name: String,
    normalizer: Normalizer,
    texts: Rc<[String]>,
}

pub fn flat(prose: &str, sizes: &[usize], turns: usize) -> Flat {
    eprintln!("flatness …");
    let subjects = subjects(prose, sizes);
    let unit_text = sized(prose, HOSTILE_BYTES);
    let mut units = Vec::new();
    let mut samples = vec![vec![Vec::new(); sizes.len()]; subjects.len()];
    for turn in 0..turns {
        for (subject, samples) in subjects.iter().zip(&mut samples) {
            for (text, samples) in subject.texts.iter().zip(samples) {
                if turn % every(text.len()) == 0 {
                    let unit = cost(&subjects[0].normalizer, &unit_text);
                    units.push(unit);
                    samples.push(cost(&subject.normalizer, text) / unit);
                }
            }
        }
    }
    let figure = |samples: Vec<f64>| if samples.is_empty() { None } else { Some(median(samples)) };
    let figures = samples.into_iter().map(|samples| samples.into_iter().map(figure).collect());
    let rows = subjects.into_iter().map(|subject| subject.name).zip(figures).collect();
    Flat { sizes: sizes.to_vec(), unit: median(units), rows }
}

fn subjects(prose: &str, sizes: &[usize]) -> Vec<Subject> {
    let texts = |text: &str, most| -> Rc<[String]> {
        sizes.iter().filter(|&&size| size <= most).map(|&size| sized(text, size)).collect()
    };
    let prose = texts(prose, usize::MAX);
    let users = USER_ROWS.iter().map(|&count| {
        let lexicon = Lexicon::from_tsv("rows.tsv", &rows(count)).expect("rows that can be read");
        let normalizer = Normalizer::builder(Locale::ZH_TW).layer(lexicon).build().expect("and compiled");
        Subject { name: format!("prose, {count} rows of the caller's"), normalizer, texts: prose.clone() }
    });
    let hostile = hostile::texts().into_iter().map(|(name, text)| Subject {
        name: name.to_string(),
        normalizer: Normalizer::to(Locale::ZH_TW),
        texts: texts(&text, HOSTILE_BYTES),
    });
    users.chain(hostile).collect()
}

/// Long texts are not measured in every turn.
fn every(bytes: usize) -> usize {
    bytes.div_ceil(20_000_000)
}

/// Nanoseconds a byte; short texts are converted again and again.
fn cost(normalizer: &Normalizer, text: &str) -> f64 {
    let times = (HOSTILE_BYTES / text.len()).max(1);
    let taken = seconds(|| (0..times).map(|_| normalizer.normalize(black_box(text)).len()).sum());
    taken * 1e9 / (text.len() * times) as f64
}
