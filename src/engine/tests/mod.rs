//! The fast engine against the plainest ones: OpenCC's chain ([`chain`]), and our own plans ([`plain`],
//! [`plain_borders`], [`plain_senses`], [`plain_glosses`]).

mod chain;
mod plain;
mod plain_borders;
mod plain_glosses;
mod plain_senses;
mod plans;
mod presets;
