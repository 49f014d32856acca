//! Messages of ICU in values: branches are text, and nothing else in them is.

use super::converted;
use tongwen::Format;

#[test]
fn branches_change_and_names_stay() {
    for (message, wanted) in [
        (
            "{n, plural, =0 {没有文件夹} one {# 个文件夹} other {# 个文件夹}}",
            "{n, plural, =0 {沒有資料夾} one {# 個資料夾} other {# 個資料夾}}",
        ),
        (
            "{性别, select, 后台 {他发送了视频} other {对方发送了视频}}",
            "{性别, select, 后台 {他發送了影片} other {對方發送了影片}}",
        ),
        (
            "共{数量}个，{状态, select, a {鼠标} other {{软件}里}}。",
            "共{数量}個，{状态, select, a {滑鼠} other {{软件}裡}}。",
        ),
        ("{n, plural, other {{m, plural, other {鼠标}}}}软件", "{n, plural, other {{m, plural, other {滑鼠}}}}軟體"),
        ("{软件, number, 数据库}软件", "{软件, number, 数据库}軟體"),
        ("{n, plural, other {鼠标}", "{n, plural, other {鼠标}"),
        ("{n, plural, other {}}软件", "{n, plural, other {}}軟體"),
        ("<a href=/软件 class=软件>软件</a>，内存<8 GB", "<a href=/软件 class=软件>軟體</a>，記憶體<8 GB"),
        ("{n, plural, other {<b id=软件>软件</b>}}", "{n, plural, other {<b id=软件>軟體</b>}}"),
    ] {
        let json = |text: &str| format!("[\"{text}\"]");
        assert_eq!(converted(Format::Json, &json(message)), json(wanted));
        let yaml = |text: &str| format!("a: '{text}'\n");
        assert_eq!(converted(Format::Yaml, &yaml(message)), yaml(wanted));
        let po = |text: &str| format!("msgid \"a\"\nmsgstr \"{text}\"\n");
        assert_eq!(converted(Format::Po, &po(message)), po(wanted));
    }
}
