//! `--in-place`: a file becomes what it converts to, all at once or not at all.

use crate::convert::Threads;
use crate::document::Text;
use crate::input::{Fault, Input, Source};
use crate::output::Output;
use crate::plain;
use crate::settings::Settings;
use tongwen::Format;

/// Converts a file into itself; says whether it has changed. One that stays as it is is not touched.
pub(crate) fn of(source: &Source, settings: &Settings, threads: Threads) -> Result<bool, Fault> {
    if settings.format(source.path()) == Format::Plain {
        return stream(source, settings, threads);
    }
    let text = Text::read(source, settings)?;
    let made = text.made(source, settings)?;
    let changes = made != text.text.as_str();
    if changes { write(source, &text, &made) } else { Ok(false) }
}

/// Writes over a file that was read.
pub(crate) fn write(source: &Source, read: &Text, made: &str) -> Result<bool, Fault> {
    let (Some(path), Some(about)) = (source.path(), &read.about) else { return Err(Fault::Standard) };
    let mut output = Output::over(path)?;
    output.write(made.as_bytes())?;
    Ok(output.finish_over(about)?)
}

/// The same of plain text, of any size.
fn stream(source: &Source, settings: &Settings, threads: Threads) -> Result<bool, Fault> {
    let mut output = Output::over(source.path().ok_or(Fault::Standard)?)?;
    let mut input = Input::open(source, threads.ahead())?;
    let about = input.about().cloned().ok_or(Fault::Standard)?;
    plain::convert(&mut input, settings, threads, &mut output)?;
    Ok(output.finish_over(&about)?)
}
