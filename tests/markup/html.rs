//! HTML by chance, read by `html5gum`.

use super::passage::{Part, convert};
use super::{config, converted, text, to_taiwan};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use proptest::prelude::*;
use tongwen::Format;

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
        convert(&to_taiwan(), parts);
        convert(&to_taiwan(), attributes);
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
