//! HTML by chance, read by `html5gum`.

use super::passage::{Part, convert};
use super::{config, converted, text, to_taiwan};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use proptest::prelude::*;
use tongwen::{Format, Parser};

#[derive(Clone, Debug)]
enum Node {
    Text(String),
    Inline(&'static str, Vec<Node>),
    Link(Option<String>, Vec<Node>),
    /// Its content is left.
    Code(&'static str, String),
    Ruby(String, String),
    Image(String),
    Comment(String),
    Break,
    /// With attributes that say whether it is read.
    Told(&'static str, Says, Vec<Node>),
    Many(&'static str, Vec<Node>),
}

#[derive(Clone, Copy, Debug)]
enum Says {
    Translate(bool),
    NoTranslate,
    Language(&'static str),
}

#[derive(Clone, Copy, Debug)]
struct Style {
    quote: char,
    references: u8,
    is_large: bool,
    /// Ends that may be left out are.
    is_short: bool,
    line: &'static str,
}

fn says() -> impl Strategy<Value = Says> {
    let language = prop::sample::select(&["ja", "en-US", "zh-CN", "zh-Hant", "zh-Latn", ""][..]);
    prop_oneof![any::<bool>().prop_map(Says::Translate), Just(Says::NoTranslate), language.prop_map(Says::Language)]
}

fn inline() -> impl Strategy<Value = Vec<Node>> {
    let leaf = prop_oneof![
        6 => text::line().prop_map(Node::Text),
        1 => (prop::sample::select(&["code", "kbd", "script"][..]), text::plain()).prop_map(|(name, text)| Node::Code(name, text)),
        1 => (text::plain(), text::plain()).prop_map(|(base, above)| Node::Ruby(base, above)),
        1 => text::line().prop_map(Node::Image),
        1 => text::plain().prop_map(Node::Comment),
        1 => Just(Node::Break),
    ];
    // No link stands in a link.
    let linked = prop::collection::vec(leaf.clone(), 0..3);
    let node = leaf.prop_recursive(3, 12, 3, move |inner| {
        let inner = prop::collection::vec(inner, 0..3);
        prop_oneof![
            2 => (prop::sample::select(&["b", "em", "span"][..]), inner.clone()).prop_map(|(name, inner)| Node::Inline(name, inner)),
            1 => (prop::option::of(text::line()), linked.clone()).prop_map(|(title, inner)| Node::Link(title, inner)),
            1 => (says(), inner).prop_map(|(says, inner)| Node::Told("i", says, inner)),
        ]
    });
    prop::collection::vec(node, 0..5)
}

fn blocks() -> impl Strategy<Value = Vec<Node>> {
    let name = prop::sample::select(&["p", "li", "h2", "td", "div"][..]);
    let leaf = (name, inline()).prop_map(|(name, inner)| Node::Many(name, inner));
    let block = leaf.prop_recursive(3, 12, 4, |inner| {
        let name = prop::sample::select(&["div", "section", "blockquote"][..]);
        let inner = prop::collection::vec(inner, 0..4);
        prop_oneof![
            (name.clone(), inner.clone()).prop_map(|(name, inner)| Node::Many(name, inner)),
            (name, says(), inner).prop_map(|(name, says, inner)| Node::Told(name, says, inner)),
        ]
    });
    prop::collection::vec(block, 0..4)
}

fn style() -> impl Strategy<Value = Style> {
    let marks = (prop::sample::select(&['"', '\'', ' '][..]), 0..4u8, any::<bool>(), any::<bool>(), any::<bool>());
    marks.prop_map(|(quote, references, is_large, is_short, crlf)| Style {
        quote,
        references,
        is_large,
        is_short,
        line: if crlf { "\r\n" } else { "\n" },
    })
}

impl Style {
    fn text(self, text: &str) -> String {
        let written = |(number, c): (usize, char)| match (c, self.references) {
            ('&', _) => "&amp;".to_owned(),
            ('<', _) => "&lt;".to_owned(),
            (c, 1) if !c.is_ascii() => format!("&#{};", c as u32),
            (c, 2) if !c.is_ascii() => format!("&#X{:x};", c as u32),
            (c, 3) if !c.is_ascii() && number % 2 == 0 => format!("&#x{:X};", c as u32),
            (c, _) => c.to_string(),
        };
        text.chars().enumerate().map(written).collect()
    }

    fn attribute(self, name: &str, value: &str) -> String {
        let value = self.text(value).replace('"', "&quot;").replace('\'', "&#39;");
        let is_bare = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || "\"'`=<>/".contains(c));
        match self.quote {
            ' ' if is_bare => format!(" {name}={value}"),
            ' ' => format!(" {name} = \"{value}\""),
            quote => format!(" {name}={quote}{value}{quote}"),
        }
    }

    fn element(self, name: &str, attributes: &str, inner: &str, is_open: bool) -> String {
        let name = if self.is_large { name.to_uppercase() } else { name.to_owned() };
        let end = if is_open { String::new() } else { format!("</{name}>") };
        format!("<{name}{attributes}>{inner}{end}")
    }

    fn nodes(self, nodes: &[Node]) -> String {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn node(self, node: &Node) -> String {
        match node {
            Node::Text(text) => self.text(text),
            Node::Inline(name, inner) => self.element(name, "", &self.nodes(inner), false),
            Node::Link(title, inner) => {
                let title = title.as_ref().map(|title| self.attribute("title", title)).unwrap_or_default();
                self.element("a", &(" href=\"/软件\"".to_owned() + &title), &self.nodes(inner), false)
            }
            Node::Code(name, text) => self.element(name, " data-x='软件'", text, false),
            Node::Ruby(base, above) => format!("<ruby>{base}<rp>（</rp><rt>{above}</rt><rp>）</rp></ruby>"),
            Node::Image(alt) => self.element("img", &(self.attribute("alt", alt) + " src='软件'"), "", true),
            Node::Comment(text) => format!("<!--{text}-->"),
            Node::Break => "<br>".to_owned(),
            Node::Told(name, says, inner) => {
                let says = match says {
                    Says::Translate(true) => self.attribute("translate", "yes"),
                    Says::Translate(false) => self.attribute("translate", "no"),
                    Says::NoTranslate => self.attribute("class", "软件 notranslate"),
                    Says::Language(tag) => self.attribute("lang", tag),
                };
                self.element(name, &says, &self.nodes(inner), false)
            }
            Node::Many(name, inner) => {
                let is_open = self.is_short && *name == "p";
                self.element(name, "", &self.nodes(inner), is_open) + self.line
            }
        }
    }
}

/// Converts what a browser shows.
#[derive(Default)]
struct ByHand<'a> {
    parts: Vec<Part<'a>>,
    attributes: Vec<Part<'a>>,
    after_link: bool,
}

impl<'a> ByHand<'a> {
    fn nodes(&mut self, nodes: &'a mut [Node], translated: bool, chinese: bool) {
        for node in nodes {
            self.node(node, translated, chinese);
        }
    }

    fn node(&mut self, node: &'a mut Node, translated: bool, chinese: bool) {
        let is_read = translated && chinese;
        match node {
            Node::Text(text) => self.text(text, is_read),
            Node::Inline(_, inner) => self.nodes(inner, translated, chinese),
            Node::Link(title, inner) => {
                if std::mem::take(&mut self.after_link) {
                    self.parts.push(Part::Object);
                }
                self.attributes
                    .extend(title.iter_mut().filter(|_| is_read).flat_map(|title| [Part::Text(title), Part::End]));
                self.nodes(inner, translated, chinese);
                self.after_link = true;
            }
            Node::Code(..) => {
                self.parts.push(Part::Object);
                self.after_link = false;
            }
            Node::Ruby(base, _) => {
                self.text(base, is_read);
            }
            Node::Image(alt) => {
                self.parts.push(Part::Object);
                self.attributes.extend(is_read.then_some(alt).into_iter().flat_map(|alt| [Part::Text(alt), Part::End]));
            }
            Node::Comment(_) => {}
            Node::Break => self.parts.push(Part::End),
            Node::Told(name, says, inner) => {
                let (translated, chinese) = match says {
                    Says::Translate(translated) => (*translated, chinese),
                    Says::NoTranslate => (false, chinese),
                    Says::Language(tag) => {
                        (translated, tag.is_empty() || (tag.starts_with("zh") && !tag.ends_with("Latn")))
                    }
                };
                self.parts.extend((*name != "i").then_some(Part::End));
                self.nodes(inner, translated, chinese);
                self.parts.extend((*name != "i").then_some(Part::End));
            }
            Node::Many(_, inner) => {
                self.parts.push(Part::End);
                self.nodes(inner, translated, chinese);
                self.parts.push(Part::End);
            }
        }
    }

    fn text(&mut self, text: &'a mut String, is_read: bool) {
        if text.is_empty() {
            return;
        }
        self.after_link = false;
        if is_read {
            self.parts.push(Part::Text(text));
        } else if !text.trim().is_empty() {
            self.parts.push(Part::Object);
        }
    }
}

fn tokens(document: &str) -> Vec<Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(document, emitter).map(|token| token.unwrap());
    tokens.filter(|token| !matches!(token, Token::Error(_))).collect()
}

/// A document's tokens, but for what is Chinese in them.
fn skeleton(document: &str) -> String {
    let shown: Vec<_> = tokens(document)
        .into_iter()
        .map(|token| match token {
            Token::StartTag(tag) => {
                let attributes: Vec<_> = tag.attributes.iter().map(|(name, value)| (name, ascii(value))).collect();
                format!("{:?} {attributes:?} {}", tag.name, tag.self_closing)
            }
            Token::String(text) => ascii(&text),
            // In an SVG it may be text; that parser knows of none.
            Token::Comment(text) => ascii(&text),
            other => ascii(format!("{other:?}").as_bytes()),
        })
        .collect();
    shown.join("\n")
}

/// Without references too: inside of `<noscript>` the other parser reads none.
fn ascii(text: &[u8]) -> String {
    let ascii: String = text.iter().filter(|byte| byte.is_ascii()).map(|byte| char::from(*byte)).collect();
    let mut parts = ascii.split("&#");
    let first = parts.next().unwrap().to_owned();
    let cut = |part: &str| {
        let rest = part.trim_start_matches(|c: char| c == 'x' || c.is_ascii_hexdigit());
        rest.strip_prefix(';').unwrap_or(rest).to_owned()
    };
    first + &parts.map(cut).collect::<String>()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_text_changes(mut nodes in blocks(), style in style()) {
        let output = converted(Format::Html, &style.nodes(&nodes));
        let mut by_hand = ByHand::default();
        by_hand.nodes(&mut nodes, true, true);
        let ByHand { parts, attributes, .. } = by_hand;
        convert(parts);
        convert(attributes);
        prop_assert_eq!(tokens(&output), tokens(&style.nodes(&nodes)));
    }

    /// What no tree makes is read too, and stays as it is but for text.
    #[test]
    fn soup_stays_soup(pieces in prop::collection::vec(prop::sample::select(SOUP), 0..24)) {
        let document = pieces.concat();
        prop_assert_eq!(skeleton(&converted(Format::Html, &document)), skeleton(&document));
    }
}

const SOUP: &[&str] = &[
    "软件",
    "鼠",
    "标",
    "“引号”",
    "头发",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<li>",
    "<a title=",
    "<a href='",
    "<img alt=\"",
    ">",
    "/>",
    "\"",
    "'",
    "=",
    " ",
    "\r\n",
    "<",
    "</",
    "</>",
    "</ x>",
    "<!--",
    "-->",
    "<!",
    "<?",
    "<![CDATA[",
    "]]>",
    "<svg>",
    "</svg>",
    "<title>",
    "</title>",
    "<math>",
    "<mi>",
    "</math>",
    "<noscript>",
    "</noscript>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<textarea>",
    "</textarea>",
    "<template>",
    "<table>",
    "<td>",
    "</table>",
    "<select>",
    "<option>",
    "<br>",
    "</br>",
    "<plaintext>",
    "<code>",
    "</code>",
    "<p lang=ja>",
    "<i translate=no>",
    "</i>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "<foreignObject>",
    "&",
    "&#",
    "&#36719",
    "&#x6807;",
    "&amp",
    "&lt;",
    "&notit;",
    "&NotEqualTilde;",
    ";",
    "\0",
    "é",
    "<p title='软件' title='鼠标'>",
    "<frameset>",
    "<iframe>",
];

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
        ("&#40736;&#26631", "&#x6ED1;&#x9F20;"),
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
        <link hreflang=zh-CN><code lang=zh-CN></code><p lang=ja><i lang='zh-hans-CN'>a</i></p><p translate=no lang=zh-CN><p lang=zh>";
    let wanted = "<html lang=zh-TW xml:lang='zh-TW'><meta http-equiv=Content-Language content=zh-Hant><meta property=og:locale content=zh_TW>\
        <link hreflang=zh-CN><code lang=zh-CN></code><p lang=ja><i lang='zh-hant-TW'>a</i></p><p translate=no lang=zh-CN><p lang=zh>";
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
