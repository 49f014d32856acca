//! Markdown by chance, read by `comrak`.

use super::{config, converted, parsed, text, to_taiwan};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;
use tongwen::{Domain, Format, Layer, Lexicon, Locale, Normalizer, Parser};

fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.alerts = true;
    extension.math_dollars = true;
    extension.wikilinks_title_after_pipe = true;
    extension.front_matter_delimiter = Some("---".to_owned());
    options.parse.leave_footnote_definitions = true;
    options
}

/// A document as `comrak` sees it: its tree without text, and its text, with U+FFFC for what is no text in a line.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    tree: String,
    text: String,
    /// Titles that definitions give, each where it is used.
    titles: String,
    /// Blocks of HTML.
    blocks: Vec<String>,
}

fn seen(document: &str) -> Seen {
    fn see<'a>(node: &'a AstNode<'a>, seen: &mut Seen) {
        let value = node.data.borrow().value.clone();
        let mut title = String::new();
        let mut inner = true;
        let kind = match value {
            NodeValue::Text(text) => {
                seen.text.push_str(&text);
                // Several in a row are one.
                if !seen.tree.ends_with("text ") {
                    seen.tree.push_str("text ");
                }
                return;
            }
            NodeValue::HtmlBlock(block) => {
                seen.blocks.push(block.literal);
                "HtmlBlock".to_owned()
            }
            NodeValue::FrontMatter(data) => {
                seen.text.push_str(&data);
                "FrontMatter".to_owned()
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => {
                seen.text.push('\n');
                format!("{value:?}")
            }
            NodeValue::HtmlInline(tag) if tag == "<br>" => {
                seen.text.push('\n');
                tag
            }
            NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough | NodeValue::HtmlInline(_) => {
                format!("{value:?}")
            }
            NodeValue::Link(link) => {
                title.clone_from(&link.title);
                // Such as are a label, too.
                inner = !link.url.starts_with("/label");
                format!("link {}", link.url)
            }
            NodeValue::Image(image) => {
                seen.text.push('\u{FFFC}');
                title.clone_from(&image.title);
                format!("image {}", image.url)
            }
            NodeValue::WikiLink(_) => {
                inner = false;
                format!("{value:?}")
            }
            NodeValue::Code(_) | NodeValue::Math(_) | NodeValue::FootnoteReference(_) => {
                seen.text.push('\u{FFFC}');
                format!("{value:?}")
            }
            _ => {
                seen.text.push('\n');
                format!("{value:?}")
            }
        };
        let is_image = kind.starts_with("image");
        seen.tree.push_str(&kind);
        seen.tree.push('(');
        if inner {
            node.children().for_each(|child| see(child, seen));
        } else {
            seen.text.push('\u{FFFC}');
            // Nothing of it may change.
            seen.tree.push_str(&format!(
                "{:?}",
                node.descendants().map(|node| node.data.borrow().value.clone()).collect::<Vec<_>>()
            ));
        }
        if kind.ends_with("/full") {
            seen.titles.extend([&title, "\n"]);
        } else if !title.is_empty() {
            seen.text.extend(["\u{FFFC}", &title]);
        }
        if !title.is_empty() || is_image {
            seen.text.push('\u{FFFC}');
        }
        seen.tree.push_str(") ");
    }
    let arena = Arena::new();
    let mut all = Seen::default();
    let mut options = options();
    // Two rules are no front matter, whatever stands between.
    if !document.starts_with("---\ntitle") && !document.starts_with("---\r\ntitle") {
        options.extension.front_matter_delimiter = None;
    }
    see(parse_document(&arena, document, &options), &mut all);
    all
}

/// What a line and the text of a link is made of.
fn inline() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => text::plain(),
        2 => text::line().prop_map(|line| escaped(&line)),
        1 => text::plain().prop_map(|text| format!("`{text}`")),
        1 => Just("<br>".to_owned()),
        1 => Just("$软件$".to_owned()),
        1 => (text::plain(), text::plain()).prop_map(|(alt, title)| format!("![{alt}](<图 1.png> \"{title}\")")),
        1 => text::plain().prop_map(|alt| format!("![{alt}][full]")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let line = prop::collection::vec(inner, 1..4).prop_map(|parts| parts.join("，"));
        prop_oneof![
            line.clone().prop_map(|line| format!("，**{line}**，")),
            line.clone().prop_map(|line| format!("，*{line}*，")),
            line.clone().prop_map(|line| format!("，~~{line}~~，")),
            line.prop_map(|line| format!("<b title='软件'>{line}</b>")),
        ]
    })
}

/// As text that is no mark-up.
fn escaped(text: &str) -> String {
    let escaped = text.chars().enumerate().map(|(place, c)| match c {
        c if c.is_ascii_punctuation() && place % 2 == 0 => format!("&#{};", c as u32),
        c if c.is_ascii_punctuation() => format!("\\{c}"),
        c => c.to_string(),
    });
    escaped.collect()
}

fn line() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => inline(),
        1 => inline().prop_map(|line| format!("[{line}](/软件 (标题里的鼠标))")),
        1 => inline().prop_map(|line| format!("[{line}][full]")),
        2 => prop::sample::select(&["<https://example.org/软件>", "[软件]", "[鼠标][]", "[^脚注]", "[[内存]]"][..])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.join("，").trim().to_owned())
}

fn block() -> impl Strategy<Value = String> {
    let end = prop::sample::select(&["\n", "  \n", "\\\n"][..]);
    let leaf = prop_oneof![
        4 => (prop::collection::vec(line(), 1..4), end).prop_map(|(lines, end)| lines.join(end)),
        1 => line().prop_map(|line| format!("## {line} {{#软件}}")),
        1 => line().prop_map(|line| format!("{line}\n===")),
        1 => text::plain().prop_map(|code| format!("```软件\n{code}\n\n```")),
        1 => text::plain().prop_map(|code| format!("    {code}")),
        1 => text::plain().prop_map(|text| format!("<div>\n{text}\n</div>")),
        1 => Just("---".to_owned()),
        1 => text::plain().prop_map(|title| format!("[full]: /full '{title}'")),
        1 => prop::collection::vec(line(), 4).prop_map(|cells| {
            let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} | {} |\n| --- | :-: |\n| {} | {} |", cells[0], cells[1], cells[2], cells[3])
        }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let blocks = prop::collection::vec(inner, 1..4).prop_map(|blocks| blocks.join("\n\n"));
        let within = |blocks: String, first: &str, rest: &str| {
            let lines: Vec<_> = blocks.lines().collect();
            format!("{first}{}", lines.join(&format!("\n{rest}")))
        };
        prop_oneof![
            blocks.clone().prop_map(move |blocks| within(blocks, "> ", "> ")),
            blocks.clone().prop_map(move |blocks| within(blocks, "> [!NOTE]\n>\n> ", "> ")),
            blocks.clone().prop_map(move |blocks| within(blocks, "- ", "  ")),
            blocks.clone().prop_map(move |blocks| within(blocks, "- [x] 任务\n\n  ", "  ")),
            blocks.prop_map(move |blocks| within(blocks, "1. ", "   ")),
        ]
    })
}

fn document() -> impl Strategy<Value = String> {
    let front = prop::sample::select(&["", "---\ntitle: 软件\n---\n\n"][..]);
    (front, prop::collection::vec(block(), 0..5), any::<bool>()).prop_map(|(front, blocks, returns)| {
        let document = format!("{front}{}\n\n[软件]: /label\n[鼠标]: /label\n\n[^脚注]: 软件\n", blocks.join("\n\n"));
        if returns { document.replace('\n', "\r\n") } else { document }
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_prose_changes(document in document()) {
        let output = converted(Format::Markdown, &document);
        let (before, after) = (seen(&document), seen(&output));
        prop_assert_eq!(&after.tree, &before.tree);
        prop_assert_eq!(after.text, to_taiwan().normalize(&before.text));
        prop_assert_eq!(after.titles, to_taiwan().normalize(&before.titles));
        let html = |block: &String| parsed(&Parser::new(Format::Html), block).normalize(&to_taiwan()).into_owned();
        prop_assert_eq!(after.blocks, before.blocks.iter().map(html).collect::<Vec<_>>());
    }
}

#[test]
fn what_no_file_shows() {
    let cases = [
        ("", ""),
        // Front matter is only what stands first and is closed.
        ("---\n软件\n---\n软件", "---\n軟體\n---\n軟體"),
        ("+++\n软件\n+++\n软件", "+++\n软件\n+++\n軟體"),
        ("---\n软件\n", "---\n軟體\n"),
        ("---\n\n软件\n\n---\n", "---\n\n軟體\n\n---\n"),
        ("软件\n\n---\n软件\n---\n", "軟體\n\n---\n軟體\n---\n"),
        ("\u{FEFF}---\r\na: 软件\r\n---\r\n软件\r\n", "\u{FEFF}---\r\na: 軟體\r\n---\r\n軟體\r\n"),
        // What is a label, too, and what is none.
        ("[软件]\n\n[软件]: /a", "[软件]\n\n[软件]: /a"),
        ("![软件][]\n\n[软件]: /a", "![软件][]\n\n[软件]: /a"),
        ("[软件][a] [软件][b]\n\n[a]: /a", "[軟體][a] [軟體][b]\n\n[a]: /a"),
        ("[软件]", "[軟體]"),
        ("软件[^软件]，[^软件][软件]", "軟體[^软件]，[^软件][軟體]"),
        // Titles in all quotation marks; with escapes they are left.
        ("[软](a '软件')[软](a (软件))[软](<a b> \"软件\" )", "[軟](a '軟體')[軟](a (軟體))[軟](<a b> \"軟體\" )"),
        ("[a](b \"软件&amp;\") [软件](\"软件\")", "[a](b \"软件&amp;\") [軟體](\"软件\")"),
        ("> [a]: /a\n> '软件'\n\n软件", "> [a]: /a\n> '軟體'\n\n軟體"),
        // Phrases that marks part.
        ("软**件**、打*印*机、U*盘*", "軟**體**、印*表*機、U*盤*"),
        ("软[件](a)，鼠<b>标</b>，软`c`件", "軟[體](a)，滑<b>鼠</b>，軟`c`件"),
        ("&#36719;件，&#36719;&#20214;，软&nbsp;件", "軟體，&#36575;&#39636;，軟&nbsp;件"),
        ("> 鼠标\n> 标\n>\n> - 软\n>   件", "> 滑鼠\n> 標\n>\n> - 軟\n>   件"),
        // Not closed.
        ("**软件 `鼠标 [视频 <b 硬盘 <code>软件", "**軟體 `滑鼠 [影片 <b 硬碟 <code>软件"),
        ("<code>软件\n\n软件", "<code>软件\n\n軟體"),
        // Money and formulas.
        ("软件$5，鼠标$6", "軟體$5，滑鼠$6"),
        ("软件$x_{里}$，鼠标$$里$$", "軟體$x_{里}$，滑鼠$$里$$"),
    ];
    for (document, wanted) in cases {
        assert_eq!(converted(Format::Markdown, document), wanted, "{document}");
    }
}

/// Headings are called by their text, so links to them change with it.
#[test]
fn links_follow_their_headings() {
    let cases = [
        ("# 软件\n[软件](#软件)", "# 軟體\n[軟體](#軟體)"),
        ("[见](<#软件> \"软件\")\n\n软件\n===\n", "[見](<#軟體> \"軟體\")\n\n軟體\n===\n"),
        // Blanks, marks, code, emphasis, letters.
        (
            "## 1. 安装 *软*件：`内存` API！\n[a](#1-安装-软件内存-api)",
            "## 1. 安裝 *軟*體：`内存` API！\n[a](#1-安裝-軟體内存-api)",
        ),
        ("# 软件<kbd>键</kbd>\n[a](#软件键)", "# 軟體<kbd>键</kbd>\n[a](#軟體键)"),
        // Of several that are called the same the later ones are numbered, as they will be.
        ("# 软件\n# 软件\n[a](#软件-1)[b](#软件)", "# 軟體\n# 軟體\n[a](#軟體-1)[b](#軟體)"),
        ("# 软件\n# 軟體\n[a](#軟體)", "# 軟體\n# 軟體\n[a](#軟體-1)"),
        // As addresses have it, by reference, in HTML.
        (
            "# 软件\n[a](#%E8%BD%AF%E4%BB%B6)[b](#%e8%bd%af%e4%bb%b6)",
            "# 軟體\n[a](#%E8%BB%9F%E9%AB%94)[b](#%E8%BB%9F%E9%AB%94)",
        ),
        ("# 软件\n[a][b]\n\n[b]: #软件 '软'\n", "# 軟體\n[a][b]\n\n[b]: #軟體 '軟'\n"),
        (
            "# 软件\n<a href=\"#软件\">软</a>\n\n<p><a href='#软件'>软</a></p>",
            "# 軟體\n<a href=\"#軟體\">軟</a>\n\n<p><a href='#軟體'>軟</a></p>",
        ),
        // A word that marks part.
        ("# U*盘*\n[a](#u盘)", "# U*盤*\n[a](#u盤)"),
        // What leads elsewhere, or to what says how it is called.
        ("# 软件 {#软件}\n[a](#软件)", "# 軟體 {#软件}\n[a](#软件)"),
        ("# 软件\n[a](b.md#软件) [b](#软) ![c](#软件)", "# 軟體\n[a](b.md#软件) [b](#软) ![c](#软件)"),
        ("软件\n\n[a](#软件)\n```\n# 软件\n```", "軟體\n\n[a](#软件)\n```\n# 软件\n```"),
    ];
    for (document, wanted) in cases {
        assert_eq!(converted(Format::Markdown, document), wanted, "{document}");
    }
    let document = Format::Markdown.parse("# 软件\n[a](#软件)").unwrap();
    let analysis = document.analyze(&to_taiwan());
    let link = analysis.edits().next_back().unwrap();
    assert_eq!((link.before(), link.after(), link.layer()), ("软件", "軟體", Some(Layer::Term(Domain::Computing))));
}

/// What is written makes no marks, whatever it is.
#[test]
fn replacements_are_no_markup() {
    let rows = [("软件", "*C++* [x](y) `z` <b> & 1. #"), ("鼠标", "# - 1."), ("视频", "1. + a|b~c")];
    let normalizer = Normalizer::builder(Locale::ZH_TW).layer(Lexicon::from_pairs(rows)).build().unwrap();
    let document = "鼠标\n\n视频\n\n*软件* [软件](a \"软件\")\n\n| 软件 |\n| - |\n| 视频 |\n";
    let output = Format::Markdown.parse(document).unwrap().normalize(&normalizer).into_owned();
    let (before, after) = (seen(document), seen(&output));
    assert_eq!(after.tree, before.tree, "{output}");
    let wanted = rows.iter().fold(before.text, |text, (from, to)| text.replace(from, to));
    assert_eq!(after.text, wanted, "{output}");
}

/// What means something to Markdown, and text.
const SOUP: &[&str] = &[
    "软件",
    "鼠标",
    "后面",
    "“",
    "”",
    "，",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "---\n",
    "===\n",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "~~~\n",
    "[",
    "]",
    "](",
    ")",
    "(",
    "![",
    "[软件]",
    "[软件]: /a",
    "](#软件)",
    "[^a]",
    "[^a]: ",
    "\"",
    "'",
    "<",
    ">",
    "<b>",
    "</b>",
    "<br>",
    "<code>",
    "</code>",
    "<div>",
    "<!--",
    "-->",
    "<a@b.c>",
    "|",
    "| - |\n",
    "\\",
    "\\\n",
    "&amp;",
    "&copy;",
    "&",
    "$",
    "$$",
    "{#a}",
    ": ",
    "+++\n",
    "[[",
    "]]",
    "a",
    "0",
    "!",
    "^",
    ":",
    "[!NOTE]\n",
    "\u{0}",
    "🀄",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SOUP), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(config())]

    /// The parsers do not agree on what is code in all of it; but no mark is made, and none is lost.
    #[test]
    fn soup_keeps_its_marks(document in soup()) {
        let output = converted(Format::Markdown, &document);
        // Nor on what NUL ends.
        if document.contains('\0') {
            return Ok(());
        }
        let marks = |document| seen(document).tree.replace(|c: char| !c.is_ascii(), "");
        prop_assert_eq!(marks(&document), marks(&output), "{}", output);
    }
}
