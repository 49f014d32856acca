//! What must always hold (DESIGN.md), for our plans and, as far as they promise it, OpenCC's presets: a test each, named after the
//! invariant; and what the styles and `Analysis::resolve` promise.
//!
//! `PROPTEST_CASES=10000 cargo test --release --test properties` looks harder. What once failed is kept in
//! regressions.txt and tried first.

mod accounted_for;
mod hands_off;
mod idempotent;
mod opencc_when_asked;
mod resolved;
mod same_text_same_answer;
mod strategies;
mod styles;
mod total;
mod user;

use proptest::test_runner::{Config, FileFailurePersistence};

/// The same with so many cases, where the environment does not say how many.
fn config_of(cases: u32) -> Config {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config(),
        None => Config { cases, ..config() },
    }
}

/// Proptest's own defaults and environment, with the regressions beside the tests.
fn config() -> Config {
    let regressions = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/properties/regressions.txt");
    Config { failure_persistence: Some(Box::new(FileFailurePersistence::Direct(regressions))), ..Config::default() }
}
