//! The attributes of HTML that are read.

use alloc::string::String;

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Text, for readers.
    Text,
    /// The language of the document, or of what is in the element.
    Language,
    Other,
}

/// What is called so in `<meta>` and is text.
const TEXTS: &[&str] = &[
    "apple-mobile-web-app-title",
    "application-name",
    "author",
    "description",
    "keywords",
    "og:description",
    "og:image:alt",
    "og:site_name",
    "og:title",
    "twitter:description",
    "twitter:image:alt",
    "twitter:title",
];

/// What `content` of a `<meta>`, or `value` of an `<input>`, holds; `value_of`: the values of its other attributes.
pub fn meaning_of_value(element: &str, value_of: impl Fn(&str) -> Option<String>) -> Meaning {
    let is = |other: &str, known: &[&str]| {
        value_of(other).is_some_and(|value| known.iter().any(|known| known.eq_ignore_ascii_case(value.trim())))
    };
    match element {
        "input" if is("type", &["button", "reset", "submit"]) => Meaning::Text,
        "meta" if is("http-equiv", &["content-language"]) || is("property", &["og:locale"]) => Meaning::Language,
        "meta" if ["itemprop", "name", "property"].iter().any(|other| is(other, TEXTS)) => Meaning::Text,
        _ => Meaning::Other,
    }
}

/// What an attribute of an element holds; `of_value`: what its value does.
pub fn meaning(element: &str, attribute: &str, of_value: Meaning) -> Meaning {
    match attribute {
        "lang" | "xml:lang" => Meaning::Language,
        "srclang" if element == "track" => Meaning::Language,
        "alt"
        | "aria-description"
        | "aria-label"
        | "aria-placeholder"
        | "aria-roledescription"
        | "aria-valuetext"
        | "placeholder"
        | "title" => Meaning::Text,
        "label" if matches!(element, "optgroup" | "option" | "track") => Meaning::Text,
        "content" if element == "meta" => of_value,
        "value" if element == "input" => of_value,
        _ => Meaning::Other,
    }
}
