//! `--diff`: what would change, as a patch that `patch -p1` and `git apply` take.

use crate::document::Text;
use crate::input::{Fault, Source};
use crate::settings::Settings;
use similar::TextDiff;

/// The patch of a text; empty where nothing would change.
pub(crate) fn of(source: &Source, settings: &Settings) -> Result<String, Fault> {
    let text = Text::read(source, settings)?;
    let made = text.document(settings)?.normalize(&text.normalizer);
    if made == text.text.as_str() {
        return Ok(String::new());
    }
    let diff = TextDiff::from_lines(text.text.as_str(), &*made);
    Ok(diff.unified_diff().header(&format!("a/{source}"), &format!("b/{source}")).to_string())
}
