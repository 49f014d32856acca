//! A library without `std` that converts what it is given.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use tongwen::{Error, Normalizer, Preset};

/// A title as a catalogue in Taipei writes it; borrowed where that changes nothing.
pub fn title(text: &str) -> Cow<'_, str> {
    Normalizer::preset(Preset::S2twp).normalize(text)
}

/// The same by whatever configuration the caller's settings name.
pub fn title_by(name: &str, text: &str) -> Result<String, Error> {
    Ok(Normalizer::preset(name.parse()?).normalize(text).into_owned())
}

/// What was changed, as `before→after`.
pub fn changes(text: &str) -> Vec<String> {
    let analysis = Normalizer::preset(Preset::S2twp).analyze(text);
    analysis.edits().map(|edit| format!("{}→{}", edit.before(), edit.after())).collect()
}

#[cfg(feature = "bare")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
