//! What the caller wants beside the target.

use super::protect::Protect;
use super::user::UserWords;
use crate::data::{Locale, Style};
use alloc::sync::Arc;

/// Flags and rows: what a plan is run with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where text comes from that does not show it.
    pub from: Option<Locale>,
    /// The layers that are off, a bit each by its number.
    pub without: u32,
    pub protect: Protect,
    /// The house style, also in lines that are in the place's script already.
    pub style: Option<Style>,
    /// The caller's words.
    pub user: Option<Arc<UserWords>>,
}
