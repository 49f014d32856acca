//! A text that is read as a whole: of a format, or to be told of.

use crate::input::{Fault, Input, Source};
use crate::settings::Settings;
use std::borrow::Cow;
use std::fs::Metadata;
use std::io::Read as _;
use tongwen::{Document, Format, Normalizer};

/// A text, and how it is read.
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) normalizer: Normalizer,
    format: Format,
    /// What the file was when it was read; standard input is none.
    pub(crate) about: Option<Metadata>,
}

impl Text {
    /// Reads all of it.
    pub(crate) fn read(source: &Source, settings: &Settings) -> Result<Self, Fault> {
        let mut input = Input::open(source, 0)?;
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        let text = String::from_utf8(bytes).map_err(|error| input.not_utf8(error.utf8_error().valid_up_to() as u64))?;
        let format = settings.format(source.path());
        let begin = || {
            let most = text.len().min(crate::input::SAMPLE);
            let end = (0..=most).rev().find(|&at| text.is_char_boundary(at));
            text[..end.unwrap_or(0)].to_owned()
        };
        let normalizer = settings.normalizer(begin);
        Ok(Text { text, normalizer, format, about: input.about().cloned() })
    }

    /// What becomes of it.
    pub(crate) fn made(&self, source: &Source, settings: &Settings) -> Result<Cow<'_, str>, Fault> {
        let made = self.document(settings)?.normalize(&self.normalizer);
        Ok(settings.links.follow(source, made))
    }

    pub(crate) fn document(&self, settings: &Settings) -> Result<Document<'_>, Fault> {
        settings.parser(self.format).parse(&self.text).map_err(Fault::Format)
    }
}
