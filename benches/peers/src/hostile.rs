//! Texts that ask for the most work: whoever takes text from strangers wants to know what the worst of it costs.

use crate::made::{Random, root};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Each with what it is, some 200 KB long, to be repeated.
pub fn texts() -> Vec<(&'static str, String)> {
    let keys = keys();
    let longest = keys.iter().max_by_key(|key| key.chars().count()).expect("keys");
    let mut prefix = longest.clone();
    prefix.pop();
    let short = keys.iter().filter(|key| key.chars().count() == 2);
    vec![
        ("every key of the dictionaries in a row", keys.iter().map(String::as_str).collect()),
        ("the longest key but for its last character, repeated", prefix.repeat(5_000)),
        ("every two neighbours are a key, in lines", walk(short, true)),
        ("every two neighbours stand in a key, without a line end", walk(keys.iter(), false)),
        ("nothing but characters that have a choice", ambiguous()),
    ]
}

/// The rows of a file of OpenCC's.
fn rows(name: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("dictionaries/opencc").join(name)).expect("a dictionary of OpenCC's");
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).map(|(key, values)| (key.into(), values.into())).collect()
}

/// OpenCC's phrases, and the forms of our concepts: columns `cn` to `my`, several in a field.
fn keys() -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = rows("STPhrases.txt").into_iter().map(|(key, _)| key).collect();
    for entry in fs::read_dir(root().join("dictionaries/concepts")).expect("concepts") {
        let text = fs::read_to_string(entry.expect("a file").path()).expect("rows");
        let fields = text.lines().skip(1).flat_map(|row| row.split('\t').skip(2).take(6));
        let forms = fields.flat_map(|field| field.split(['|', '='])).map(|form| form.trim_start_matches('~'));
        keys.extend(forms.filter(|form| form.chars().count() > 1).map(String::from));
    }
    keys
}

/// From character to character, by pairs of neighbours that keys have. Only by such from which a way leads back to where
/// it began: so it never has to stop, nor turns in a small circle.
fn walk<'k>(keys: impl Iterator<Item = &'k String>, lines: bool) -> String {
    let mut next: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for key in keys {
        for (a, b) in key.chars().zip(key.chars().skip(1)) {
            next.entry(a).or_default().insert(b);
        }
    }
    let start = *next.iter().max_by_key(|(_, ends)| ends.len()).expect("pairs").0;
    let mut back = BTreeSet::from([start]);
    loop {
        let found = next.iter().filter(|(a, ends)| !back.contains(*a) && !ends.is_disjoint(&back));
        let found: Vec<char> = found.map(|(a, _)| *a).collect();
        if found.is_empty() {
            break;
        }
        back.extend(found);
    }
    next.retain(|a, _| back.contains(a));
    next.values_mut().for_each(|ends| ends.retain(|end| back.contains(end)));
    let next: BTreeMap<char, Vec<char>> = next.into_iter().map(|(a, ends)| (a, ends.into_iter().collect())).collect();
    let (mut random, mut text) = (Random::new(), String::new());
    let mut at = start;
    for step in 1..=60_000 {
        text.push(at);
        if lines && step % 40 == 0 {
            text.push('\n');
        }
        at = next[&at][random.below(next[&at].len())];
    }
    text
}

fn ambiguous() -> String {
    let rows = rows("STCharacters.txt").into_iter().filter(|(_, values)| values.contains(' '));
    let chars: Vec<String> = rows.map(|(key, _)| key).collect();
    let mut random = Random::new();
    let line =
        |random: &mut Random| (0..40).map(|_| chars[random.below(chars.len())].as_str()).collect::<String>() + "\n";
    (0..1_500).map(|_| line(&mut random)).collect()
}
