//! OpenCC's tables, and texts for its presets.

use proptest::char::range;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;
use tongwen::Preset;

pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/opencc");

/// OpenCC's tables as the repository has them, read anew by the plainest parser there is.
pub struct Data {
    /// Key → values, by table.
    pub tables: BTreeMap<&'static str, HashMap<&'static str, Vec<&'static str>>>,
    /// For each preset the tables that convert, step by step (normalization, stages), in the order in which they are tried.
    pub steps: HashMap<Preset, Vec<Vec<&'static str>>>,
    /// Keys of two characters and more, each once, sorted: so keys that begin with the same character are neighbours.
    keys: Vec<&'static str>,
    /// The same, a table after the other, so that small tables come up as often as large ones.
    by_table: Vec<Vec<&'static str>>,
    values: Vec<&'static str>,
}

pub fn data() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(|| {
        let mut tables = BTreeMap::new();
        for file in std::fs::read_dir(FOLDER).expect("dictionaries/opencc") {
            let path = file.expect("an entry of the folder").path();
            if path.extension().is_some_and(|e| e == "txt") {
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned().leak();
                let rows = text(&path).lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
                let rows = rows.map(|l| l.split_once('\t').expect("key, tab, values"));
                tables.insert(&*name, rows.map(|(key, values)| (key, values.split(' ').collect())).collect());
            }
        }
        let rows = || tables.values().flat_map(|table: &HashMap<_, Vec<_>>| table.iter());
        let mut keys: Vec<&str> = rows().map(|(key, _)| *key).filter(|key| key.chars().nth(1).is_some()).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut values: Vec<&str> = rows().flat_map(|(_, values)| values).copied().collect();
        values.sort_unstable();
        let sorted = |table: &HashMap<&'static str, _>| {
            let mut keys: Vec<_> = table.keys().copied().collect();
            keys.sort_unstable();
            keys
        };
        Data { steps: steps(), keys, values, by_table: tables.values().map(sorted).collect(), tables }
    })
}

pub fn text(path: &std::path::Path) -> &'static str {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).leak()
}

pub fn steps() -> HashMap<Preset, Vec<Vec<&'static str>>> {
    let rows = text(&std::path::Path::new(FOLDER).join("presets.tsv")).lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [preset, normalization, _, stages @ ..] = &cells[..] else { panic!("presets.tsv: {row}") };
        let steps = [normalization].into_iter().chain(stages).filter(|cell| !cell.is_empty());
        (preset.parse().expect("a preset"), steps.map(|cell| cell.split([' ', '+']).collect()).collect())
    })
    .collect()
}

/// The keys that begin with this character.
pub fn begin_with(first: char) -> &'static [&'static str] {
    let keys = &data().keys;
    let from = keys.partition_point(|key| key.chars().next() < Some(first));
    let count = keys[from..].partition_point(|key| key.starts_with(first));
    &keys[from..from + count]
}

pub fn cut(key: &str, from: Index, to: Index) -> String {
    let chars: Vec<char> = key.chars().collect();
    let (a, b) = (from.index(chars.len()), to.index(chars.len()));
    chars[a.min(b)..=a.max(b)].iter().collect()
}

/// `key`, and upon its last character a key that begins with it, and so on.
pub fn chain(key: &str, links: &[Index]) -> String {
    let mut out = key.to_owned();
    for link in links {
        let last = out.chars().next_back().expect("keys are not empty");
        match begin_with(last) {
            [] => break,
            next => out.push_str(&next[link.index(next.len())][last.len_utf8()..]),
        }
    }
    out
}

pub fn key() -> impl Strategy<Value = &'static str> {
    select(&data().by_table[..]).prop_flat_map(select)
}

/// Characters that join a neighbour's grapheme cluster: variation selectors, marks, joiners, prepended signs.
pub const DRESS: &[&str] = &[
    "\u{fe00}",
    "\u{fe0f}",
    "\u{e0100}",
    "\u{e01ef}",
    "\u{301}",
    "\u{20e3}",
    "\u{200d}",
    "\u{3099}",
    "\u{302a}",
    "\u{600}",
    "\u{110bd}",
    "\u{903}",
    "\u{1f3fb}",
];
pub const EMOJI: &[&str] = &["😀", "👩‍👩‍👧", "🇹🇼", "🇭", "1️⃣", "✈️", "👍🏽", "🏴\u{e0067}\u{e0062}\u{e007f}", "㊗️", "🀄"];
pub const ENDS: &[&str] = &["\n", "\n\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\0"];
pub const PLAIN: &[&str] =
    &["，", "。", "　", " ", "「", "“", "·", "-", "：", "https://t.co/里?a=发", "テスト", "さくら", "한국", "é"];

pub fn ids() -> impl Strategy<Value = String> {
    let operator =
        prop_oneof![range('\u{2ff0}', '\u{2fff}'), range('\u{2ff0}', '\u{2ff3}'), Just('\u{31ef}'), Just('\u{303e}')];
    let operand = prop_oneof![6 => key().prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 1 => Just("\n".into())];
    (vec(operator, 1..20), vec(operand, 0..6))
        .prop_map(|(operators, operands)| operators.into_iter().collect::<String>() + &operands.concat())
}

pub fn rare() -> impl Strategy<Value = char> {
    prop_oneof![
        range('\u{20000}', '\u{3ffff}'),
        range('\u{2f800}', '\u{2fa1f}'),
        range('\u{e000}', '\u{f8ff}'),
        range('\u{3400}', '\u{4dbf}'),
        range('\u{ffff0}', '\u{10ffff}'),
    ]
}

/// A piece of a text.
pub fn piece() -> impl Strategy<Value = String> {
    let dressed = (key(), any::<Index>(), select(DRESS)).prop_map(|(key, at, dress)| {
        let chars: Vec<char> = key.chars().collect();
        let (head, tail) = chars.split_at(at.index(chars.len() + 1));
        head.iter().collect::<String>() + dress + &tail.iter().collect::<String>()
    });
    prop_oneof![
        6 => key().prop_map(str::to_owned),
        4 => (key(), any::<[Index; 4]>(), 1..=4usize).prop_map(|(key, links, n)| chain(key, &links[..n])),
        4 => (key(), any::<Index>(), any::<Index>()).prop_map(|(key, from, to)| cut(key, from, to)),
        3 => select(&data().values[..]).prop_map(str::to_owned),
        2 => "[ -~]{0,9}",
        2 => select(PLAIN).prop_map(str::to_owned),
        2 => dressed,
        1 => select(EMOJI).prop_map(str::to_owned),
        1 => select(DRESS).prop_map(str::to_owned),
        1 => rare().prop_map(String::from),
        1 => ids(),
        1 => range('\u{f900}', '\u{faff}').prop_map(String::from),
        2 => select(ENDS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

/// A text of up to 24 pieces.
pub fn mixture() -> impl Strategy<Value = String> {
    vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

/// A text short enough to be tried at each of its bytes.
pub fn short() -> impl Strategy<Value = String> {
    vec(piece(), 1..6).prop_map(|pieces| pieces.concat())
}

/// Any characters at all, or a mixture.
pub fn anything() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), mixture()]
}

pub fn preset() -> impl Strategy<Value = Preset> {
    select(Preset::ALL)
}

/// A ring of keys, each upon the last character of the one before and the last upon the first: repeated, no pair of
/// neighbouring characters is outside a key. Of the tables whose name begins so.
pub fn ring(tables: &str) -> String {
    let data = data();
    let among: Vec<_> =
        data.tables.iter().filter(|(name, _)| name.starts_with(tables)).flat_map(|(_, t)| t.keys()).collect();
    let mut next: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for key in among.into_iter().filter(|key| key.chars().count() > 1) {
        next.entry(key.chars().next().unwrap()).or_default().push(key);
    }
    next.values_mut().for_each(|keys| keys.sort_unstable());
    for &start in next.keys() {
        // Depth first, each character once; the path back to `start` is the ring.
        let (mut seen, mut stack) = (HashSet::new(), vec![(start, String::new())]);
        while let Some((at, path)) = stack.pop() {
            for key in next.get(&at).into_iter().flatten() {
                let last = key.chars().next_back().unwrap();
                let longer = format!("{path}{}", &key[..key.len() - last.len_utf8()]);
                if last == start && longer.chars().count() > 8 {
                    return longer;
                }
                if seen.insert(last) {
                    stack.push((last, longer));
                }
            }
        }
    }
    panic!("no ring of keys in {tables}*");
}
