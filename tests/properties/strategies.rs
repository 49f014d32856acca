//! Texts to try the invariants on: dictionary keys whole, cut, overlapped and dressed up, among characters that
//! trip text code (graphemes, rare planes, line ends, NUL). Of OpenCC's tables for its presets ([`mixture`]), of those
//! and our own lexicon for our plans ([`lines`]), with what nobody may touch among them ([`kept`]).

use proptest::char::range;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;
use tongwen::{Locale, Normalizer, Place, Preset, Script};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/opencc");

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

fn text(path: &std::path::Path) -> &'static str {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).leak()
}

fn steps() -> HashMap<Preset, Vec<Vec<&'static str>>> {
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
fn begin_with(first: char) -> &'static [&'static str] {
    let keys = &data().keys;
    let from = keys.partition_point(|key| key.chars().next() < Some(first));
    let count = keys[from..].partition_point(|key| key.starts_with(first));
    &keys[from..from + count]
}

fn cut(key: &str, from: Index, to: Index) -> String {
    let chars: Vec<char> = key.chars().collect();
    let (a, b) = (from.index(chars.len()), to.index(chars.len()));
    chars[a.min(b)..=a.max(b)].iter().collect()
}

/// `key`, and upon its last character a key that begins with it, and so on.
fn chain(key: &str, links: &[Index]) -> String {
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

fn key() -> impl Strategy<Value = &'static str> {
    select(&data().by_table[..]).prop_flat_map(select)
}

/// Characters that join a neighbour's grapheme cluster: variation selectors, marks, joiners, prepended signs.
const DRESS: &[&str] = &[
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
const EMOJI: &[&str] = &["😀", "👩‍👩‍👧", "🇹🇼", "🇭", "1️⃣", "✈️", "👍🏽", "🏴\u{e0067}\u{e0062}\u{e007f}", "㊗️", "🀄"];
const ENDS: &[&str] = &["\n", "\n\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\0"];
const PLAIN: &[&str] =
    &["，", "。", "　", " ", "「", "“", "·", "-", "：", "https://t.co/里?a=发", "テスト", "さくら", "한국", "é"];

fn ids() -> impl Strategy<Value = String> {
    let operator =
        prop_oneof![range('\u{2ff0}', '\u{2fff}'), range('\u{2ff0}', '\u{2ff3}'), Just('\u{31ef}'), Just('\u{303e}')];
    let operand = prop_oneof![6 => key().prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 1 => Just("\n".into())];
    (vec(operator, 1..20), vec(operand, 0..6))
        .prop_map(|(operators, operands)| operators.into_iter().collect::<String>() + &operands.concat())
}

fn rare() -> impl Strategy<Value = char> {
    prop_oneof![
        range('\u{20000}', '\u{3ffff}'),
        range('\u{2f800}', '\u{2fa1f}'),
        range('\u{e000}', '\u{f8ff}'),
        range('\u{3400}', '\u{4dbf}'),
        range('\u{ffff0}', '\u{10ffff}'),
    ]
}

/// A piece of a text.
fn piece() -> impl Strategy<Value = String> {
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

/// Our own dictionaries as the repository has them, read anew by the plainest parser there is.
pub struct Lexicon {
    /// Concept → its row; of `concepts/` and `names/`.
    pub rows: HashMap<&'static str, Row>,
    /// All spellings in all cells, in both scripts, sorted, each once.
    forms: Vec<&'static str>,
    /// What the script layer has beside OpenCC's tables: evidence, corrections, variants.
    script: Vec<&'static str>,
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
}

impl Row {
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
        let spellings = rows.values().flat_map(|row| row.cells.values()).flat_map(|cell| cell.split(['|', '=']));
        let (hans, hant) = (Normalizer::preset(Preset::T2s), Normalizer::preset(Preset::S2t));
        let recast = |by: &Normalizer, form| &*by.normalize(form).into_owned().leak();
        let mut forms: Vec<&str> = spellings
            .map(|form| form.trim_start_matches('~'))
            .filter(|form| !matches!(*form, "" | "-"))
            .flat_map(|form| [form, recast(&hans, form), recast(&hant, form)])
            .collect();
        forms.sort_unstable();
        forms.dedup();
        let script = tables("script").into_iter().flat_map(|(_, table)| table.into_iter().skip(1).map(|row| row[0]));
        let script: Vec<_> = script.filter(|text| !text.is_empty()).collect();
        assert!(rows.len() > 400 && forms.len() > 2_000 && script.len() > 8_000, "the dictionaries are not all there");
        Lexicon { rows, forms, script }
    })
}

/// The cells of the tables of a folder, row by row, the head first.
fn tables(folder: &str) -> Vec<(std::path::PathBuf, Vec<Vec<&'static str>>)> {
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
    one.chars().map(|c| lead(leads, c)).eq(two.chars().map(|c| lead(leads, c)))
}

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

fn form() -> impl Strategy<Value = &'static str> {
    select(&lexicon().forms[..])
}

/// `form`, and upon its last character a form or a key that begins with it, and so on.
fn chain_of_forms(form: &str, links: &[Index]) -> String {
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
const SHARED: &[&str] = &[
    "后", "里", "干", "面", "只", "系", "台", "发", "制", "表", "松", "谷", "丑", "斗", "卷", "准", "据", "志", "致",
    "冲", "云", "余", "范", "了", "于", "复", "着", "著", "乾", "藉", "覆", "瞭", "皇后", "以后", "里面", "公里",
    "干部", "面条", "只有", "一只", "乾坤", "著名", "什么", "怎么", "裡", "裏", "臺", "台", "說", "説", "数字", "文件",
    "程序",
];

const MARKS: &[&str] = &[
    "，", "。", "、", "！", "？", "：", "；", "“", "”", "‘", "’", "「", "」", "『", "』", "（", "）", "《", "》", "……",
    "——", "·", "—",
];

/// Words in Han characters and Latin letters, with the marks between them: nothing in it is protected, and nothing of
/// it joins what comes before or after to something that is.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => form().prop_map(str::to_owned),
        5 => (form(), any::<[Index; 4]>(), 1..=4usize).prop_map(|(form, links, n)| chain_of_forms(form, &links[..n])),
        4 => (form(), any::<Index>(), any::<Index>()).prop_map(|(form, from, to)| cut(form, from, to)),
        3 => select(SHARED).prop_map(str::to_owned),
        2 => select(&lexicon().script[..]).prop_map(str::to_owned),
        3 => key().prop_map(str::to_owned),
        2 => (key(), any::<[Index; 4]>(), 1..=4usize).prop_map(|(key, links, n)| chain(key, &links[..n])),
        1 => (key(), any::<Index>(), any::<Index>()).prop_map(|(key, from, to)| cut(key, from, to)),
        1 => "[A-Za-z0-9]{1,6}",
    ]
    .prop_filter("compatibility and description characters", |word| !word.chars().any(odd))
    .prop_map(|word| word.replace(ASCII_MARKS, ""))
}

/// Marks that could make an address, code or a placeholder of what is beside them.
const ASCII_MARKS: fn(char) -> bool = |c| c.is_ascii_punctuation();

fn odd(c: char) -> bool {
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
const SHREDS: &[&str] = &[
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
        .prop_map(|(form, (open, close))| Kept { text: format!("{open}{form}{close}"), before: "", after: "" });
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
                "軟件の開発会社で、頭発を切った後、麺を食べた！",
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
fn rare_kept() -> impl Strategy<Value = String> {
    prop_oneof![
        range('\u{e000}', '\u{f8ff}').prop_map(String::from),
        range('\u{f0000}', '\u{ffffd}').prop_map(String::from),
        range('\u{30000}', '\u{323af}').prop_map(String::from),
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
