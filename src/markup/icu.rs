//! Messages as ICU's MessageFormat has them: `{count, plural, one {# 个文件} other {# 个文件}}`. What stands in their branches is text;
//! all else is syntax, and names of the program's.
//!
//! Found in the text of documents whose values may be such, not by a format of its own: most messages have none.

use alloc::vec::Vec;
use core::ops::Range;

/// Arguments that have branches.
const KINDS: [&str; 3] = ["plural", "select", "selectordinal"];
/// Arguments without, which may have a style.
const SIMPLE: [&str; 6] = ["number", "date", "time", "spellout", "ordinal", "duration"];
/// How deep messages may nest.
const DEPTH: usize = 16;

/// The syntax of some text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    /// What is not to be touched, in order and apart.
    pub kept: Vec<Range<usize>>,
    /// Where branches begin and end, in order: their text is none of a placeholder.
    pub edges: Vec<usize>,
}

/// Finds the messages in a text.
pub fn syntax(text: &str) -> Syntax {
    let mut found = Syntax::default();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find('{')) {
        let start = at + offset;
        let mut scan = Scan { text, at: start, found: Syntax::default() };
        at = match head(text.get(start..).unwrap_or_default()).and_then(|_| scan.argument(0)) {
            Some(()) => {
                found.kept.append(&mut scan.found.kept);
                found.edges.append(&mut scan.found.edges);
                scan.at
            }
            None => match simple(text.get(start..).unwrap_or_default()) {
                Some(len) => {
                    found.kept.push(start..start + len);
                    start + len
                }
                None => start + 1,
            },
        };
    }
    found
}

/// The bytes of `{name, plural,`, if that is what a text begins with.
fn head(text: &str) -> Option<usize> {
    let mut parts = text.strip_prefix('{')?.splitn(3, ',');
    let (name, kind, _) = (parts.next()?, parts.next()?, parts.next()?);
    let is_name = !name.trim().is_empty() && !name.contains(['{', '}', '\n']);
    (is_name && KINDS.contains(&kind.trim())).then_some(name.len() + kind.len() + 3)
}

/// The bytes of `{name, number, style}`, if that is what a text begins with.
fn simple(text: &str) -> Option<usize> {
    let end = text.find('}')?;
    let mut parts = text.get(1..end)?.split(',');
    let (name, kind) = (parts.next()?, parts.next()?);
    let is_name = !name.trim().is_empty() && !name.contains(['{', '\n']);
    (is_name && SIMPLE.contains(&kind.trim())).then_some(end + 1)
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    found: Syntax,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// An argument with branches, at whose brace this stands.
    fn argument(&mut self, depth: usize) -> Option<()> {
        let mut start = self.at;
        self.at += head(self.rest()).filter(|_| depth < DEPTH)?;
        loop {
            // `offset:1`, and what selects the branch.
            let next = self.rest().find(['{', '}', '\n'])?;
            let is_branch = self.rest().as_bytes().get(next) == Some(&b'{');
            self.at += next + 1;
            self.found.kept.push(start..self.at);
            if !is_branch {
                return self.text.get(..self.at)?.ends_with('}').then_some(());
            }
            self.found.edges.push(self.at);
            self.branch(depth)?;
            self.found.edges.push(self.at);
            start = self.at;
            self.at += 1;
        }
    }

    /// The message of a branch, up to its closing brace.
    fn branch(&mut self, depth: usize) -> Option<()> {
        loop {
            self.at += self.rest().find(['{', '}', '\''])?;
            match self.rest().as_bytes().first()? {
                b'}' => return Some(()),
                b'{' if head(self.rest()).is_some() => self.argument(depth + 1)?,
                b'{' => {
                    let end = self.at + self.rest().find('}')? + 1;
                    self.found.kept.push(self.at..end);
                    self.at = end;
                }
                // A brace between apostrophes is none.
                _ if self.rest().get(1..)?.starts_with(['{', '}']) => {
                    self.at += 2 + self.rest().get(1..)?.find('\'')?
                }
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    /// The text with marks: `<` and `>` around what is kept, `|` at edges.
    fn marked(text: &str) -> String {
        let found = syntax(text);
        let mut out = String::new();
        for at in 0..=text.len() {
            found.kept.iter().filter(|kept| kept.end == at).for_each(|_| out.push('>'));
            found.edges.iter().filter(|edge| **edge == at).for_each(|_| out.push('|'));
            found.kept.iter().filter(|kept| kept.start == at).for_each(|_| out.push('<'));
            out.push_str(
                text.get(at..)
                    .filter(|_| text.is_char_boundary(at))
                    .and_then(|rest| rest.get(..rest.chars().next()?.len_utf8()))
                    .unwrap_or_default(),
            );
        }
        out
    }

    #[test]
    fn branches_are_text_and_all_else_is_not() {
        for (text, wanted) in [
            ("软{n, plural, =0 {无} other {# 个}}件", "软<{n, plural, =0 {>|无|<} other {>|# 个|<}}>件"),
            ("{性别, select, 男 {他} other {{名}的}}", "<{性别, select, 男 {>|他|<} other {>|<{名}>的|<}}>"),
            (
                "{n, plural, one {{m, select, a {甲} b {乙}}} other {丙}}",
                "<{n, plural, one {>|<{m, select, a {>|甲|<} b {>|乙|<}}>|<} other {>|丙|<}}>",
            ),
            ("{a, select, b {用'{'括起'}'}}", "<{a, select, b {>|用'{'括起'}'|<}}>"),
            ("{名}和{名, number, 样}", "{名}和<{名, number, 样}>"),
            ("{a, select, b {没有完", "{a, select, b {没有完"),
            ("{a, select, b}", "<{a, select, b}>"),
        ] {
            assert_eq!(marked(text), wanted, "{text}");
        }
    }
}
