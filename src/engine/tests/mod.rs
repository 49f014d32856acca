//! The fast engine against the plainest ones: OpenCC's chain ([`chain`]), and our own plans ([`plain`], [`plain_borders`]).

mod chain;
mod plain;
mod plain_borders;
mod plans;
mod presets;
