//! Our own dictionaries, read anew by the plainest parser there is.

use std::collections::HashMap;
use std::sync::OnceLock;
use tongwen::{Locale, Normalizer, Place, Preset, Style};

use super::presets::{FOLDER, data, text};

/// Our own dictionaries as the repository has them, read anew by the plainest parser there is.
pub struct Lexicon {
    /// Concept → its row; of `concepts/` and `names/`.
    pub rows: HashMap<&'static str, Row>,
    /// All spellings in all cells, in both scripts, sorted, each once.
    pub forms: Vec<&'static str>,
    /// What the script layer has beside OpenCC's tables, table by table: evidence, corrections, variants.
    pub script: Vec<&'static [&'static str]>,
}

/// A concept: which file has it, and its cells.
pub struct Row {
    /// `computing`, …, or `names`.
    pub file: &'static str,
    pub cells: HashMap<Place, &'static str>,
}

impl Lexicon {
    pub fn forms(&self) -> &[&'static str] {
        &self.forms
    }

    /// Phrases of our script tables.
    pub fn phrases(&self) -> impl Iterator<Item = &&'static str> {
        self.script.iter().copied().flatten().filter(|text| text.chars().nth(1).is_some())
    }
}

impl Row {
    /// All forms in all cells, as written there and in both scripts, sorted, each once.
    pub fn spellings(&self) -> Vec<&'static str> {
        let (hans, hant) = (Normalizer::preset(Preset::T2s), Normalizer::preset(Preset::S2t));
        let recast = |by: &Normalizer, form| &*by.normalize(form).into_owned().leak();
        let forms =
            self.cells.values().flat_map(|cell| cell.split(['|', '=']).map(|form| form.trim_start_matches('~')));
        let forms = forms.filter(|form| !matches!(*form, "" | "-"));
        let mut forms: Vec<_> = forms.flat_map(|form| [form, recast(&hans, form), recast(&hant, form)]).collect();
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// The cell that speaks for a place: its own, or the one that it falls back on.
    pub fn cell(&self, place: Place) -> &'static str {
        let next = match place {
            Place::MO => &[Place::MO, Place::HK][..],
            Place::SG => &[Place::SG, Place::CN],
            Place::MY => &[Place::MY, Place::SG, Place::CN],
            _ => return self.cells[&place],
        };
        next.iter().map(|place| self.cells[place]).find(|cell| !cell.is_empty()).unwrap_or_default()
    }
}

pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut rows = HashMap::new();
        for folder in ["concepts", "names"] {
            for (path, table) in tables(folder) {
                let head = table[0].clone();
                let column = |name: &str| head.iter().position(|cell| *cell == name).expect("a column a place");
                let file = match folder {
                    "names" => folder,
                    _ => path.file_stem().unwrap().to_str().unwrap().to_owned().leak(),
                };
                for row in &table[1..] {
                    let cell = |place: Place| row.get(column(&place.to_string().to_lowercase())).copied().unwrap_or("");
                    let cells = Place::ALL.iter().map(|&place| (place, cell(place))).collect();
                    assert!(rows.insert(row[0], Row { file, cells }).is_none(), "{} twice", row[0]);
                }
            }
        }
        let mut forms: Vec<&str> = rows.values().flat_map(Row::spellings).collect();
        forms.sort_unstable();
        forms.dedup();
        let texts = |(_, table): (_, Vec<Vec<&'static str>>)| {
            let texts = table.into_iter().skip(1).map(|row| row[0]).filter(|text| !text.is_empty());
            &*texts.collect::<Vec<_>>().leak()
        };
        let script: Vec<&[_]> = tables("script").into_iter().map(texts).collect();
        assert!(
            rows.len() > 400 && forms.len() > 2_000 && script.concat().len() > 8_000,
            "the dictionaries are not all there"
        );
        Lexicon { rows, forms, script }
    })
}

/// What a style prints, as its file has it.
pub struct StyleRow {
    pub locale: Locale,
    pub style: Style,
    pub written: &'static str,
    pub prints: &'static str,
}

/// The rows of all files of `styles/`.
pub fn style_rows() -> &'static [StyleRow] {
    static ROWS: OnceLock<Vec<StyleRow>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut rows = Vec::new();
        for (path, table) in tables("styles") {
            let (locale, style) = path.file_stem().unwrap().to_str().unwrap().rsplit_once('-').expect("locale-style");
            let (locale, style) = (locale.parse().expect("a locale"), style.parse().expect("a style"));
            rows.extend(table[1..].iter().map(|row| StyleRow { locale, style, written: row[0], prints: row[1] }));
        }
        assert!(rows.len() > 80, "only {} rows of styles", rows.len());
        rows
    })
}

/// The cells of the tables of a folder, row by row, the head first.
pub fn tables(folder: &str) -> Vec<(std::path::PathBuf, Vec<Vec<&'static str>>)> {
    let folder = std::path::Path::new(FOLDER).parent().unwrap().join(folder);
    let paths = std::fs::read_dir(folder).expect("a folder of dictionaries").map(|file| file.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|e| e == "tsv")).collect();
    paths.sort();
    let rows = |path: &std::path::PathBuf| {
        let rows = text(path).lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
        rows.map(|row| row.split('\t').collect()).collect()
    };
    paths.into_iter().map(|path| (path.clone(), rows(&path))).collect()
}

/// Whether two texts differ in nothing but script and glyphs, as far as the tables of characters say.
pub fn alike(one: &str, two: &str) -> bool {
    folded(one) == folded(two)
}

/// The same for all texts that are alike.
pub fn folded(text: &str) -> String {
    text.chars().map(lead).map(|c| c.to_ascii_lowercase()).collect()
}

/// The character that stands for all that some table turns into each other.
fn lead(c: char) -> char {
    /// Character → one of those that it is a form of, and so on.
    static LEADS: OnceLock<HashMap<char, char>> = OnceLock::new();
    fn lead(leads: &HashMap<char, char>, mut c: char) -> char {
        while let Some(&next) = leads.get(&c) {
            c = next;
        }
        c
    }
    let leads = LEADS.get_or_init(|| {
        let mut leads = HashMap::new();
        let alone = |text: &str| text.chars().next().filter(|c| c.len_utf8() == text.len());
        let mut join = |a: &str, b: &str| {
            if let (Some(a), Some(b)) = (alone(a), alone(b)) {
                let (a, b) = (lead(&leads, a), lead(&leads, b));
                if a != b {
                    leads.insert(a, b);
                }
            }
        };
        for name in ["STCharacters", "TSCharacters", "TWVariants", "HKVariants"] {
            data().tables[name].iter().for_each(|(key, values)| values.iter().for_each(|value| join(key, value)));
        }
        for (_, table) in tables("script") {
            table.iter().skip(1).for_each(|row| row[1..].iter().for_each(|cell| join(row[0], cell)));
        }
        leads
    });
    lead(leads, c)
}
