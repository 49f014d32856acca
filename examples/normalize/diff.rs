//! `--diff`: what would change, as a patch that `patch -p1` and `git apply` take.

use crate::document::Text;
use crate::input::{Fault, Source};
use crate::settings::Settings;
use similar::TextDiff;

/// The patch of a text; empty where nothing would change.
pub(crate) fn of(source: &Source, settings: &Settings) -> Result<String, Fault> {
    let text = Text::read(source, settings)?;
    let made = text.made(source, settings)?;
    if made == text.text.as_str() {
        return Ok(String::new());
    }
    let diff = TextDiff::from_lines(text.text.as_str(), &*made);
    // As git and diff do: behind a blank the name would seem to end.
    let name = source.to_string();
    let end = if name.contains(char::is_whitespace) { "\t" } else { "" };
    let name = name.trim_start_matches('/');
    Ok(diff.unified_diff().header(&format!("a/{name}{end}"), &format!("b/{name}{end}")).to_string())
}
