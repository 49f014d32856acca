//! `--in-place`: a file becomes what it converts to, all at once or not at all.

use crate::convert::{self, Threads};
use crate::document::Text;
use crate::input::{Fault, Input, Source};
use crate::output::Output;
use crate::settings::Settings;
use crate::work;
use tongwen::Format;

/// Converts a file into itself; says whether it has changed. One that stays as it is is not touched.
pub(crate) fn of(source: &Source, settings: &Settings, threads: Threads) -> Result<bool, Fault> {
    if settings.format(source.path()) == Format::Plain {
        return stream(source, settings, threads);
    }
    let text = Text::read(source, settings)?;
    let made = text.document(settings)?.normalize(&text.normalizer);
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

/// Plain text, of any size.
fn stream(source: &Source, settings: &Settings, threads: Threads) -> Result<bool, Fault> {
    let mut output = Output::over(source.path().ok_or(Fault::Standard)?)?;
    let mut input = Input::open(source, threads.ahead())?;
    let about = input.about().cloned().ok_or(Fault::Standard)?;
    let normalizer = settings.normalizer_of(&mut input)?;
    let bar = work::progress_in(Some(&about));
    let done = threads.convert(&normalizer, bar.wrap_read(&mut input), |bytes| output.write(bytes));
    bar.finish_and_clear();
    done.map_err(|stop| match stop {
        convert::Stop::NotUtf8(offset) => input.not_utf8(offset),
        convert::Stop::Read(error) => error.into(),
        convert::Stop::Write(fault) => fault.into(),
    })?;
    Ok(output.finish_over(&about)?)
}
