//! Converts files or standard input: `normalize --to zh-TW [FILE…]`; `--help` says the rest.
//!
//! One part a file: [`args`] is what was asked, [`input`] one thing to read, [`encoding`] the guess
//! at text that is not UTF-8, [`output`] the place to write.

mod args;
mod encoding;
mod input;
mod output;

use args::{Args, From};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use input::{Input, Source};
use output::Output;
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Read, Write};
use std::process::ExitCode;
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
    let mut all_well = true;
    for source in args.sources() {
        match convert(&way, source, &mut output) {
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

/// Which side of a conversion failed: the next input may do better, the output will not.
enum Stop {
    Input(input::Fault),
    Output(output::Fault),
}

/// Converts one input, holding no more than a few buffers of it.
fn convert(way: &Way, source: Source<'_>, output: &mut Output) -> Result<(), Stop> {
    let mut input = Input::open(source, output).map_err(Stop::Input)?;
    let normalizer = match way {
        Way::Fixed(normalizer) => normalizer.clone(),
        Way::Guess(builder) => {
            let guess = tongwen::detect(input.sample().map_err(Stop::Input)?).locale();
            let builder = guess.into_iter().fold(builder.clone(), NormalizerBuilder::from);
            builder.build().expect("it was built without the guess")
        }
    };
    let mut reader = normalizer.reader(&mut input);
    let mut buffer = vec![0; 1 << 17];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => output.write(&buffer[..count]).map_err(Stop::Output)?,
            Err(error) => {
                drop(reader);
                return Err(Stop::Input(input.fault(error)));
            }
        }
    }
}

/// Writes one line to standard error. Where even that is closed, the exit status says enough.
fn complain(what: impl Display) {
    let _ = writeln!(io::stderr(), "normalize: {what}");
}
