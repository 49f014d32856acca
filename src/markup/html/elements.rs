//! The elements of HTML: what they are in a text, and which end which.

/// What an element is in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A passage of its own, or several.
    Block,
    /// Part of a passage.
    Inline,
    /// So too, but no phrase goes from one into the next.
    Link,
    /// Says how what it belongs to is read aloud.
    Annotation,
    /// Ends a line; has no content.
    Break,
    /// Something in a passage that is no text; has no content.
    Image,
    /// Nothing in a passage; has no content.
    Void,
    /// Something in a passage whose content is not for readers of Chinese.
    Left,
    /// An SVG.
    Drawing,
}

pub fn kind(name: &str) -> Kind {
    match name {
        "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "data" | "del" | "dfn" | "em" | "font" | "i"
        | "ins" | "label" | "mark" | "meter" | "nobr" | "output" | "picture" | "progress" | "q" | "rb" | "ruby"
        | "s" | "slot" | "small" | "span" | "strike" | "strong" | "sub" | "sup" | "textpath" | "time" | "tspan"
        | "tt" | "u" => Kind::Inline,
        "a" => Kind::Link,
        "rp" | "rt" | "rtc" => Kind::Annotation,
        "br" => Kind::Break,
        "area" | "embed" | "frame" | "img" | "input" => Kind::Image,
        "base" | "basefont" | "bgsound" | "col" | "link" | "meta" | "param" | "source" | "track" | "wbr" => Kind::Void,
        "code" | "iframe" | "kbd" | "listing" | "math" | "noembed" | "noframes" | "plaintext" | "samp" | "script"
        | "style" | "var" | "xmp" => Kind::Left,
        "svg" => Kind::Drawing,
        _ => Kind::Block,
    }
}

/// Whether this is text, inside an SVG.
pub fn is_text_of_drawing(name: &str) -> bool {
    matches!(name, "desc" | "foreignobject" | "text" | "title")
}

/// The open elements that the beginning of this one ends.
pub fn ended_by(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["li", "p"],
        "dd" | "dt" => &["dd", "dt", "p"],
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog" | "dir" | "div" | "dl"
        | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "header" | "hgroup" | "hr" | "listing" | "main" | "menu" | "nav" | "ol" | "p" | "plaintext" | "pre"
        | "search" | "section" | "summary" | "table" | "ul" | "xmp" => &["p"],
        "a" => &["a"],
        "body" => &["head"],
        "button" => &["button"],
        "nobr" => &["nobr"],
        "option" => &["option"],
        "optgroup" => &["option", "optgroup"],
        "rb" | "rtc" => &["rb", "rt", "rp", "rtc"],
        "rp" | "rt" => &["rp", "rt"],
        "td" | "th" => &["td", "th"],
        "tr" => &["tr"],
        "tbody" | "tfoot" | "thead" => &["tbody", "tfoot", "thead"],
        _ => &[],
    }
}

/// Whether what ends an element does not see it beyond this open one.
pub fn hides(open: &str, is_block: bool, ended: &str) -> bool {
    let is_scope = || {
        matches!(
            open,
            "applet" | "caption" | "foreignobject" | "html" | "marquee" | "object" | "table" | "td" | "template" | "th"
        )
    };
    match ended {
        "caption" | "colgroup" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" => {
            matches!(open, "html" | "table" | "template")
        }
        "p" => open == "button" || is_scope(),
        "li" => matches!(open, "ol" | "ul" | "menu") || is_scope(),
        "dd" | "dt" => open == "dl" || is_scope(),
        "option" | "optgroup" => matches!(open, "datalist" | "select") || is_scope(),
        _ if matches!(kind(ended), Kind::Inline | Kind::Link | Kind::Annotation) => is_block,
        _ => is_scope(),
    }
}
