//! Many files, by several threads: what each becomes is handed on in their order.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::fs::Metadata;
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

/// Of files, where there are many.
fn progress(count: usize) -> ProgressBar {
    const FEW: usize = 32;
    bar(count as u64, count >= FEW, "{wide_bar} {pos}/{len} {eta}")
}

/// Of the bytes of a large file.
pub(crate) fn progress_in(file: Option<&Metadata>) -> ProgressBar {
    const FEW: u64 = 1 << 26;
    let len = file.map_or(0, Metadata::len);
    bar(len, len >= FEW, "{wide_bar} {bytes}/{total_bytes} {eta}")
}

/// Shown on a terminal only, and where it is worth it. (Standard output has what is asked for.)
fn bar(len: u64, is_long: bool, template: &str) -> ProgressBar {
    if !is_long || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template).expect("the template is right");
    ProgressBar::with_draw_target(Some(len), ProgressDrawTarget::stderr_with_hz(10)).with_style(style)
}
