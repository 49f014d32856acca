//! Lines and columns.

/// Tells of places of a text that come in its order: lines and columns from 1, columns in characters.
pub(crate) struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Places { text, at: 0, line: 1, column: 1 }
    }

    /// The line and column of a byte. One before those that were asked is sought from the begin.
    pub(crate) fn of(&mut self, byte: usize) -> (usize, usize) {
        if byte < self.at {
            *self = Places::new(self.text);
        }
        let between = self.text.get(self.at..byte).unwrap_or_default();
        match between.rfind('\n') {
            Some(end) => {
                self.line += between.matches('\n').count();
                self.column = 1 + between[end + 1..].chars().count();
            }
            None => self.column += between.chars().count(),
        }
        self.at = byte;
        (self.line, self.column)
    }
}

/// The line around a byte, without its end, and where it begins.
pub(crate) fn line(text: &str, byte: usize) -> (usize, &str) {
    let start = text[..byte].rfind('\n').map_or(0, |end| end + 1);
    let len = text[start..].find('\n').unwrap_or(text.len() - start);
    (start, text[start..start + len].trim_end_matches('\r'))
}
