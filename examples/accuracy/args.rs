//! What was asked for: the command line.

use crate::report::{Section, Settings};
use crate::texts::Part;
use clap::{Parser, ValueHint};
use std::path::PathBuf;

const AFTER: &str = "\
Examples:
  accuracy                                              over the seeds and cases here
  accuracy --corpora ../corpora                         over the dev part of a folder of corpora
  accuracy --corpora ../corpora --json > old.json       before a change …
  accuracy --corpora ../corpora --compare old.json      … and after it

A loss is any of these: more errors (raw or folded), more lines or characters touched, fewer terms
right or traps kept, fewer strings that came closer, more that came farther; or a row that is no
longer there. Shares are compared, so that a new case or text is no loss in itself.

Exit status:
  0  measured; with --compare: no loss
  1  a loss
  2  it could not: a folder or file not found or not as it should be, a wrong command line";

/// Count what conversions get wrong, to see whether a change helped; OpenCC's presets stand beside.
///
/// Characters: native text goes to the other script by OpenCC and comes back by tongwen. Hands off: native text is
/// converted to its own place. Cases: terms right and traps kept. Parallel strings: does a conversion with terms and
/// names come closer to what the other place wrote than one without?
#[derive(Debug, Parser)]
#[command(name = "accuracy", after_help = AFTER)]
pub(crate) struct Args {
    /// A folder of texts, `<locale>.<name>.txt.xz`, and parallel strings, `ui.tsv.xz` and `parallel.<name>.tsv.xz`;
    /// without it the seeds are read
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) corpora: Option<PathBuf>,

    /// Which lines of the corpora: `dev` is a tenth, by CRC-32, that nothing is learnt from
    #[arg(short, long, value_enum, default_value_t = Part::Dev, requires = "corpora")]
    part: Part,

    /// Take so many lines of each file at most
    #[arg(short, long, value_name = "N")]
    limit: Option<usize>,

    /// Measure these sections only
    #[arg(short, long, value_enum, value_name = "SECTION", value_delimiter = ',')]
    only: Vec<Section>,

    /// Show so many of the commonest faults of a section
    #[arg(short, long, value_name = "N", default_value_t = 10)]
    pub(crate) worst: usize,

    /// Write the figures as JSON, without any text
    #[arg(long, conflicts_with = "compare")]
    pub(crate) json: bool,

    /// Print what differs from figures that `--json` wrote with the same texts, part and limit
    #[arg(long, value_name = "OLD.json", value_hint = ValueHint::FilePath)]
    pub(crate) compare: Option<PathBuf>,
}

impl Args {
    /// What figures depend on beside the code and the texts.
    pub(crate) fn settings(&self) -> Settings {
        Settings { part: self.corpora.is_some().then_some(self.part), limit: self.limit }
    }

    /// What to measure, in order: what was asked for, or else all for which there is text.
    pub(crate) fn sections(&self) -> Vec<Section> {
        let has_text = |section: &Section| *section != Section::Parallel || self.corpora.is_some();
        let asked = |section: &Section| {
            if self.only.is_empty() { has_text(section) } else { self.only.contains(section) }
        };
        Section::ALL.into_iter().filter(asked).collect()
    }
}
