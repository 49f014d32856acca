//! OpenCC's tables as a store of words: keys, values, characters, and which key may follow which.

use std::{
    collections::HashMap,
    fs,
    path::Path,
    string::{String, ToString},
    sync::OnceLock,
    vec::Vec,
};

/// Random numbers that a seed repeats on every machine (splitmix64).
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Rng(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `end - 1`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number from `low` to `high`, both possible.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub fn text(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len())]
    }

    /// A character from the range; a hole (a surrogate) becomes U+FFFD.
    pub fn char_in(&mut self, low: u32, high: u32) -> char {
        char::from_u32(self.between(low as usize, high as usize) as u32).unwrap_or('\u{fffd}')
    }
}

struct Row {
    key: String,
    values: Vec<String>,
}

/// How the characters of a piece are written anew.
#[derive(Clone, Copy)]
pub enum Cast {
    Simplified,
    Traditional,
    /// Each character by chance in some form that any table connects with it.
    Mixed,
}

pub struct Words {
    /// Rows by table: a small table gets as much attention as one of 49,000 rows.
    tables: Vec<Vec<Row>>,
    /// Rows whose key starts with this text of one to three characters.
    starts: HashMap<String, Vec<(usize, usize)>>,
    /// Characters that stand alone in a row.
    characters: Vec<char>,
    simplified: HashMap<char, Vec<char>>,
    traditional: HashMap<char, Vec<char>>,
    related: HashMap<char, Vec<char>>,
    /// Compatibility ideographs by what OpenCC makes of them.
    compatibility: HashMap<char, Vec<char>>,
}

/// The only character of a text.
fn lone(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn relate(map: &mut HashMap<char, Vec<char>>, from: char, to: char) {
    let known = map.entry(from).or_default();
    if from != to && !known.contains(&to) {
        known.push(to);
    }
}

impl Words {
    /// The tables under `dictionaries/opencc/`, read once.
    pub fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/opencc"))))
    }

    fn read(folder: &Path) -> Words {
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.expect("a readable folder").path())
            .filter(|path| path.extension().is_some_and(|ext| ext == "txt"))
            .collect();
        files.sort(); // The order of a folder differs between machines; a seed must not.
        let mut words = Words {
            tables: Vec::new(),
            starts: HashMap::new(),
            characters: Vec::new(),
            simplified: HashMap::new(),
            traditional: HashMap::new(),
            related: HashMap::new(),
            compatibility: HashMap::new(),
        };
        for path in files {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            words.add(&name, &text);
        }
        words.characters.sort_unstable();
        words.characters.dedup();
        assert!(!words.tables.is_empty(), "no tables in {}", folder.display());
        words
    }

    fn add(&mut self, name: &str, text: &str) {
        let mut rows = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, values)) = line.split_once('\t') else { continue };
            let values: Vec<String> = values.split(' ').map(str::to_string).collect();
            for end in key.char_indices().map(|(at, c)| at + c.len_utf8()).take(3) {
                self.starts.entry(key[..end].to_string()).or_default().push((self.tables.len(), rows.len()));
            }
            for (from, to) in values.iter().filter_map(|value| lone(key).zip(lone(value))) {
                self.characters.extend([from, to]);
                match name {
                    "STCharacters" => relate(&mut self.traditional, from, to),
                    "TSCharacters" | "TSCharactersExt" => relate(&mut self.simplified, from, to),
                    "CJK_Compatibility_Ideographs" => relate(&mut self.compatibility, to, from),
                    _ => {}
                }
                if name != "CJK_Compatibility_Ideographs" {
                    relate(&mut self.related, from, to);
                    relate(&mut self.related, to, from);
                }
            }
            rows.push(Row { key: key.to_string(), values });
        }
        if !rows.is_empty() {
            self.tables.push(rows);
        }
    }

    fn row(&self, rng: &mut Rng) -> &Row {
        if rng.once_in(2) {
            let rows: &Vec<Row> = rng.pick(&self.tables);
            return rng.pick(rows);
        }
        let mut at = rng.below(self.tables.iter().map(Vec::len).sum());
        for rows in &self.tables {
            if at < rows.len() {
                return &rows[at];
            }
            at -= rows.len();
        }
        unreachable!("the number is below the sum of the lengths")
    }

    pub fn key(&self, rng: &mut Rng) -> &str {
        &self.row(rng).key
    }

    pub fn value(&self, rng: &mut Rng) -> &str {
        let values: &Vec<String> = &self.row(rng).values;
        let value: &String = rng.pick(values);
        value
    }

    pub fn character(&self, rng: &mut Rng) -> char {
        *rng.pick(&self.characters)
    }

    /// A key that starts with the last one to three characters of `text` and goes on, with the number of bytes shared.
    pub fn follow(&self, text: &str, rng: &mut Rng) -> Option<(&str, usize)> {
        let cuts: Vec<usize> = text.char_indices().rev().take(3).map(|(at, _)| at).collect();
        let first = rng.below(cuts.len().max(1));
        for step in 0..cuts.len() {
            let end = &text[cuts[(first + step) % cuts.len()]..];
            let Some(rows) = self.starts.get(end) else { continue };
            let &(table, row) = rng.pick(rows);
            let key = &self.tables[table][row].key;
            if key.len() > end.len() {
                return Some((key, end.len()));
            }
        }
        None
    }

    pub fn cast(&self, text: &str, cast: Cast, rng: &mut Rng) -> String {
        let map = match cast {
            Cast::Simplified => &self.simplified,
            Cast::Traditional => &self.traditional,
            Cast::Mixed => &self.related,
        };
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let keeps = matches!(cast, Cast::Mixed) && rng.once_in(2);
            match map.get(&c) {
                Some(forms) if !keeps && !forms.is_empty() => out.push(*rng.pick(forms)),
                _ => out.push(c),
            }
        }
        out
    }

    /// The text with every character that has one as a compatibility ideograph: none of its keys match before
    /// OpenCC's first step, all of them after it.
    pub fn in_compatibility(&self, text: &str, rng: &mut Rng) -> String {
        text.chars().map(|c| self.compatibility.get(&c).map_or(c, |forms| *rng.pick(forms))).collect()
    }
}
