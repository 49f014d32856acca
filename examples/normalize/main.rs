//! Converts files or standard input: `normalize --to zh-TW [FILE…]`; `--help` says the rest.
//!
//! One part a file. What is asked: [`args`], [`config`], and [`settings`] by both. What is read: [`files`], [`input`], [`encoding`] (a
//! guess at what is not UTF-8), [`document`] (a text as a whole). What is done: [`plain`] (text as it comes, by [`convert`], whose
//! threads take [`pieces`]), [`rewrite`], [`check`], [`diff`], [`explain`], [`report`]; with many files by [`work`]; between them
//! [`links`] lead. Where it goes: [`output`].

mod args;
mod check;
mod config;
mod convert;
mod diff;
mod document;
mod encoding;
mod explain;
mod files;
mod input;
mod links;
mod output;
mod pieces;
mod place;
mod plain;
mod report;
mod rewrite;
mod settings;
mod work;

use args::Args;
use check::Teller;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use convert::Threads;
use document::Text;
use input::{Input, Source};
use links::Links;
use output::Output;
use settings::Settings;
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;
use tongwen::Format;

/// Something was found, or would change.
const FOUND: u8 = 1;
/// It could not: a file was not read, not UTF-8, not of its format or not written.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(status) => ExitCode::from(status),
        // Whoever read our output (`| head`) has enough: no fault of ours.
        Err(fault) if fault.is_closed_pipe() => ExitCode::SUCCESS,
        Err(fault) => {
            complain(fault);
            ExitCode::from(FAILED)
        }
    }
}

/// Does what is asked; the exit status.
fn run(args: &Args) -> Result<u8, output::Fault> {
    if args.man || args.completions.is_some() {
        return describe(args);
    }
    let settings = Settings::of(args);
    let mut settings =
        settings.unwrap_or_else(|error| Args::command().error(ErrorKind::ArgumentConflict, error).exit());
    if args.files.is_empty() && io::stdin().is_terminal() {
        complain("reading standard input from the terminal; end it with Ctrl-D, or name a FILE");
    }
    args.files.iter().filter(|path| settings.is_unknown(path)).for_each(|path| {
        let path = path.display();
        complain(format_args!("{path}: read as plain text, as its ending is none that is known; --as names a format"));
    });
    let mode = &args.mode;
    if !(mode.check || mode.in_place || mode.diff || mode.explain || mode.report.is_some()) {
        return convert(args, &settings);
    }
    let files = files::of(&args.files, &settings);
    if let [first, others @ ..] = files.passed_over.as_slice() {
        let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        complain(format_args!(
            "passed over, being of no known format: {}{others}; name what is text, or give its format in {}",
            first.display(),
            config::NAME
        ));
    }
    if mode.in_place || mode.diff || args.fix {
        let found: Vec<_> =
            files.sources.iter().filter(|(_, found)| found.is_ok()).map(|(source, _)| source.clone()).collect();
        settings.links = Links::of(&found, &settings, args.fix);
    }
    let work = Work { sources: files.sources, settings: &settings };
    if work.sources.is_empty() {
        complain("there is no file to read: none there is of a known format, or all are left out");
        return Ok(FAILED);
    }
    if mode.check {
        check(args, &work)
    } else if mode.in_place {
        rewrite(args, &work)
    } else if mode.diff {
        write_all(&work, diff::of, FOUND)
    } else if let Some(path) = &mode.report {
        report(path, &work)
    } else {
        write_all(&work, explain::of, 0)
    }
}

/// Writes the manual page, or a shell's completions.
fn describe(args: &Args) -> Result<u8, output::Fault> {
    let (mut command, mut text) = (Args::command(), Vec::new());
    match args.completions {
        Some(shell) => clap_complete::generate(shell, &mut command, "normalize", &mut text),
        None => clap_mangen::Man::new(command).render(&mut text)?,
    }
    let mut output = Output::open(None)?;
    output.write(&text)?;
    output.finish()?;
    Ok(0)
}

/// Converts every input to one place, going on after one that fails.
fn convert(args: &Args, settings: &Settings) -> Result<u8, output::Fault> {
    let named = args.files.iter().map(|path| Source::named(path));
    let sources: Vec<Source> = if args.files.is_empty() { vec![Source::Standard] } else { named.collect() };
    let joins = |source: &Source| matches!(settings.format(source.path()), Format::Plain | Format::Markdown);
    if args.output.is_some() && sources.len() > 1 && !sources.iter().all(joins) {
        complain("several documents do not make one: write each into itself by --in-place, or name one");
        return Ok(FAILED);
    }
    let mut output = Output::open(args.output.as_deref())?;
    // Who looks on shall see each line as it comes.
    let count = if output.is_terminal() { 1 } else { settings.threads };
    let mut all_well = true;
    for source in &sources {
        match convert_one(source, settings, Threads { count, piece: 1 << 17 }, &mut output) {
            Ok(()) => {}
            Err(input::Fault::Output(fault)) => return Err(fault),
            Err(fault) => {
                complain(format_args!("{source}: {fault}"));
                all_well = false;
            }
        }
    }
    if all_well {
        output.finish()?
    } else {
        output.abandon()?
    }
    Ok(if all_well { 0 } else { FAILED })
}

/// Converts one input.
fn convert_one(
    source: &Source,
    settings: &Settings,
    threads: Threads,
    output: &mut Output,
) -> Result<(), input::Fault> {
    if settings.format(source.path()) != Format::Plain {
        let text = Text::read(source, settings)?;
        let made = text.document(settings)?.normalize(&text.normalizer);
        return Ok(output.write(made.as_bytes())?);
    }
    let mut input = Input::open(source, threads.ahead())?;
    if input.about().is_some_and(|about| output.appends_to(about)) {
        return Err(input::Fault::IsOutput);
    }
    plain::convert(&mut input, settings, threads, output)
}

/// Writes what a job makes of each input, one after the other; `found` is the status where that is not nothing.
fn write_all(
    work: &Work<'_>,
    job: fn(&Source, &Settings) -> Result<String, input::Fault>,
    found: u8,
) -> Result<u8, output::Fault> {
    let mut output = Output::open(None)?;
    let mut status = 0;
    work.each(job, |_, made| {
        match made {
            Some(made) if made.is_empty() => {}
            Some(made) => {
                status = status.max(found);
                output.write(made.as_bytes())?;
            }
            None => status = FAILED,
        }
        Ok(())
    })?;
    output.finish()?;
    Ok(status)
}

/// Converts files into themselves.
fn rewrite(args: &Args, work: &Work<'_>) -> Result<u8, output::Fault> {
    let (mut changed, mut same, mut failed) = (0, 0, 0);
    // Of many files each has one thread; of one all.
    let count = if args.files.len() == 1 && args.files[0].is_file() { work.settings.threads } else { 1 };
    let threads = Threads { count, piece: 1 << 17 };
    let job = |source: &Source, settings: &Settings| rewrite::of(source, settings, threads);
    work.each(job, |_, made| {
        match made {
            Some(true) => changed += 1,
            Some(false) => same += 1,
            None => failed += 1,
        }
        Ok(())
    })?;
    let files = |count: usize| format!("{count} {}", if count == 1 { "file" } else { "files" });
    let faults = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    complain(format_args!("{} changed, {same} left as they are{faults}", files(changed)));
    Ok(if failed > 0 { FAILED } else { 0 })
}

fn check(args: &Args, work: &Work<'_>) -> Result<u8, output::Fault> {
    let mut teller = Teller::new(args.output_format, args.strict, anstream::stdout().lock());
    let mut failed = false;
    let job = |source: &Source, settings: &Settings| check::of(source, settings, args.fix);
    work.each(job, |_, made| match made {
        Some(checked) => teller.tell(checked).map_err(output::Fault::from),
        None => {
            failed = true;
            Ok(())
        }
    })?;
    let outcome = teller.finish()?;
    if let Some(summary) = outcome.summary {
        complain(summary);
    }
    Ok(if failed { FAILED } else { u8::from(outcome.is_bad) * FOUND })
}

/// Writes a page of all changes.
fn report(path: &Path, work: &Work<'_>) -> Result<u8, output::Fault> {
    let (mut sections, mut failed) = (Vec::new(), false);
    work.each(report::of, |_, made| {
        failed |= made.is_none();
        sections.extend(made);
        Ok(())
    })?;
    let mut output = Output::open(Some(path))?;
    output.write(report::page(&sections, work.settings).as_bytes())?;
    output.finish()?;
    Ok(if failed { FAILED } else { 0 })
}

/// What is read, and how.
struct Work<'a> {
    sources: Vec<(Source, Result<(), input::Fault>)>,
    settings: &'a Settings,
}

impl Work<'_> {
    /// Does a job for all files, and hands on what it made of each, in order; none where it could not, which is told.
    fn each<T: Send>(
        &self,
        job: impl Fn(&Source, &Settings) -> Result<T, input::Fault> + Sync,
        mut done: impl FnMut(&Source, Option<T>) -> Result<(), output::Fault>,
    ) -> Result<(), output::Fault> {
        let job = |(source, found): &(Source, Result<(), input::Fault>)| match found {
            Ok(()) => job(source, self.settings).map_err(|fault| fault.to_string()),
            Err(fault) => Err(fault.to_string()),
        };
        work::each(&self.sources, self.settings.threads, job, |(source, _), made| {
            let made = made.map_err(|fault| complain(format_args!("{source}: {fault}"))).ok();
            done(source, made)
        })
    }
}

/// Writes one line to standard error. Where even that is closed, the exit status says enough.
fn complain(what: impl Display) {
    let _ = writeln!(io::stderr(), "normalize: {what}");
}
