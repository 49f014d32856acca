//! Plans, and texts for them, with what nobody may touch.

use proptest::char::range;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use tongwen::{Locale, Normalizer, Place, Script};

use super::aimed::{beside_a_key, nested, of_script_tables};
use super::lexicon::lexicon;
use super::presets::*;

/// All locales that a plan can write: 14.
pub fn targets() -> impl Iterator<Item = Locale> {
    let places = || std::iter::once(None).chain(Place::ALL.iter().copied().map(Some));
    [Script::Hans, Script::Hant]
        .into_iter()
        .flat_map(move |script| places().map(move |place| Locale::new(script, place)))
}

/// What may be said of a text's source: nothing, and locales of both scripts, with and without a place.
pub const SOURCES: [Option<Locale>; 7] = [
    None,
    Some(Locale::ZH_CN),
    Some(Locale::ZH_TW),
    Some(Locale::ZH_HK),
    Some(Locale::ZH_HANS),
    Some(Locale::ZH_HANT),
    Some(Locale::new(Script::Hant, Some(Place::SG))),
];

pub fn source() -> impl Strategy<Value = Option<Locale>> {
    prop_oneof![2 => Just(None), 3 => select(&SOURCES[..])]
}

pub fn target() -> impl Strategy<Value = Locale> {
    select(targets().collect::<Vec<_>>())
}

pub fn plan(to: Locale, from: Option<Locale>) -> Normalizer {
    let builder = Normalizer::builder(to);
    from.map_or(builder.clone(), |from| builder.from(from)).build().expect("a plan without dictionaries of the user's")
}

/// For messages: what a plan is.
pub fn name(to: Locale, from: Option<Locale>) -> String {
    from.map_or(format!("to {to}"), |from| format!("to {to} from {from}"))
}

pub fn form() -> impl Strategy<Value = &'static str> {
    select(&lexicon().forms[..])
}

/// `form`, and upon its last character a form or a key that begins with it, and so on.
pub fn chain_of_forms(form: &str, links: &[Index]) -> String {
    let mut out = form.to_owned();
    for (at, link) in links.iter().enumerate() {
        let last = out.chars().next_back().expect("forms are not empty");
        let forms = &lexicon().forms;
        let from = forms.partition_point(|form| form.chars().next() < Some(last));
        let count = forms[from..].partition_point(|form| form.starts_with(last));
        let keys = begin_with(last);
        if count > 0 && (at % 2 == 0 || keys.is_empty()) {
            out.push_str(&forms[from + link.index(count)][last.len_utf8()..]);
        } else if !keys.is_empty() {
            out.push_str(&keys[link.index(keys.len())][last.len_utf8()..]);
        } else {
            break;
        }
    }
    out
}

/// Characters that both scripts have, and words that hang on them.
pub const SHARED: &[&str] = &[
    "后", "里", "干", "面", "只", "系", "台", "发", "制", "表", "松", "谷", "丑", "斗", "卷", "准", "据", "志", "致",
    "冲", "云", "余", "范", "了", "于", "复", "着", "著", "乾", "藉", "覆", "瞭", "皇后", "以后", "里面", "公里",
    "干部", "面条", "只有", "一只", "乾坤", "著名", "什么", "怎么", "裡", "裏", "臺", "台", "說", "説", "数字", "文件",
    "程序",
];

pub const MARKS: &[&str] = &[
    "，", "。", "、", "！", "？", "：", "；", "“", "”", "‘", "’", "「", "」", "『", "』", "（", "）", "《", "》", "……",
    "——", "·", "—",
];

/// Words in Han characters and Latin letters, with the marks between them: nothing in it is protected, and nothing of
/// it joins what comes before or after to something that is.
pub fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => form().prop_map(str::to_owned),
        5 => (form(), any::<[Index; 4]>(), 1..=4usize).prop_map(|(form, links, n)| chain_of_forms(form, &links[..n])),
        4 => (form(), any::<Index>(), any::<Index>()).prop_map(|(form, from, to)| cut(form, from, to)),
        3 => select(SHARED).prop_map(str::to_owned),
        2 => of_script_tables().prop_map(str::to_owned),
        2 => beside_a_key(),
        1 => select(nested()),
        3 => key().prop_map(str::to_owned),
        2 => (key(), any::<[Index; 4]>(), 1..=4usize).prop_map(|(key, links, n)| chain(key, &links[..n])),
        1 => (key(), any::<Index>(), any::<Index>()).prop_map(|(key, from, to)| cut(key, from, to)),
        1 => "[A-Za-z0-9]{1,6}",
    ]
    .prop_filter("compatibility and description characters", |word| !word.chars().any(odd))
    .prop_map(|word| word.replace(ASCII_MARKS, ""))
}

/// Marks that could make an address, code or a placeholder of what is beside them.
pub const ASCII_MARKS: fn(char) -> bool = |c| c.is_ascii_punctuation();

pub fn odd(c: char) -> bool {
    matches!(c, '\u{2ff0}'..='\u{2fff}' | '\u{31ef}' | '\u{303e}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

/// A few words and marks in one line.
pub fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => word(), 1 => select(MARKS).prop_map(str::to_owned)];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A text of one or a few lines for our plans, with everything that a text can hold.
pub fn lines() -> impl Strategy<Value = String> {
    let any_piece = prop_oneof![
        10 => word(),
        2 => select(MARKS).prop_map(str::to_owned),
        2 => piece(),
        2 => kept().prop_map(|kept| kept.padded()),
        1 => select(SHREDS).prop_map(str::to_owned),
        1 => select(ENDS).prop_map(str::to_owned),
    ];
    vec(any_piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// As [`lines`], but short enough to be tried at each of its bytes.
pub fn short_lines() -> impl Strategy<Value = String> {
    let any_piece = prop_oneof![6 => word(), 1 => piece(), 1 => kept().prop_map(|kept| kept.padded()), 1 => select(SHREDS).prop_map(str::to_owned)];
    vec(any_piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// Begins and ends of what is protected, without the rest of it.
pub const SHREDS: &[&str] = &[
    "`", "``", "{", "}", "{{", "${", "%", "%1$", "$", "&", ";", "@", "@@", "://", "http://", "www.", "/", "./", "~/",
    "C:\\", "#", "?", "=", "の", "は", "です", "의", "カ", "ー", "<", ">", "[", "](", "\\", "_", "-", ".", ".cn",
];

/// A piece that comes back as it is, wherever it stands.
#[derive(Clone, Debug)]
pub struct Kept {
    pub text: String,
    /// What must stand before it, so that it is what it is.
    before: &'static str,
    after: &'static str,
}

impl Kept {
    pub fn padded(&self) -> String {
        [self.before, &self.text, self.after].concat()
    }
}

/// Addresses, code, placeholders, dressed characters, Japanese and Korean, mostly with words in them that a plan would
/// replace elsewhere.
pub fn kept() -> impl Strategy<Value = Kept> {
    let fixed = |texts: &'static [&'static str], before: &'static [&'static str], after: &'static [&'static str]| {
        (select(texts), select(before), select(after)).prop_map(|(text, before, after)| Kept {
            text: text.to_owned(),
            before,
            after,
        })
    };
    const BLANK: &[&str] = &[" ", "，", "（", "\u{3000}", "："];
    const END: &[&str] = &[" ", "，", "。", "）", "\u{3000}"];
    const NONE: &[&str] = &["", "", " ", "，"];
    let dress = select(
        &[
            "\u{fe00}",
            "\u{fe02}",
            "\u{fe0e}",
            "\u{fe0f}",
            "\u{e0100}",
            "\u{e0101}",
            "\u{e01ef}",
            "\u{301}",
            "\u{20dd}",
            "\u{3099}",
            "\u{302a}",
            "\u{308}",
        ][..],
    );
    let dressed = (form(), any::<Index>(), dress).prop_map(|(form, at, dress)| {
        let han: Vec<char> = form.chars().filter(|c| !c.is_ascii() && *c != '·').collect();
        let text = han.get(at.index(han.len().max(1))).copied().unwrap_or('后').to_string() + dress;
        Kept { text, before: "", after: "" }
    });
    let coded = (
        form(),
        select(&[("`", "`"), ("`let ", " = 后台();`"), ("``a`", "``"), ("{", "}"), ("${", "}"), ("%(", ")s")][..]),
    )
        .prop_map(|(form, (open, close))| Kept {
            text: format!("{open}{}{close}", form.replace(['·', '：', '/'], "")),
            before: " ",
            after: " ",
        });
    let linked = (
        form(),
        select(
            &["https://example.org/", "http://www.example.com/a/", "ftp://files.example.cn/?", "www.example.org/#"][..],
        ),
        select(BLANK),
        select(END),
    )
        .prop_map(|(form, head, before, after)| Kept {
            text: format!("{head}{}", form.replace('·', "")),
            before,
            after,
        });
    prop_oneof![
        3 => linked,
        1 => fixed(&["https://example.com/软件/后台/面?干=里&只=系#台", "http://a.example.org/", "HTTPS://EXAMPLE.ORG/滑鼠"], BLANK, END),
        1 => fixed(&["chips@example.org", "a.b-c+d@mail.example.com.tw", "x_1@example.cn"], BLANK, END),
        1 => fixed(&["@面包_台北", "@软件", "@后台2", "@lin_chips"], BLANK, END),
        1 => fixed(&["/usr/软件/内存.txt", "~/下载/里面", "C:\\软件\\内存", "docs/软件.txt", "/etc/hosts"], BLANK, END),
        3 => coded,
        1 => fixed(&["%s", "%d", "%1$d", "$name", "&amp;", "&#25968;", "&nbsp;", "{0}"], NONE, NONE),
        3 => dressed,
        1 => fixed(
            &[
                "国会は来週、半導体とデジタル経済の予算を審議する。",
                "今日は東京の図書館で、医学と芸術の本を読みました。",
                "彼女は新しい携帯電話の説明書を読んだ！",
            ],
            &["。", "！", "？", "\n"],
            NONE
        ),
        1 => fixed(&["漢字와 数字는 그대로 둔다.", "한국어 문장 안의 發展, 그리고 后를 둔다。"], &["。", "！", "\n"], &["\n"]),
        1 => fixed(EMOJI, NONE, NONE),
        1 => rare_kept().prop_map(|text| Kept { text, before: "", after: "" }),
    ]
}

/// Characters that no table has: of private use, of far planes, of other scripts.
pub fn rare_kept() -> impl Strategy<Value = String> {
    prop_oneof![
        range('\u{e000}', '\u{f8ff}').prop_map(String::from),
        range('\u{f0000}', '\u{ffffd}').prop_map(String::from),
        range('\u{33480}', '\u{3fffd}').prop_map(String::from),
        range('\u{3041}', '\u{3096}').prop_map(String::from),
        range('\u{ac00}', '\u{d7a3}').prop_map(String::from),
        range('\u{0410}', '\u{044f}').prop_map(String::from),
        range('\u{1f300}', '\u{1f3fa}').prop_map(String::from),
    ]
}

/// A text without a single character that Chinese is written in.
pub fn foreign() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[ -~]{0,12}",
        2 => rare_kept(),
        1 => select(EMOJI).prop_map(str::to_owned),
        1 => select(DRESS).prop_map(str::to_owned),
        1 => select(ENDS).prop_map(str::to_owned),
        1 => select(SHREDS).prop_map(str::to_owned),
        1 => any::<char>().prop_filter("Han", |c| !matches!(c, '\u{2e80}'..='\u{2fff}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')).prop_map(String::from),
    ];
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// A text and ranges of it that nobody may touch: in any order, overlapping, some empty, some inside characters.
pub fn with_ranges() -> impl Strategy<Value = (String, Vec<std::ops::Range<usize>>)> {
    (lines(), vec(any::<(Index, Index)>(), 0..5)).prop_map(|(text, ends)| {
        let ends = ends.into_iter().map(|(a, b)| (a.index(text.len() + 1), b.index(text.len() + 1)));
        // Mostly short ones: else nothing would be left to convert.
        let ranges = ends
            .enumerate()
            .map(|(at, (a, b))| if at == 0 { a.min(b)..a.max(b) } else { a..(a + b % 24).min(text.len()) });
        (text.clone(), ranges.collect())
    })
}
