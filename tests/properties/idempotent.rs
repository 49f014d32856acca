//! Invariant 3: what a plan has written, it leaves.

use crate::strategies::{SOURCES, lines, name, plan, source, targets, words};
use proptest::prelude::*;
use std::borrow::Cow;
use tongwen::Normalizer;

/// A reason against `n(n(x)) == n(x)`, if there is one.
fn settles(normalizer: &Normalizer, text: &str) -> Result<(), String> {
    let once = normalizer.normalize(text);
    match normalizer.normalize(&once) {
        Cow::Borrowed(_) => Ok(()),
        Cow::Owned(twice) => {
            let analysis = normalizer.analyze(&once);
            let again: Vec<_> = analysis.edits().collect();
            Err(format!("{text:?}\n  once  {once:?}\n  twice {twice:?}\n  by {again:?}"))
        }
    }
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn idempotent(text in lines(), from in source()) {
        for to in targets() {
            let settled = settles(&plan(to, from), &text);
            prop_assert!(settled.is_ok(), "{}: {}", name(to, from), settled.unwrap_err());
        }
    }

    /// Prose alone, without what ends a word early.
    #[test]
    fn idempotent_in_prose(text in words()) {
        for to in targets() {
            for from in SOURCES {
                let settled = settles(&plan(to, from), &text);
                prop_assert!(settled.is_ok(), "{}: {}", name(to, from), settled.unwrap_err());
            }
        }
    }

    /// One place's text through another place's plan and back settles too: the plans agree on what they leave.
    #[test]
    fn idempotent_after_another_plan(text in words(), first in 0..14usize) {
        let first = plan(targets().nth(first).unwrap(), None).normalize(&text).into_owned();
        for to in targets() {
            let settled = settles(&plan(to, None), &first);
            prop_assert!(settled.is_ok(), "{}: {}", name(to, None), settled.unwrap_err());
        }
    }
}

/// What once did not settle: found by the tests above, kept for good.
#[test]
fn idempotent_where_it_was_not() {
    let mut faults = Vec::new();
    for text in [
        "里面集羣", // what shows a script is written away, and the source that was said comes in force
        "里面羣",
        "祖高域名搶注明", // a phrase across a word's edge hides a phrase, once
        "卫生棉签著名",   // 著名 is kept once
        "衛生棉籤著名克林顿",
    ] {
        for to in targets() {
            for from in SOURCES {
                if let Err(why) = settles(&plan(to, from), text) {
                    faults.push(format!("{}: {why}", name(to, from)));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

/// All texts of seeds/, through all plans.
#[test]
fn idempotent_on_seeds() {
    let (mut faults, mut texts) = (Vec::new(), 0);
    for folder in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        for path in std::fs::read_dir(folder).unwrap() {
            let path = path.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            texts += 1;
            for to in targets() {
                for from in SOURCES {
                    if let Err(why) = settles(&plan(to, from), &text) {
                        faults.push(format!("{} {}: {why}", name(to, from), path.display()));
                    }
                }
            }
        }
    }
    assert!(texts > 50, "only {texts} texts");
    assert!(faults.is_empty(), "{} fault(s), among them\n{:.4000}", faults.len(), faults.join("\n"));
}
