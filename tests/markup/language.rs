//! What a document says of its own language counts where nobody says where it comes from.

use super::{parsed, to_taiwan};
use tongwen::{Format, Locale, Normalizer, Parser};

#[test]
fn a_document_tells_where_it_comes_from() {
    let cases = [
        (Format::Html, "<html lang=\"zh-CN\"><title>后</title>"),
        (Format::Html, "<!DOCTYPE html>\n<HTML xml:lang=zh-cn><p>后 <b lang=zh-TW>后</b>"),
        (Format::Markdown, "---\nlang: zh-CN\n---\n\n# 后\n"),
        (Format::Markdown, "+++\nlanguage = \"zh_CN\"\n+++\n\n# 后\n"),
        (Format::WebVtt, "WEBVTT\nLanguage: zh-CN\n\n00:01.000 --> 00:02.000\n后\n"),
        (Format::Po, "msgid \"\"\nmsgstr \"Language: zh_CN\\n\"\n\nmsgid \"a\"\nmsgstr \"后\"\n"),
        (Format::Json, "{\"lang\": \"zh-CN\", \"a\": \"后\"}"),
        (Format::Yaml, "locale: zh-Hans-CN\na: 后\n"),
        (Format::Toml, "lang = 'zh-CN'\na = '后'\n"),
        (Format::Xliff, "<xliff trgLang='zh-CN' srcLang='en'><file><unit><target>后</target></unit></file></xliff>"),
    ];
    for (format, document) in cases {
        let parsed = parsed(&Parser::new(format), document);
        assert_eq!(parsed.locale(), Some(Locale::ZH_CN), "{document}");
        assert!(parsed.normalize(&to_taiwan()).contains('後'), "{document}");
        // Who calls knows better.
        let from_taiwan = Normalizer::builder(Locale::ZH_TW).from(Locale::ZH_TW).build().unwrap();
        assert_eq!(parsed.normalize(&from_taiwan), document);
        assert!(to_taiwan().linter().check_document(&parsed).findings().next().is_some(), "{document}");
    }
}

#[test]
fn what_is_told_of_a_part_or_is_not_so_does_not_count() {
    let cases = [
        (Format::Html, "<title>后</title><p lang=zh-CN>后"),
        (Format::Html, "<html lang=zh><p>后"),
        (Format::Html, "<html lang=en><p>后"),
        // A template's tag on Traditional text.
        (Format::Html, "<html lang=zh-CN><title>后</title><p>皇后說話"),
        (Format::Json, "[{\"lang\": \"zh-CN\", \"a\": \"后\"}, {\"lang\": \"zh-TW\", \"a\": \"后\"}]"),
        (Format::Json, "{\"title\": \"zh-CN\", \"a\": \"后\"}"),
        (Format::Xliff, "<xliff srcLang='zh-CN'><file><unit><target>后</target></unit></file></xliff>"),
        (Format::Plain, "lang: zh-CN\n后\n"),
    ];
    for (format, document) in cases {
        let parsed = parsed(&Parser::new(format), document);
        assert_eq!(parsed.locale(), None, "{document}");
        assert_eq!(parsed.normalize(&to_taiwan()), document);
    }
}
