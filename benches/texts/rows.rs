//! Rows for a lexicon of the caller's.

/// So many rows of distinct forms, of two to five characters that words are made of.
pub fn rows(count: usize) -> String {
    let chars: Vec<char> = include_str!("../../seeds/zh-CN/news.txt").chars().filter(|c| *c >= '\u{4E00}').collect();
    let form = |number: usize| -> String {
        let places = (0..2 + number % 4).map(|step| number * 31 + step * (1 + number / chars.len() * 7));
        places.map(|place| chars[place % chars.len()]).collect()
    };
    (0..count).map(|number| format!("{}{number:x}\t詞{number}\n", form(number))).collect()
}
