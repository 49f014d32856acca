//! A plan and a text in, output and edits out.
//!
//! [`blind`] copies text through the character table ([`copy`] is the loop, `simd` the same for AVX2) and notes where a key
//! of two or more characters may change something; there [`front`] opens a window of a few characters and has it judged: by
//! [`chain`] exactly as OpenCC does ([`preset`]), or by [`judge`] for our own plans ([`plan`]: their tables; [`lines`]: how a
//! line is read, [`units`]: where a long one is cut; [`user`]: the caller's words, [`begins`]: where they may begin; [`lattice`]:
//! overlapping words; [`borders`]: where words end; [`folded`]: a line as keys have it; [`choice`]: which of several characters; [`protect`] and [`foreign`]:
//! what nobody may touch). [`detect`] reads what a text shows. [`trace`] keeps what was done, for reports.

#[cfg(any(test, fuzzing))]
pub mod agree;
mod begins;
mod blind;
mod borders;
mod chain;
mod choice;
mod copy;
mod detect;
mod folded;
mod foreign;
mod front;
mod judge;
mod lattice;
mod lines;
mod options;
mod plan;
mod preset;
mod protect;
mod quotes;
mod reason;
#[cfg(target_arch = "x86_64")]
mod simd;
mod trace;
mod units;
mod user;

#[cfg(test)]
mod tests;

pub use chain::By;
pub use detect::{Counts, counts};
pub use lines::{Given, LineState};
pub use options::Options;
pub use plan::Plan;
pub use preset::PresetPlan;
pub use protect::{Protect, protected};
pub use reason::Reason;
pub use trace::{Alternative, AmbiguityData, Decision, EditData, EntryData, KeptData, Report, Trace, Watch};
pub use user::{Does, Given as UserKey, LONGEST as LONGEST_KEY, Row as UserRow, UserWords};

use crate::data::Layer;
use alloc::borrow::Cow;
use alloc::string::String;

/// What a normaliser runs.
#[derive(Clone, Debug)]
pub enum Engine {
    Preset(&'static PresetPlan<'static>),
    Plan(&'static Plan<'static>, Options),
}

impl Engine {
    /// Converts text; what is `given` only our own plans know. `state` is the line's that the text goes on with.
    pub fn convert<'a, W: Watch>(
        &self,
        text: &'a str,
        given: Given<'_>,
        state: &mut LineState,
        watch: &mut W,
    ) -> Cow<'a, str> {
        match self {
            Engine::Preset(plan) => plan.convert(text, watch),
            Engine::Plan(plan, options) => plan.convert(text, options, given, state, watch),
        }
    }

    /// The same without a report, in memory that a caller has; what that holds is lost.
    pub fn convert_in<'a>(&self, room: &mut String, text: &'a str, state: &mut LineState) -> Cow<'a, str> {
        match self {
            Engine::Preset(plan) => plan.convert_in(room, text, &mut ()),
            Engine::Plan(plan, options) => plan.convert_in(room, text, options, Given::default(), state, &mut ()),
        }
    }

    /// The last place at which `text` can be cut and both parts converted one after the other, whatever follows the
    /// text; 0 where there is none.
    #[cfg(feature = "std")]
    pub fn boundary(&self, text: &str) -> usize {
        match self {
            Engine::Preset(plan) => plan.boundary(text),
            Engine::Plan(plan, options) => plan.boundary(text, options.user.as_deref()),
        }
    }

    /// The name of what made a change.
    pub fn name(&self, by: By) -> &'static str {
        match (self, by) {
            (Engine::Preset(plan), By::Table(table)) => plan.table_name(table),
            (_, By::Layer(layer, ..)) => Layer::numbered(layer).name(),
            (_, By::User(_)) => Layer::User.name(),
            _ => "",
        }
    }

    /// A row of the caller's.
    pub fn user_row(&self, number: u32) -> Option<&UserRow> {
        match self {
            Engine::Preset(_) => None,
            Engine::Plan(_, options) => options.user.as_ref()?.row(number),
        }
    }

    /// The id of a concept, and what is written for it.
    pub fn concept(&self, number: u16) -> Option<(&'static str, &'static str)> {
        match self {
            Engine::Preset(_) => None,
            Engine::Plan(plan, _) => Some((plan.concepts.id(number), plan.written(number)?)),
        }
    }
}
