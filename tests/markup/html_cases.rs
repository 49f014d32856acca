//! HTML by cases: where phrases go on and end, what is left, what is written.

use super::{converted, to_taiwan};
use tongwen::{Format, KeptBy, Parser};

fn to(document: &str) -> String {
    converted(Format::Html, document)
}

#[test]
fn phrases_go_across_what_is_not_seen() {
    let cases = [
        ("鼠<b>标</b>", "滑<b>鼠</b>"),
        ("鼠<!-- 标 -->标", "滑<!-- 标 -->鼠"),
        ("鼠<wbr>标", "滑<wbr>鼠"),
        ("鼠<meta itemprop=x content=软件>标", "滑<meta itemprop=x content=软件>鼠"),
        ("鼠</>标", "滑</>鼠"),
        ("鼠<a title=\"软件\">标</a>", "滑<a title=\"軟體\">鼠</a>"),
        ("&#40736;&#26631", "&#28369;&#40736;"),
        ("&#x9f20;&#x6807;", "&#x6ed1;&#x9f20;"),
        ("&#X9F20;&#26631", "&#x6ED1;&#x9F20;"),
        ("鼠&#26631;", "滑鼠"),
        ("<ruby>鼠<rt>shǔ</rt>标<rt>biāo</ruby>", "<ruby>滑<rt>shǔ</rt>鼠<rt>biāo</ruby>"),
        (
            "<![CDATA[软件]]><svg><text>软<![CDATA[件]]></text></svg>",
            "<![CDATA[软件]]><svg><text>軟<![CDATA[體]]></text></svg>",
        ),
    ];
    for (document, wanted) in cases {
        assert_eq!(to(document), wanted);
    }
}

#[test]
fn phrases_end_where_texts_do() {
    // 鼠标 is no mouse there.
    for parted in [
        "鼠<br>标",
        "鼠<p>标",
        "鼠</p>标",
        "<td>鼠<td>标",
        "鼠<img>标",
        "鼠<code></code>标",
        "<a>鼠</a><a>标</a>",
        "鼠<hr>标",
        "<li>鼠<li>标",
        "鼠<svg><path/></svg>标",
        "<option>鼠<option>标",
        "鼠<x-y>标</x-y>",
        "鼠<script>标</script>标",
        "鼠<i lang=en>a</i>标",
    ] {
        assert_eq!(to(parted), parted.replace('标', "標").replace("<script>標", "<script>标"));
    }
}

#[test]
fn what_is_not_chinese_text_is_left() {
    for left in [
        "<p translate=NO>软件",
        "<p class='a notranslate'>软件",
        "<p lang=en>软件<b>软件</b>",
        "<p xml:lang=ja>软件",
        "<p lang=ja title=软件>",
        "<html lang=ja><p>软件",
        "<code>软件",
        "<var>软件</var>",
        "<style>软件",
        "<script>软件<!--<script></script>软件",
        "<iframe>软件",
        "<xmp>软件</xmp>",
        "<plaintext>软件",
        "<svg><g>软件</g></svg>",
        "<math><mi>软件</mi></math>",
        "<a href=软件 id='软件' data-软件=\"软件\">",
        "<input value=软件>",
        "<input type=hidden value=软件>",
        "<meta name=viewport content=软件>",
        "<meta content=软件>",
        "<p 软件>",
        "</软件>",
        "<!软件>",
        "<?软件?>",
        "<a title='软件",
        "<a title=软件",
        "</p 软件",
        "<!-- 软件",
        "<ruby>a<rt>软件</ruby>",
        "<p title title=软件>",
        "<code><b title=软件></b></code>",
    ] {
        assert_eq!(to(left), left);
    }
}

#[test]
fn text_is_read_wherever_it_stands() {
    for read in [
        "<noscript><p>软件</noscript>",
        "<template>软件</template>",
        "<textarea><b>软件",
        "<title>软件</titl",
        "<button>软件",
        "<pre>软件",
        "</p>软件",
        "</div></b>软件",
        "<b><p>软件</b>软件</p>软件",
        "<code title=软件>",
        "<iframe title='软件'>",
        "<input type=SUBMIT value=软件>",
        "<track label=软件>",
        "<option label=软件>",
        "<meta name=Description content=软件>",
        "<meta content='软件' property='og:title'>",
        "<p lang=en>a<p>软件",
        "<li lang=en>a<li>软件",
        "<td lang=en>a<td>软件",
        "<div lang=en><span>a</div>软件",
        "<p lang=en>a<div>软件",
        "<table><td lang=en>a</table>软件",
        "<select><option lang=en>a</select>软件",
        "<ruby>a<rt>b</ruby>软件",
        "<p lang=ja>a<i lang=zh>软件",
        "<p translate=no>a<i translate=yes>软件",
        "<svg><path><p>软件",
        "<svg><title>软件</title></svg>软件",
        "<svg/>软件",
        "<svg><g/></svg>软件",
        "<svg><foreignObject><p>软件",
        "<svg><style>a</style></svg>软件",
        "<svg><script/><text>软件",
        "<p lang=''>软件",
        "<html lang=en><p>软件",
        "<p lang=zh-Hans>软件",
        "<img translate=no>软件",
        "<br lang=en>软件",
        "<code>a</code>软件",
        "<DIV TRANSLATE=no>a</DIV >软件",
        "<p lang=en>a</p x='</p>'>软件",
    ] {
        assert_eq!(to(read), read.replace("软件", "軟體"));
    }
}

#[test]
fn what_is_written_is_no_markup() {
    let cases = [
        ("“引号”<a title='“引号”'>", "「引號」<a title='「引號」'>"),
        ("<a title=软&amp;件>", "<a title=軟&amp;件>"),
        ("<a title=?a&copy=软件&amp>", "<a title=?a&copy=軟體&amp>"),
        ("&软件&lt软件&ltx软件&notin;软件&x;", "&軟體&lt軟體&ltx軟體&notin;軟體&x;"),
        ("\u{FEFF}<p>软件\r\n软件</p>\r\n", "\u{FEFF}<p>軟體\r\n軟體</p>\r\n"),
        ("", ""),
    ];
    for (document, wanted) in cases {
        assert_eq!(to(document), wanted);
    }
}

#[test]
fn languages_are_told_where_their_text_is_read() {
    let document = "<html lang=zh-CN xml:lang='zh-CN'><meta http-equiv=Content-Language content=zh-Hans><meta property=og:locale content=zh_CN>\
        <link hreflang=zh-CN><track srclang=zh-CN><code lang=zh-CN></code><p lang=ja><i lang='zh-hans-CN'>a</i></p><p translate=no lang=zh-CN><p lang=zh>";
    let wanted = "<html lang=zh-TW xml:lang='zh-TW'><meta http-equiv=Content-Language content=zh-Hant><meta property=og:locale content=zh_TW>\
        <link hreflang=zh-CN><track srclang=zh-TW><code lang=zh-CN></code><p lang=ja><i lang='zh-hant-TW'>a</i></p><p translate=no lang=zh-CN><p lang=zh>";
    let parsed = |retag| Parser::new(Format::Html).retag(retag).parse(document).unwrap();
    assert_eq!(parsed(true).normalize(&to_taiwan()), wanted);
    assert_eq!(parsed(false).normalize(&to_taiwan()), document);
}

/// A link's title parts no phrase, and what is decided of either goes to its place.
#[test]
fn what_is_left_is_decided_in_its_place() {
    let document = Format::Html.parse("<p>这些<a title='这些文件'>文<b>件</b></a>和文件</p>").unwrap();
    assert_eq!(document.text(), "这些文件和文件\n这些文件\n");
    let analysis = document.analyze(&to_taiwan());
    let left: Vec<_> = analysis.ambiguities().map(|left| left.text()).collect();
    assert_eq!(left, ["文件", "文<b>件", "文件"]);
    let resolved = analysis.resolve(|_| Some(0));
    assert_eq!(resolved.output(), "<p>這些<a title='這些檔案'>檔<b>案</b></a>和檔案</p>");
}

/// Nothing that nobody ends costs its number squared.
#[test]
fn what_is_not_ended_is_read_at_once() {
    for piece in [
        "<div>",
        "<b>",
        "<p><b>",
        "</p>",
        "<noscript>",
        "<svg>",
        "<svg><title>",
        "<li><ul>",
        "<a title=软 ",
        "&#",
        "<!--",
        "<table><td>",
        "<code>",
    ] {
        let document = piece.repeat(20_000);
        assert_eq!(Format::Html.parse(&document).unwrap().source(), document);
    }
    let names: String = (0..20_000).map(|number| format!("<x{number}></y{number}>")).collect();
    assert_eq!(to(&names), names);
}

#[test]
fn what_is_kept_has_its_place_in_the_document() {
    let document = Format::Html.parse("<p>软件&amp;`软<b>件`</b>和<code>软件</code></p>").unwrap();
    let analysis = document.analyze(&to_taiwan());
    let kept: Vec<_> = analysis.kept().map(|kept| (kept.text(), kept.by())).collect();
    assert_eq!(kept, [("`软<b>件`", KeptBy::Protection)]);
}
