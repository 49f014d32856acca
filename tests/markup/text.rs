//! Text by chance: words that change, words that stay, and what formats escape.

use proptest::prelude::*;

/// What changes on the way to Taiwan, by itself and beside others; what does not; marks that mean something to some format.
const PIECES: &[&str] = &[
    "软件",
    "鼠标",
    "内存",
    "头发",
    "后面",
    "里",
    "发展",
    "数据库",
    "打印机",
    "默认",
    "视频",
    "“引号”",
    "‘单引’",
    "程序员",
    "U盘",
    "軟體",
    "皇后",
    "一里路",
    "，",
    "。",
    "a",
    "Z9",
    " ",
    "é",
    "😀",
    "𠮷",
    "か",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "\\",
    "\\n",
    "{名}",
    "%s",
    "#",
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "|",
    ":",
    "- ",
    "; ",
    "/",
    "=",
    "~",
    "!",
    "$",
    "@",
    "&amp;",
    "&#36719;",
    "\\u8f6f",
];

/// Some pieces, without line ends, and without what may be a tag in values of data: `messages.rs` has those.
pub fn line() -> impl Strategy<Value = String> {
    let text = prop::collection::vec(prop::sample::select(PIECES), 0..8).prop_map(|pieces| pieces.concat());
    let is_tag = |text: &String| ["<a", "<Z", "</a", "</Z"].iter().any(|begin| text.contains(begin));
    text.prop_filter("a tag", move |text| !is_tag(text))
}

/// Han, letters and a few marks that no format heeds.
pub fn plain() -> impl Strategy<Value = String> {
    let harmless = |piece: &&&str| piece.chars().all(|c| c.is_alphanumeric() || "，。“”‘’".contains(c));
    let pieces: Vec<&str> = PIECES.iter().filter(harmless).copied().collect();
    prop::collection::vec(prop::sample::select(pieces), 1..8).prop_map(|pieces| pieces.concat())
}

/// Whether a value of data names a place, as what begins with a slash does and is one word.
pub fn is_path(value: &str) -> bool {
    let parts = |c: char| c.is_whitespace() || "，。“”!;,\"'<>".contains(c);
    value.starts_with('/') && !value.contains(parts)
}
