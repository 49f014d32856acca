//! The fast engine against the plainest ones: OpenCC's chain ([`chain`]), and our own plans ([`plain`]).

mod chain;
mod copy;
mod plain;
mod plans;
mod presets;
