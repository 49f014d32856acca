//! Documents are mended passage by passage, whatever their lines.

use super::{parsed, to_taiwan};
use tongwen::{Format, Parser};

#[test]
fn a_passage_is_mended_whole_or_not_at_all() {
    let cases = [
        (
            Format::Html,
            "<p title='软件'>请下<i>载文</i>件，<b>软件</b></p><p>软<!-- -->件</p>",
            "<p title='軟體'>请下<i>载文</i>件，<b>软件</b></p><p>軟<!-- -->體</p>",
        ),
        (
            Format::Po,
            "msgid \"a\"\nmsgstr \"\"\n\"请下\"\n\"载文件\"\n\nmsgid \"b\"\nmsgstr \"软件\\n请\"\n",
            "msgid \"a\"\nmsgstr \"\"\n\"请下\"\n\"载文件\"\n\nmsgid \"b\"\nmsgstr \"軟體\\n請\"\n",
        ),
        // A link follows its heading, whatever its own line needs.
        (
            Format::Markdown,
            "请下载文件：[甲](#软件)[乙](#下载文件)，软件\n\n# 软件\n\n# 下载文件\n\n[软件](#软件)\n",
            "请下载文件：[甲](#軟體)[乙](#下载文件)，软件\n\n# 軟體\n\n# 下载文件\n\n[軟體](#軟體)\n",
        ),
        (Format::Json, r#"["\u8bf7下载文件", "\u8bf7"]"#, r#"["\u8bf7下载文件", "\u8acb"]"#),
    ];
    for (format, document, wanted) in cases {
        let check = to_taiwan().linter().check_document(&parsed(&Parser::new(format), document));
        assert_eq!(check.fix(), wanted);
    }
}
