//! Plain text, of any size: no more of it is held than a few buffers for each thread.

use crate::convert::{Stop, Threads};
use crate::input::{Fault, Input};
use crate::output::Output;
use crate::settings::Settings;
use crate::work;

/// Converts what an input yields.
pub(crate) fn convert(
    input: &mut Input,
    settings: &Settings,
    threads: Threads,
    output: &mut Output,
) -> Result<(), Fault> {
    let normalizer = settings.normalizer_of(input)?;
    // A terminal that shows the text has no room for more.
    let bar = work::progress_in(input.about().filter(|_| !output.is_terminal()));
    let done = threads.convert(&normalizer, bar.wrap_read(&mut *input), |bytes| output.write(bytes));
    bar.finish_and_clear();
    done.map_err(|stop| match stop {
        Stop::NotUtf8(offset) => input.not_utf8(offset),
        Stop::Read(error) => error.into(),
        Stop::Write(fault) => fault.into(),
    })
}
