//! Placeholders of programs, and code of templates.

use super::{before, next, run, within};
use core::ops::Range;

/// `{name}`, `${name}`, `%s`, `%1$d`, `%(name)s`, `$name`, `&name;`, `&#1;`.
pub fn placeholder(line: &str, at: usize) -> Option<Range<usize>> {
    let is_name = |c: char| c.is_alphanumeric() || "_.:-+#@[]$".contains(c);
    let rest = line.get(at + 1..)?;
    let end = match line.as_bytes().get(at)? {
        b'{' => {
            let braces = if line.get(at..)?.starts_with("{{") { 2 } else { 1 };
            let close = if braces == 2 { "}}" } else { "}" };
            let body = near(line, at + braces);
            let name = body.find(close).and_then(|len| body.get(..len));
            match name.filter(|name| name.trim_matches(' ').chars().all(is_name)) {
                Some(name) => at + braces + name.len() + close.len(),
                None => template(line, at)?,
            }
        }
        b'%' if before(line, at) == Some('<') => return Some(at - 1..template(line, at - 1)?),
        b'$' if rest.starts_with("t(") => at + 2 + near(line, at + 2).find(')')?,
        b'$' if rest.starts_with('{') => placeholder(line, at + 1)?.end,
        b'$' => {
            let free = next(line, at + 1).is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
            let len = run(line, at + 1, |c| c.is_ascii_alphanumeric() || c == '_');
            free.then_some(at + 1 + len)?
        }
        b'&' => {
            let len = run(line, at + 1, |c| c.is_ascii_alphanumeric() || c == '#');
            let ends = len > 0 && len <= 32 && next(line, at + 1 + len) == Some(';');
            ends.then_some(at + 2 + len)?
        }
        _ if rest.starts_with('(') => {
            let close = near(line, at + 1).find(')')?;
            next(rest, close + 1)?.is_ascii_alphabetic().then_some(at + close + 3)?
        }
        // C's conversion: flags, width, precision, length, kind; `%1$s` names its argument.
        _ => {
            let flags = run(line, at + 1, |c| c.is_ascii_digit() || "$+-#.*'".contains(c));
            let length = run(line, at + 1 + flags, |c| "hlLqjzt".contains(c));
            let kind = next(line, at + 1 + flags + length)?;
            let followed = next(line, at + 2 + flags + length).is_some_and(|c| c.is_ascii_alphanumeric());
            ("diouxXeEfFgGaAcspn@".contains(kind) && !followed).then_some(at + 2 + flags + length)?
        }
    };
    Some(at..end)
}

/// Where code of a template ends that begins at a place: `{% … %}`, `<% … %>`, `{{< … >}}`, `{{ … }}` with a string or a call,
/// `{: … }`. (Those of wikis, `{{name|text}}`, hold text.)
fn template(line: &str, at: usize) -> Option<usize> {
    const FARTHEST: usize = 256;
    let text = within(line, at, FARTHEST);
    let (close, is_code): (_, fn(&str) -> bool) = match () {
        () if text.starts_with("{%") => ("%}", |_| true),
        () if text.starts_with("<%") => ("%>", |_| true),
        () if text.starts_with("{{<") || text.starts_with("{{%") => ("}}", |_| true),
        () if text.starts_with("{:") => ("}", |_| true),
        () if text.starts_with("{{") => ("}}", |code| {
            let name = code.trim_start_matches(['-', '~', '#', '^', '&', ' ']);
            name.starts_with(|c: char| c.is_ascii_alphabetic() || "_.$'\"".contains(c))
                && code.contains(['(', '\'', '"'])
        }),
        () => return None,
    };
    let len = text.get(2..)?.find(close)?;
    is_code(text.get(2..2 + len)?).then_some(at + 2 + len + close.len())
}

/// What follows a place, as far as a placeholder may reach.
fn near(line: &str, at: usize) -> &str {
    const FARTHEST: usize = 96;
    within(line, at, FARTHEST)
}
