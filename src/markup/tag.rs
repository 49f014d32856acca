//! Tags of languages, as `lang="zh-CN"` has them.

use crate::{Locale, Script};
use alloc::string::String;

/// Whether a tag is one of Chinese that is written in Han characters.
pub fn is_chinese(tag: &str) -> bool {
    let mut subtags = tag.split(['-', '_']);
    let first = subtags.next().unwrap_or_default();
    let is = |known: &str| first.eq_ignore_ascii_case(known);
    (is("zh") || is("cmn") || is("yue")) && !subtags.any(|subtag| subtag.eq_ignore_ascii_case("Latn"))
}

/// Whether the value of such a key tells a language.
pub fn is_told_by(key: &str) -> bool {
    ["lang", "language", "locale"].iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// Whether text in the language of a tag has Han characters that are not Chinese.
pub fn writes_han(tag: &str) -> bool {
    let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
    ["ja", "ko", "vi", "ryu", "ain"].iter().any(|known| known.eq_ignore_ascii_case(first))
}

/// A tag of Chinese for a locale, in the shape that it has: `zh_CN` becomes `zh_TW`, `zh-Hans` `zh-Hant`, `zh-cn` `zh-tw`. None where
/// it names neither script nor place, or is the same.
pub fn written(tag: &str, locale: Locale) -> Option<String> {
    let mut subtags = tag.split(['-', '_']);
    if !subtags.next()?.eq_ignore_ascii_case("zh") {
        return None;
    }
    let joint = tag.chars().find(|c| matches!(c, '-' | '_'))?;
    let script = if locale.script() == Script::Hant { "Hant" } else { "Hans" };
    // A script that the place's press does not print has to be said.
    let place = locale
        .place()
        .map(|place| if place.script() == locale.script() { (None, place) } else { (Some(script), place) });
    let mut out = String::from(tag.get(..2)?);
    let mut knows_script = false;
    for subtag in subtags {
        let is_script = subtag.eq_ignore_ascii_case("Hans") || subtag.eq_ignore_ascii_case("Hant");
        let is_place = subtag.len() == 2 && subtag.chars().all(|c| c.is_ascii_alphabetic());
        let new = match place {
            _ if is_script => [Some(script), None],
            // A locale of a script alone names no place.
            None if is_place => [Some(script).filter(|_| !knows_script), None],
            Some((script, place)) if is_place => [script.filter(|_| !knows_script), Some(place.tag())],
            _ => [Some(subtag), None],
        };
        knows_script |= is_script;
        let is_small = subtag.chars().all(|c| c.is_ascii_lowercase());
        for new in new.into_iter().flatten() {
            out.push(joint);
            out.extend(new.chars().map(|c| if is_small { c.to_ascii_lowercase() } else { c }));
        }
    }
    (out != tag).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_keep_their_shape() {
        let cases = [
            ("zh-CN", "zh-TW", Some("zh-TW")),
            ("zh_CN", "zh-HK", Some("zh_HK")),
            ("zh-cn", "zh-TW", Some("zh-tw")),
            ("zh-Hans", "zh-TW", Some("zh-Hant")),
            ("zh-Hans-CN", "zh-TW", Some("zh-Hant-TW")),
            ("zh-CN", "zh-Hant", Some("zh-Hant")),
            ("zh-Hans-CN", "zh-Hant", Some("zh-Hant")),
            ("zh-CN", "zh-Hant-SG", Some("zh-Hant-SG")),
            ("zh-Hans-CN", "zh-Hant-SG", Some("zh-Hant-SG")),
            ("zh-TW", "zh-TW", None),
            ("zh", "zh-TW", None),
            ("ja-JP", "zh-TW", None),
        ];
        for (tag, locale, wanted) in cases {
            assert_eq!(written(tag, locale.parse().unwrap()).as_deref(), wanted, "{tag} for {locale}");
        }
    }
}
