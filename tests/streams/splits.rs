//! Short texts that are hard to cut, in every two pieces, and byte by byte.

use crate::inner::{Does, Sink, Source, Taken, flush, read, write};
use crate::{difference, normalizers};
use tongwen::Normalizer;

/// Texts in which a cut would do harm: each is tried at each of its bytes.
pub const TEXTS: &[&str] = &[
    // Keys that overlap, and keys that end where the text does.
    "数据库里的软件库里面的头发",
    "办理发还改变量化干部了后面",
    "里面的人工智能数字经济学",
    "以后的皇后后",
    "鼠",
    "标和软件",
    "⿰氵每⿲卡達⿱",
    "⿰\n氵每海",
    // What decides comes late, or in another line.
    "后\n后说\n后",
    "一只羊在后面一里，說",
    "干了这个文件，上传",
    "文件里的程序，佢哋嘅軟件",
    // Quotation marks and glosses.
    "他说：“她说‘软件’”",
    "“软件里面",
    "说”里‘面“",
    "回形针（台湾叫“迴紋針”）",
    "回形针（台湾叫“迴紋針",
    "軟體（软件）和软件，即軟體",
    // What is protected, whole and open.
    "见 https://example.org/软件/后台?面=里 和软件",
    "`软件` 和 ``里`面`` 和 `后面",
    "{软件}、${后台}、%1$s、{{面",
    "@软件_后 a.b@例子.cn /usr/软件/里.txt C:\\后",
    "App里App，Apple的App",
    // Clusters.
    "后\u{fe00}面\u{e0101}里\u{301}软\u{20dd}件",
    "发\u{200d}展👩\u{200d}👩\u{200d}👧里🏴\u{e0067}\u{e007f}面👍🏽后1\u{fe0f}\u{20e3}",
    "\u{301}后\u{302a}\u{3099}里",
    // Rare planes and compatibility ideographs.
    "𠀀里𪚥面\u{30000}后\u{3fffd}𫍙说",
    "\u{f900}里\u{2f800}車\u{fa0e}后\u{f9d8}说",
    "\u{10ffff}里\u{e000}说\u{ffff}",
    // Ends of lines, and none.
    "软件\0里\0面\0",
    "软件\r\n后面说\r\n\r\n里",
    "后\r说\r后\n\r",
    "\n\n\n",
    "\u{feff}软件\n\u{feff}里面说",
    "软件\u{2028}后面\u{85}里说\u{b}",
    // Other languages.
    "今日は図書館で本を読みました。里面的软件",
    "漢字와 数字는 그대로 둔다. 软件里面\n한국어",
    "",
];

const WHOLE: &[Does] = &[Does::Passes(usize::MAX)];

fn written(normalizer: &Normalizer, pieces: &[&[u8]], flushing: bool) -> Vec<u8> {
    let taken = Taken::default();
    let mut writer = normalizer.writer(Sink::new(&taken, WHOLE));
    for piece in pieces {
        assert_eq!(write(&mut writer, piece), []);
        if flushing {
            assert_eq!(flush(&mut writer), []);
        }
    }
    writer.finish().unwrap();
    taken.bytes.into_inner()
}

/// Read and written in these pieces, a text becomes what one call makes of it.
fn come_through(name: &str, normalizer: &Normalizer, text: &str, pieces: &[&[u8]]) {
    let want = normalizer.normalize(text);
    let sizes: Vec<_> =
        pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| Does::Passes(piece.len())).collect();
    let mut got =
        vec![("written", written(normalizer, pieces, false)), ("written, flushing", written(normalizer, pieces, true))];
    if !sizes.is_empty() {
        got.push(("read", read(normalizer.reader(Source::new(text.as_bytes(), &sizes)), 1000).0));
        got.push(("read by bytes", read(normalizer.reader(Source::new(text.as_bytes(), &sizes)), 1).0));
    }
    for (way, got) in got {
        let sizes: Vec<_> = pieces.iter().map(|piece| piece.len()).collect();
        let found = difference(&got, want.as_bytes());
        assert_eq!(found, None, "{name}: {text:?} {way} in pieces of {sizes:?} bytes");
    }
}

#[test]
fn every_two_pieces() {
    for (name, normalizer) in normalizers() {
        for text in TEXTS {
            for split in 0..=text.len() {
                let (head, tail) = text.as_bytes().split_at(split);
                come_through(name, &normalizer, text, &[head, tail]);
            }
        }
    }
}

#[test]
fn pieces_of_one_size() {
    for (name, normalizer) in normalizers() {
        for text in TEXTS {
            for size in 1..=5 {
                come_through(name, &normalizer, text, &text.as_bytes().chunks(size).collect::<Vec<_>>());
            }
        }
    }
}

/// One after the other, in one text: what one line showed must not reach another.
#[test]
fn all_texts_in_one() {
    for between in ["", "\n", "。", "\r\n"] {
        let text = TEXTS.join(between);
        for (name, normalizer) in normalizers() {
            for size in [1, 2, 3, 7, 64, 1000] {
                come_through(name, &normalizer, &text, &text.as_bytes().chunks(size).collect::<Vec<_>>());
            }
        }
    }
}
