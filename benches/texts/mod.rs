//! Text to measure on: a file's, or made from the seeds and the dictionary.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines of the seeds' clauses and of dictionary phrases in turn, each line once, about `bytes` bytes. The script is
/// that of the seeds' folder; `column` says whether phrases are keys (0, Simplified) or values (1, Traditional).
pub fn made(folder: &str, column: usize, bytes: usize) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut clauses = Vec::new();
    for path in files(&root.join("seeds").join(folder)) {
        let text = fs::read_to_string(path).expect("a seed file");
        let split = text.split_inclusive(['，', '。', '；', '\n']).map(str::trim);
        clauses.extend(split.filter(|clause| clause.chars().count() > 4).map(String::from));
    }
    let table = fs::read_to_string(root.join("dictionaries/opencc/STPhrases.txt")).expect("OpenCC's phrases");
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let phrases: Vec<&str> = rows.filter_map(|row| row.split(['\t', ' ']).nth(column)).collect();
    let (mut text, mut seen, mut state) =
        (String::with_capacity(bytes + 300), HashSet::new(), 0x2545_F491_4F6C_DD1D_u64);
    let mut below = |count: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % count as u64) as usize
    };
    while text.len() < bytes {
        let mut line = String::new();
        for _ in 0..=below(3) {
            line += &clauses[below(clauses.len())];
            line += phrases[below(phrases.len())];
        }
        if seen.insert(line.clone()) {
            text += &line;
            text.push('\n');
        }
    }
    text
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}
