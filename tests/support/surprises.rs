//! What surprises in OpenCC 1.4.2, one text each: the presets keep it all. `tests/opencc.rs` asks tongwen for it,
//! `tests/oracle.rs` asks OpenCC whether it is still so.

/// Preset, text, what it becomes, why that is worth a test.
pub type Surprise = (&'static str, &'static str, &'static str, &'static str);

pub const SURPRISES: &[Surprise] = &[
    // First of all, 1,002 compatibility ideographs are replaced, in any language, and keys match afterwards.
    ("t2jp", "\u{fa10}", "塚", "a compatibility ideograph that Japan's encodings have"),
    ("t2tw", "\u{f90a}씨", "金씨", "a compatibility ideograph in a Korean text"),
    ("hk2t", "\u{2f800}", "丽", "a compatibility ideograph outside the BMP"),
    ("s2t", "\u{f9e9}", "裏", "replaced by 里, which the next step then converts"),
    ("s2twp", "\u{f907}\u{2f81a}龟", "龜冬龜", "three ways to reach one character"),
    // Ideographic description sequences are opaque where they are complete.
    ("s2t", "⿰马云说", "⿰马云說", "complete: its operands stay"),
    ("s2t", "⿰马", "⿰馬", "incomplete: characters as any others"),
    ("s2t", "⿰头发展", "⿰头发展", "the operands are 头 and 发; 发展 is not found across the end"),
    ("s2t", "⿰头发展头发", "⿰头发展頭髮", "phrases are found again behind it"),
    ("s2t", "⿳马⿰马马马马", "⿳马⿰马马马馬", "nested"),
    ("s2t", "⿰a马马", "⿰a马馬", "any character is an operand"),
    ("t2s", "⿰馬\u{fe00}馬", "⿰馬\u{fe00}马", "a variation selector too"),
    ("s2t", "⿰\u{f9e9}里里", "⿰\u{f9e9}里裏", "compatibility ideographs inside stay as well"),
    // Variation selectors are not respected.
    ("s2t", "马\u{fe00}", "馬\u{fe00}", "converted under its selector"),
    ("s2t", "头发\u{e0100}", "頭髮\u{e0100}", "the phrase before a selector is found"),
    ("s2t", "头\u{e0100}发", "頭\u{e0100}發", "but not the one around it"),
    // The second stage sees one segment at a time; what matched nothing makes one segment, across ASCII too.
    ("s2twp", "网络", "網路", "alone the term is found"),
    ("s2twp", "局域网络", "區域網絡", "局域网 takes its segment, so 網絡 is never seen"),
    ("s2twp", "A软件B鼠标", "A軟體B滑鼠", "软件 is no phrase: the run of unmatched characters holds the term"),
    ("s2twp", "高性能计算", "高效能運算", "the segment is the phrase, the term in it is the longest"),
    ("s2twp", "高性能计算出结果", "高效能運算出結果", "计算 and 算出 compete; the first key from the left wins"),
    // It also fires where the text was Traditional, wrongly after the step of the characters.
    ("s2twp", "索馬里", "索馬裡", "里 becomes 裏 first, so 索馬里 → 索馬利亞 cannot match"),
    ("s2twp", "索马里", "索馬利亞", "here the phrase keeps 里"),
    ("s2twp", "傅里葉", "傅裡葉", "the same"),
    ("s2twp", "傅里叶", "傅立葉", "the same"),
    ("s2twp", "林杰樑", "林傑梁", "a phrase of the variants that no text reaches: 杰 becomes 傑 first"),
    // A group takes the first table that has any match, even where a later one has a longer key.
    ("tw2sp", "高級管理人才", "高级管理人才", "高級 of the terms shuts out 高級管理人才 of the variants"),
    ("s2twp", "硅", "矽", "a key of one character among the terms"),
    ("s2twp", "酰胺", "醯胺", "the same"),
    // Characters that few fonts have are written all the same.
    ("t2s", "㑮", "\u{2b748}", "TSCharactersExt is asked before TSCharacters"),
    ("t2s", "顅", "\u{2b5b6}", "the same"),
    // Where a row has several targets the first is taken.
    ("s2t", "一出", "一齣", "一齣 or 一出"),
    ("s2t", "丁当", "丁當", "丁當 or 丁噹"),
    // Keys with ASCII, punctuation, astral characters; the longest of all.
    ("s2twp", "SQL注入", "SQL隱碼攻擊", "ASCII begins the key"),
    ("s2twp", "MySQL注入", "MySQL隱碼攻擊", "and word edges mean nothing"),
    ("s2twp", "PN结", "PN接面", "the same"),
    ("s2hkp", "保罗·托马斯·安德森", "保羅·湯馬士·安德遜", "a middle dot in the key"),
    ("s2t", "灰面𫛭鹰", "灰面鵟鷹", "an astral character in the key"),
    ("s2twp", "亚历杭德罗·冈萨雷斯·伊纳里图", "阿利安卓·崗札雷·伊納利圖", "15 characters"),
    // tw2s and its kin look for phrases a second time, in what the variants have changed.
    ("tw2s", "允秘", "允祕", "秘 → 祕, and 允祕 is a phrase then"),
    ("hk2sp", "吳秘", "吴祕", "the same"),
    ("tw2sp", "戴奧辛", "二𫫇英", "the term's output is converted once more"),
    ("tw2s", "乾隆皇帝的乾燥食品", "乾隆皇帝的干燥食品", "乾隆 is a phrase"),
    // Line ends: an operand would take one, but each line is judged apart.
    ("s2t", "⿰马\n云马", "⿰馬\n雲馬", "OpenCC gives ⿰马 where it is given both lines at once"),
    ("s2twp", "网\n络", "網\n絡", "no key crosses a line end"),
    ("s2twp", "软件\r\n鼠标\r\n", "軟體\r\n滑鼠\r\n", "U+000D belongs to the line"),
];
