//! Converts files or standard input: `normalize --to zh-TW [FILE…]`; `--help` says the rest.
//!
//! One part a file: [`args`] is what was asked, [`input`] one thing to read, [`encoding`] the guess
//! at text that is not UTF-8, [`convert`] the way from there, [`pieces`] what threads take of it,
//! [`output`] the place to write.

mod args;
mod convert;
mod encoding;
mod input;
mod output;
mod pieces;

use args::{Args, From};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use convert::Threads;
use input::{Input, Source};
use output::Output;
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write};
use std::num::NonZero;
use std::process::ExitCode;
use std::thread;
use tongwen::{Normalizer, NormalizerBuilder};

/// It could not: a file was not read, not UTF-8 or not written. (1 will be: `--check` found something.)
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    if args.files.is_empty() && io::stdin().is_terminal() {
        complain("reading standard input from the terminal; end it with Ctrl-D, or name a FILE");
    }
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILED),
        // Whoever read our output (`| head`) has enough: no fault of ours.
        Err(fault) if fault.is_closed_pipe() => ExitCode::SUCCESS,
        Err(fault) => {
            complain(fault);
            ExitCode::from(FAILED)
        }
    }
}

/// Converts every input, going on after one that fails; says whether all went well.
fn run(args: &Args) -> Result<bool, output::Fault> {
    let way = way(args).unwrap_or_else(|error| Args::command().error(ErrorKind::ArgumentConflict, error).exit());
    let mut output = Output::open(args.output.as_deref())?;
    let threads = threads(args, &output);
    let mut all_well = true;
    for source in args.sources() {
        match convert(&way, threads, source, &mut output) {
            Ok(()) => {}
            Err(Stop::Input(fault)) => {
                complain(format_args!("{source}: {fault}"));
                all_well = false;
            }
            Err(Stop::Output(fault)) => return Err(fault),
        }
    }
    if all_well {
        output.finish()?
    } else {
        output.abandon()?
    }
    Ok(all_well)
}

/// What to convert by.
enum Way {
    Fixed(Normalizer),
    /// By what each input shows.
    Guess(NormalizerBuilder),
}

fn way(args: &Args) -> Result<Way, tongwen::Error> {
    let Some(to) = args.to else {
        return Ok(Way::Fixed(Normalizer::preset(args.preset.expect("clap asks for one of them"))));
    };
    let builder = args.style.into_iter().fold(Normalizer::builder(to), NormalizerBuilder::style);
    let fixed = match args.from {
        Some(From::Locale(from)) => builder.clone().from(from).build()?,
        None | Some(From::Guess) => builder.clone().build()?,
    };
    Ok(if matches!(args.from, Some(From::Guess)) { Way::Guess(builder) } else { Way::Fixed(fixed) })
}

/// How many threads convert. More than 16 are no use, since one reads and writes for all of them.
fn threads(args: &Args, output: &Output) -> Threads {
    let available = || thread::available_parallelism().map_or(1, NonZero::get);
    // Who looks on shall see each line as it comes.
    let count = if output.is_terminal() { 1 } else { args.threads.map_or_else(available, NonZero::get).min(16) };
    Threads { count, piece: 1 << 17 }
}

/// Which side of a conversion failed: the next input may do better, the output will not.
enum Stop {
    Input(input::Fault),
    Output(output::Fault),
}

/// Converts one input, holding no more than a few buffers of it for each thread.
fn convert(way: &Way, threads: Threads, source: Source<'_>, output: &mut Output) -> Result<(), Stop> {
    let mut input = Input::open(source, output, threads.ahead()).map_err(Stop::Input)?;
    let normalizer = match way {
        Way::Fixed(normalizer) => normalizer.clone(),
        Way::Guess(builder) => {
            let guess = tongwen::detect(input.sample().map_err(Stop::Input)?).locale();
            let builder = guess.into_iter().fold(builder.clone(), NormalizerBuilder::from);
            builder.build().expect("it was built without the guess")
        }
    };
    let done = threads.convert(&normalizer, &mut input, |bytes| output.write(bytes));
    done.map_err(|stop| match stop {
        convert::Stop::NotUtf8(offset) => Stop::Input(input.not_utf8(offset)),
        convert::Stop::Read(error) => Stop::Input(error.into()),
        convert::Stop::Write(fault) => Stop::Output(fault),
    })
}

/// Writes one line to standard error. Where even that is closed, the exit status says enough.
fn complain(what: impl Display) {
    let _ = writeln!(io::stderr(), "normalize: {what}");
}
