//! XLIFF by chance, read by `roxmltree`.

use super::passage::{Part, convert};
use super::{config, converted, text, to_taiwan_from};
use proptest::prelude::*;
use roxmltree::{Document, Node as Element, NodeType, ParsingOptions};
use tongwen::Format;

#[derive(Clone, Debug)]
enum Node {
    Text(String),
    Data(String),
    /// Part of the text: `g`, or `pc`.
    Inline(Vec<Node>),
    /// Code for something that is no text.
    Code(String),
    /// A half of a pair: part of the text, but for the code in it.
    Half(String),
    /// Text that code has.
    Sub(String, Vec<Node>),
    /// Not to be translated, or so again.
    Marked(bool, Vec<Node>),
    Comment(String),
}

#[derive(Clone, Debug)]
struct Unit {
    source: String,
    target: Vec<Node>,
    translated: Option<bool>,
    language: Option<&'static str>,
}

#[derive(Clone, Copy, Debug)]
struct Style {
    is_second: bool,
    is_escaped: bool,
    quote: char,
    line: &'static str,
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let leaf = prop_oneof![
        4 => text::line().prop_map(Node::Text),
        1 => text::line().prop_map(|text| Node::Data(text.replace([']', '"'], ""))),
        1 => text::line().prop_map(Node::Code),
        1 => text::line().prop_map(Node::Half),
        1 => text::plain().prop_map(Node::Comment),
    ];
    let node = leaf.prop_recursive(3, 12, 3, |inner| {
        let inner = prop::collection::vec(inner, 0..4);
        prop_oneof![
            inner.clone().prop_map(Node::Inline),
            (text::line(), inner.clone()).prop_map(|(code, inner)| Node::Sub(code, inner)),
            (any::<bool>(), inner).prop_map(|(translated, inner)| Node::Marked(translated, inner)),
        ]
    });
    prop::collection::vec(node, 0..5)
}

fn unit() -> impl Strategy<Value = Unit> {
    let language = prop::option::of(prop::sample::select(&["zh-CN", "zh-Hant", "ja", "en"][..]));
    (text::line(), nodes(), prop::option::of(any::<bool>()), language)
        .prop_map(|(source, target, translated, language)| Unit { source, target, translated, language })
}

fn style() -> impl Strategy<Value = Style> {
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(is_second, is_escaped, single, crlf)| {
        Style { is_second, is_escaped, quote: if single { '\'' } else { '"' }, line: if crlf { "\r\n" } else { "\n" } }
    })
}

impl Style {
    fn document(self, units: &[Unit]) -> String {
        let units: String = units.iter().map(|unit| self.unit(unit) + self.line).collect();
        let document = if self.is_second {
            format!(
                "<xliff version=\"2.0\" srcLang=\"zh-CN\" trgLang=\"zh-CN\">\n<file id=\"软件\">\n{units}</file></xliff>\n"
            )
        } else {
            format!(
                "<x:xliff version=\"1.2\" xmlns:x=\"urn:x\"><file target-language=\"zh-CN\"><body>\n{units}</body></file></x:xliff>\n"
            )
        };
        document.replace('\n', self.line).replace('"', &self.quote.to_string())
    }

    fn unit(self, unit: &Unit) -> String {
        let translate = match unit.translated {
            None => "",
            Some(true) => " translate=\"yes\"",
            Some(false) => " translate=\"no\"",
        };
        let language = unit.language.map(|tag| format!(" xml:lang=\"{tag}\"")).unwrap_or_default();
        let (source, target) = (self.text(&unit.source), self.nodes(&unit.target));
        let pair = format!("<source>{source}</source><target{language}>{target}</target>");
        if self.is_second {
            format!("<unit id=\"软件\"{translate}><notes><note>{source}</note></notes><segment>{pair}</segment></unit>")
        } else {
            format!("<trans-unit id=\"软件\"{translate}>{pair}<note>{source}</note></trans-unit>")
        }
    }

    fn text(self, text: &str) -> String {
        let escape = |c: char| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            c if self.is_escaped && !c.is_ascii() => format!("&#x{:X};", c as u32),
            c => c.to_string(),
        };
        text.chars().map(escape).collect()
    }

    fn nodes(self, nodes: &[Node]) -> String {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn node(self, node: &Node) -> String {
        match (node, self.is_second) {
            (Node::Text(text), _) => self.text(text),
            (Node::Data(text), _) => format!("<![CDATA[{text}]]>"),
            (Node::Inline(inner), false) => format!("<g id=\"软件\">{}</g>", self.nodes(inner)),
            (Node::Inline(inner), true) => format!("<pc disp=\"软件\">{}</pc>", self.nodes(inner)),
            (Node::Code(code), false) => format!("<ph>{}</ph>", self.text(code)),
            (Node::Code(_), true) => "<ph disp=\"软件\"/>".to_owned(),
            (Node::Half(code), false) => format!("<bpt>{}</bpt>", self.text(code)),
            (Node::Half(_), true) => "<sc disp=\"软件\"/>".to_owned(),
            (Node::Sub(code, inner), false) => format!("<it>{}<sub>{}</sub></it>", self.text(code), self.nodes(inner)),
            (Node::Sub(..), true) => "<cp hex=\"001A\"/>".to_owned(),
            (Node::Marked(true, inner), false) => format!("<mrk mtype=\"软件\">{}</mrk>", self.nodes(inner)),
            (Node::Marked(false, inner), false) => format!("<mrk mtype=\"protected\">{}</mrk>", self.nodes(inner)),
            (Node::Marked(true, inner), true) => format!("<mrk translate=\"yes\">{}</mrk>", self.nodes(inner)),
            (Node::Marked(false, inner), true) => format!("<mrk translate=\"no\">{}</mrk>", self.nodes(inner)),
            (Node::Comment(text), _) => format!("<!--{text}-->"),
        }
    }

    /// Tells the parts of a passage; `subs`: of those that stand beside. Those inside of such part it.
    fn parts<'a>(
        self,
        nodes: &'a mut [Node],
        read: bool,
        parts: &mut Vec<Part<'a>>,
        mut subs: Option<&mut Vec<Part<'a>>>,
    ) {
        for node in nodes {
            match node {
                Node::Text(text) if text.is_empty() => {}
                Node::Text(_) | Node::Data(_) if !read => parts.push(Part::Object),
                Node::Text(text) | Node::Data(text) => parts.push(Part::Text(text)),
                Node::Inline(inner) => self.parts(inner, read, parts, subs.as_deref_mut()),
                Node::Code(_) => parts.push(Part::Object),
                Node::Sub(_, inner) => {
                    parts.push(Part::Object);
                    if !self.is_second {
                        let sub = subs.as_deref_mut().unwrap_or(parts);
                        sub.push(Part::End);
                        self.parts(inner, read, sub, None);
                        sub.push(Part::End);
                    }
                }
                Node::Marked(translated, inner) => {
                    let read = *translated && (read || self.is_second);
                    self.parts(inner, read, parts, subs.as_deref_mut());
                }
                Node::Half(_) | Node::Comment(_) => {}
            }
        }
    }
}

/// A tree as a text, that two may be compared.
fn tree(document: &str) -> String {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(document, options).unwrap_or_else(|error| panic!("{error}\n{document}"));
    document.root().descendants().map(shown).collect()
}

fn shown(node: Element<'_, '_>) -> String {
    let attributes: Vec<_> = node.attributes().map(|all| (all.name(), all.value())).collect();
    let depth = node.ancestors().count();
    match node.node_type() {
        NodeType::Element => format!("{depth} {:?} {attributes:?}\n", node.tag_name()),
        _ => format!("{depth} {:?} {:?}\n", node.node_type(), node.text()),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_targets_change(mut units in prop::collection::vec(unit(), 0..4), style in style()) {
        let document = style.document(&units);
        let output = converted(Format::Xliff, &document);
        let normalizer = to_taiwan_from(&Format::Xliff.parse(&document).unwrap());
        for unit in &mut units {
            let chinese = unit.language.is_none_or(|tag| tag.starts_with("zh"));
            if !chinese {
                continue;
            }
            let (mut parts, mut subs) = (Vec::new(), Vec::new());
            style.parts(&mut unit.target, unit.translated != Some(false), &mut parts, Some(&mut subs));
            convert(&normalizer, parts);
            convert(&normalizer, subs);
        }
        prop_assert_eq!(tree(&output), tree(&style.document(&units)));
    }

    #[test]
    fn any_text_is_told_or_a_fault(pieces in prop::collection::vec(prop::sample::select(SOUP), 0..16)) {
        let document = format!("<xliff><target>{}", pieces.concat());
        if Format::Xliff.parse(&document).is_ok() {
            converted(Format::Xliff, &document);
        }
    }
}

const SOUP: &[&str] = &[
    "软件",
    "鼠",
    "标",
    "<g>",
    "</g>",
    "<ph>",
    "</ph>",
    "<sub>",
    "</sub>",
    "<x/>",
    "</target>",
    "</target></xliff>",
    "</xliff>",
    "<target>",
    "&amp;",
    "&",
    "&#x6807;",
    "&#0;",
    "&x;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<",
    ">",
    "\r\n",
    "<mrk translate='no'>",
    "</mrk>",
    "<sm translate='no' id='1'/>",
    "<em startRef='1'/>",
    "<!DOCTYPE x>",
    "<g a=1>",
    "<g a='1' a='2'>",
];

fn target(inner: &str) -> String {
    format!("<xliff><file><unit><target>{inner}</target></unit></file></xliff>")
}

#[test]
fn phrases_go_across_what_is_not_seen() {
    let cases = [
        ("鼠<g>标</g>", "滑<g>鼠</g>"),
        ("鼠<bpt>标</bpt>标<ept/>", "滑<bpt>标</bpt>鼠<ept/>"),
        ("鼠<!-- 标 --><?标?><![CDATA[标]]>", "滑<!-- 标 --><?标?><![CDATA[鼠]]>"),
        ("鼠<x/>标", "鼠<x/>標"),
        ("鼠&y;标", "鼠&y;標"),
        ("鼠<mrk translate='no'>标</mrk>标", "鼠<mrk translate='no'>标</mrk>標"),
        (
            "鼠<ph>标<sub>软<ph><sub>鼠</sub></ph>件</sub></ph>标",
            "鼠<ph>标<sub>軟<ph><sub>鼠</sub></ph>件</sub></ph>標",
        ),
        ("&#x9F20;&#26631;", "&#x6ED1;&#x9F20;"),
        ("“引号”&lt;", "「引號」&lt;"),
        ("<![CDATA[“引号”<软件>&]]>", "<![CDATA[「引號」<軟體>&]]>"),
        (
            "软件<sm id='1' translate='no'/>软件<em startRef='1'/>软件",
            "軟體<sm id='1' translate='no'/>软件<em startRef='1'/>軟體",
        ),
    ];
    for (inner, wanted) in cases {
        assert_eq!(converted(Format::Xliff, &target(inner)), target(wanted));
    }
}

#[test]
fn what_is_no_target_is_left() {
    for left in [
        "<xliff/>".to_owned(),
        "<?xml version='1.0'?>\r\n<!DOCTYPE xliff><xliff><file><body>软件<source>软件</source><target/></body></file></xliff>\r\n".to_owned(),
        "<xliff><file target-language='ja'><target>软件</target></file></xliff>".to_owned(),
        "<xliff trgLang='en'><target>软件</target></xliff>".to_owned(),
        "<xliff><group translate='no'><unit><target>软件</target></unit></group></xliff>".to_owned(),
        target("<ph>软件</ph>"),
    ] {
        assert_eq!(converted(Format::Xliff, &left), left);
    }
}

#[test]
fn faults_are_told_with_their_place() {
    let cases = [
        ("", (1, 1), "there is no <xliff>; give a file of XLIFF"),
        ("\u{FEFF}<html>", (1, 2), "the root is <html>, not <xliff>; give a file of XLIFF"),
        ("<xliff>\n<target>软件", (2, 1), "<target> is not closed; write </target>"),
        (
            "<xliff>\n 软</target>",
            (2, 3),
            "</target> stands where </xliff> should; close elements in the order in which they are open",
        ),
        ("<xliff/></g>", (1, 9), "</g> closes what is not open; take it away"),
        ("<xliff>软 & 硬</xliff>", (1, 10), "`&` begins no reference; write &amp;"),
        (
            "<xliff>软&#0;</xliff>",
            (1, 9),
            "invalid character reference: 0x0 character is not permitted in XML; write &amp; for `&`, or the number of a character",
        ),
        ("<xliff>\n<g 软=1>", (2, 6), "a value has no quotation marks; write them"),
        ("<xliff><g a='1' a='2'>", (1, 17), "an attribute is there twice; take one away"),
        ("<xliff><g a>", (1, 12), "an attribute has no value; write one, as name=\"value\""),
        ("<xliff><!-- ", (1, 8), "a comment is not closed; write `-->`"),
        ("<xliff><g a='1>", (1, 8), "a tag is not closed; write `>`"),
    ];
    for (document, place, message) in cases {
        let error = Format::Xliff.parse(document).unwrap_err();
        let told = error.to_string();
        assert_eq!((error.line().unwrap(), error.column().unwrap()), place, "{told}\n{document}");
        assert!(told.contains(message), "{told}");
    }
}

/// Neither depth nor number costs more than itself.
#[test]
fn much_is_read_at_once() {
    let depth = 50_000;
    let document = target(&("<g>".repeat(depth) + "软件" + &"</g>".repeat(depth)));
    assert_eq!(converted(Format::Xliff, &document), document.replace("软件", "軟體"));
    let markers: String = (0..20_000).map(|number| format!("<sm translate='no' id='{number}'/><em/>")).collect();
    assert_eq!(converted(Format::Xliff, &target(&markers)), target(&markers));
}
