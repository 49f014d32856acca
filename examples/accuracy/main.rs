//! Did a change help? Counts what conversions get wrong, beside OpenCC: `accuracy [--corpora DIR]`; `--help` says the
//! rest.
//!
//! One part a file. [`args`] is what was asked, [`texts`] what is read. Four things are measured: [`roundtrip`]
//! (characters), [`native`] (text that should stay as it is), [`terms`] (the cases), [`parallel`] (strings that two
//! places wrote for themselves); they share [`slips`] (where two lines differ), [`spelling`] (which differences count)
//! and [`ways`] (what converts). [`report`] holds the figures, [`faults`] what goes wrong most; [`show`] prints both,
//! [`compare`] finds losses.

mod args;
mod compare;
mod faults;
mod native;
mod parallel;
mod report;
mod roundtrip;
mod show;
mod slips;
mod spelling;
mod terms;
mod texts;
mod ways;

#[path = "../../tests/support/cases.rs"]
mod cases;

use args::Args;
use clap::Parser as _;
use faults::Measured;
use report::{Report, Section};
use std::error::Error;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;
use texts::Text;

/// What went wrong, with the path and the line where there are such.
type Fault = Box<dyn Error>;

/// Something became worse.
const LOSS: u8 = 1;
/// It could not be measured.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(LOSS),
        Err(fault) => {
            // Where even standard error is closed, the exit status says enough.
            let _ = writeln!(io::stderr(), "accuracy: {fault}");
            ExitCode::from(FAILED)
        }
    }
}

/// Measures and prints; says whether nothing became worse.
fn run(args: &Args) -> Result<bool, Fault> {
    let settings = args.settings();
    let old = match &args.compare {
        Some(path) => Some(Report::read(path, &settings)?),
        None => None,
    };
    let texts = match &args.corpora {
        Some(folder) => texts::corpora(folder, &settings)?,
        None => texts::seeds(&settings)?,
    };
    let (mut rows, mut shown) = (Vec::new(), String::new());
    for section in args.sections() {
        let measured = measure(section, &texts, args)?;
        shown += &show::section(section, &measured, args.worst);
        rows.extend(measured.rows);
    }
    let report = Report { settings, rows };
    if let Some(old) = old {
        let differences = compare::differences(&old, &report, &args.sections());
        print(&compare::shown(&differences))?;
        return Ok(!differences.iter().any(compare::Difference::is_loss));
    }
    print(&if args.json { report.to_json()? } else { shown })?;
    Ok(true)
}

fn measure(section: Section, texts: &[Text], args: &Args) -> Result<Measured, Fault> {
    match section {
        Section::Traditional => roundtrip::to_traditional(texts),
        Section::Simplified => roundtrip::to_simplified(texts),
        Section::Native => Ok(native::untouched(texts)),
        Section::Cases => terms::cases(),
        Section::Parallel => parallel::closer(args.corpora.as_deref(), &args.settings()),
    }
}

/// Whoever reads our output (`| head`) may have enough: no fault of ours.
fn print(text: &str) -> Result<(), Fault> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}").into()),
        _ => Ok(()),
    }
}
