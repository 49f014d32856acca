//! Values that name a file or a place rather than say something: what they name would not be found under another name.

/// Keys whose values are such, if they look like it.
const KEYS: [&str; 8] = ["url", "uri", "href", "src", "slug", "permalink", "aliases", "id"];
/// Keys whose values are such whatever they look like, if they are one word.
const NAMES: [&str; 2] = ["slug", "permalink"];
/// Endings of files that pages and settings refer to.
const ENDINGS: [&str; 28] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx",
    "zip", "rar", "7z", "mp3", "mp4", "mov", "webm", "htm", "html", "md", "json", "xml", "css",
];

/// Whether a value is one, by its key (empty where it has none) and by what it looks like.
pub fn is_reference(key: &str, value: &str) -> bool {
    let is_word = !value.contains(|c: char| c.is_whitespace() || "，。！？；：、（）“”「」《》!?;,\"'<>".contains(c));
    let is_key = |keys: &[&str]| keys.iter().any(|known| known.eq_ignore_ascii_case(key));
    let is_path = || ["/", "./", "../"].iter().any(|begin| value.starts_with(begin));
    let is_file = || {
        let ending = value.rsplit_once('.').filter(|(name, _)| !name.is_empty()).map(|(_, ending)| ending);
        ending.is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
    };
    is_word && (is_path() || is_file() || is_key(&NAMES) || is_key(&KEYS) && value.contains(['/', '-', '_', '.', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_places_are_told_from_text() {
        for (key, value) in [
            ("", "/关于/"),
            ("cover", "图片.png"),
            ("", "./图/软件.PDF"),
            ("slug", "数据库"),
            ("url", "软件/视频"),
            ("id", "shipin-视频"),
        ] {
            assert!(is_reference(key, value), "{key}: {value}");
        }
        for (key, value) in [
            ("url", "网址"),
            ("id", "编号"),
            ("title", "软件/视频"),
            ("", "打开 图片.png"),
            ("", "关于Vue.js"),
            ("", ".png"),
            ("", "见/关于/"),
            ("slug", "这是，别名"),
        ] {
            assert!(!is_reference(key, value), "{key}: {value}");
        }
    }
}
