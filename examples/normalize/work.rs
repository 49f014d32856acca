//! Many files, by several threads: what each becomes is handed on in their order.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::io::{self, IsTerminal as _};

/// Does something with each of some files, then hands on what was made of it.
pub(crate) fn each<S: Sync, T: Send, E>(
    sources: &[S],
    threads: usize,
    job: impl Fn(&S) -> T + Sync,
    mut done: impl FnMut(&S, T) -> Result<(), E>,
) -> Result<(), E> {
    let bar = progress(sources.len());
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().ok();
    // No more is held than this; a large file does not keep all others waiting.
    for some in sources.chunks(16 * threads) {
        let job = |source| {
            let made = job(source);
            bar.inc(1);
            made
        };
        let made: Vec<T> = match &pool {
            Some(pool) => pool.install(|| some.par_iter().map(job).collect()),
            None => some.iter().map(job).collect(),
        };
        bar.suspend(|| some.iter().zip(made).try_for_each(|(source, made)| done(source, made)))?;
    }
    bar.finish_and_clear();
    Ok(())
}

/// Shown on a terminal only, and where it is worth it. (Standard output has what is asked for.)
fn progress(count: usize) -> ProgressBar {
    const FEW: usize = 32;
    if count < FEW || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}").expect("the template is right");
    ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr_with_hz(10)).with_style(style)
}
