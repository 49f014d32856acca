//! The text to convert, in the script that each configuration starts from.

use std::{collections::HashSet, fs, io, path::Path};
use tongwen::{Normalizer, Preset};

/// Splitmix64: the same variation in every run.
struct Rng(u64);

impl Rng {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

/// The texts of a file, or of all `.txt` files under a folder.
pub fn read(path: &Path) -> io::Result<String> {
    if !path.is_dir() {
        return fs::read_to_string(path);
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let mut text = String::new();
    for entry in entries {
        if entry.is_dir() || entry.extension().is_some_and(|ext| ext == "txt") {
            text.push_str(&read(&entry)?);
            text.push('\n');
        }
    }
    Ok(text)
}

/// A text of `size` bytes: cut, or made longer. What is added has the same clauses in another order, since a second
/// reading of the same bytes would find every branch foreseen.
pub fn stretch(text: &str, size: usize) -> Vec<String> {
    let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_string).collect();
    let mut clauses: Vec<&str> =
        lines.iter().flat_map(|line| line.split_inclusive(['，', '。', '；', '！', '？'])).collect();
    let mut out: Vec<String> = Vec::new();
    let mut bytes = 0;
    let mut rng = Rng(1);
    while bytes < size && !lines.is_empty() {
        let first = out.is_empty();
        for at in (1..clauses.len()).rev() {
            clauses.swap(at, rng.below(at + 1));
        }
        let mut next = clauses.iter();
        for line in &lines {
            let line = if first {
                line.clone()
            } else {
                let count = line.split_inclusive(['，', '。', '；', '！', '？']).count();
                next.by_ref().take(count).copied().collect()
            };
            bytes += line.len() + 1;
            out.push(line);
            if bytes >= size {
                break;
            }
        }
    }
    out
}

/// The lines in the script and the glyphs that the configuration converts from. A line that already is in that script
/// stays as it is; tongwen makes the others.
pub fn source(lines: &[String], preset: &str) -> Vec<String> {
    let to_simplified = Normalizer::preset(Preset::Tw2s);
    let to_traditional = Normalizer::preset(Preset::S2t);
    let by = Normalizer::preset(match preset.split_once('2').map_or("", |(from, _)| from) {
        "s" => Preset::Tw2s,
        "tw" => Preset::S2tw,
        "hk" => Preset::S2hk,
        _ => Preset::S2t,
    });
    let changes =
        |line: &str, by: &Normalizer| by.normalize(line).chars().zip(line.chars()).filter(|(a, b)| a != b).count();
    let source = |line: &String| {
        let traditional = changes(line, &to_simplified) > changes(line, &to_traditional);
        let wanted = !preset.starts_with('s');
        let line = if traditional == wanted { line.clone() } else { by.normalize(line).into_owned() };
        if preset.starts_with("jp") { Normalizer::preset(Preset::T2jp).normalize(&line).into_owned() } else { line }
    };
    lines.iter().map(source).collect()
}

/// The text without line ends in strings of 30 characters.
pub fn strings(lines: &[String]) -> Vec<String> {
    let characters: Vec<char> = lines.iter().flat_map(|line| line.chars()).collect();
    characters.chunks(30).map(|chunk| chunk.iter().collect()).collect()
}

/// What a reader must know of a text to judge figures about it.
pub fn describe(lines: &[String]) -> String {
    let distinct = lines.iter().collect::<HashSet<_>>().len();
    let bytes: usize = lines.iter().map(|line| line.len() + 1).sum();
    let characters = lines.iter().map(|line| line.chars().count()).sum::<usize>().max(1);
    let ascii: usize = lines.iter().map(|line| line.bytes().filter(u8::is_ascii).count()).sum();
    format!(
        "{bytes} bytes, {} lines ({distinct} distinct, {:.0} characters a line), {:.0} % of the characters are ASCII",
        lines.len(),
        characters as f64 / lines.len().max(1) as f64,
        100.0 * ascii as f64 / characters as f64
    )
}
