//! Text to measure on, made from the seeds and the dictionary: the same in every run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Xorshift: the same numbers in every run.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Random(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count as u64) as usize
    }
}

/// The folder of the repository, whichever of its packages asks.
pub fn root() -> &'static Path {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.find(|folder| folder.join("seeds").is_dir()).expect("the repository")
}

/// Lines of the seeds' clauses and of dictionary phrases in turn, each line once, about `bytes` bytes. The script is
/// that of the seeds' folder; `column` says whether phrases are keys (0, Simplified) or values (1, Traditional).
pub fn made(folder: &str, column: usize, bytes: usize) -> String {
    let mut clauses = Vec::new();
    for path in files(&root().join("seeds").join(folder)) {
        let text = fs::read_to_string(path).expect("a seed file");
        let split = text.split_inclusive(['，', '。', '；', '\n']).map(str::trim);
        clauses.extend(split.filter(|clause| clause.chars().count() > 4).map(String::from));
    }
    let table = fs::read_to_string(root().join("dictionaries/opencc/STPhrases.txt")).expect("OpenCC's phrases");
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let phrases: Vec<&str> = rows.filter_map(|row| row.split(['\t', ' ']).nth(column)).collect();
    // No hash set: it lets go of its lines in another order in each run, which moves all that is allocated later.
    let (mut text, mut seen, mut random) = (String::with_capacity(bytes + 300), BTreeSet::new(), Random::new());
    while text.len() < bytes {
        let mut line = String::new();
        for _ in 0..=random.below(3) {
            line += &clauses[random.below(clauses.len())];
            line += phrases[random.below(phrases.len())];
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
