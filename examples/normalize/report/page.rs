//! The page.

use super::rows::{Change, Part, Row};
use super::{Kind, Section};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeMap;
use tongwen::Reason;

const STYLE: &str = include_str!("style.css");

pub(super) fn page(sections: &[Section], target: &str) -> String {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for (kind, count) in sections.iter().flat_map(|section| &section.counts) {
        *counts.entry(*kind).or_default() += count;
    }
    let changed = |section: &Section| section.counts.keys().any(|kind| *kind != Kind::Left);
    let files = sections.iter().filter(|section| changed(section)).count();
    let changes = changes_in(&counts);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "To " (target) ": " (changes) " changes" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#texts" { "To the texts" }
                header {
                    h1 { "To " (target) }
                    p { (counted(changes, "change")) " in " (files) " of " (counted(sections.len(), "text")) "." }
                    fieldset {
                        legend { "Show" }
                        @for kind in Kind::ALL {
                            @if let Some(count) = counts.get(&kind) {
                                label {
                                    input type="checkbox" id={ "show-" (kind.class()) } checked;
                                    span class={ "mark " (kind.class()) } { (kind.label()) }
                                    " " (count)
                                }
                            }
                        }
                    }
                    p.hint { "Choose a marked word, by mouse or by Tab and Enter, to see why it changes." }
                    (legend(sections))
                    @if sections.len() > 1 {
                        nav aria-label="Texts" {
                            ol {
                                @for (number, section) in sections.iter().enumerate() {
                                    li {
                                        a href={ "#text-" (number) } { (section.name) }
                                        " " (changes_in(&section.counts))
                                    }
                                }
                            }
                        }
                    }
                }
                main id="texts" {
                    @for (number, section) in sections.iter().enumerate() { (self::section(section, number, target)) }
                }
                footer { "tongwen " (env!("CARGO_PKG_VERSION")) ", dictionaries " (tongwen::DATA_VERSION) }
            }
        }
    };
    page.into_string()
}

/// What the reasons mean that the page names.
fn legend(sections: &[Section]) -> Markup {
    let changes = || sections.iter().flat_map(|section| &section.rows).flat_map(Row::changes);
    let is_named = |reason: &&Reason| changes().any(|change| change.by.contains(reason));
    let named: Vec<&Reason> = Reason::ALL.iter().filter(is_named).collect();
    html! {
        @if !named.is_empty() {
            details {
                summary { "What the reasons mean" }
                dl { @for reason in named { dt { "by " (reason) } dd { (reason.meaning()) } } }
            }
        }
    }
}

/// How many there are, without what was left.
fn changes_in(counts: &BTreeMap<Kind, usize>) -> usize {
    counts.iter().filter(|(kind, _)| **kind != Kind::Left).map(|(_, count)| count).sum()
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// One text: its lines on both sides.
fn section(Section { name, rows, counts }: &Section, number: usize, target: &str) -> Markup {
    let mut first = 0;
    html! {
        section id={ "text-" (number) } aria-labelledby={ "name-" (number) } {
            h2 id={ "name-" (number) } { (name) }
            @if counts.is_empty() {
                p { "Nothing changes." }
            } @else {
                table {
                    thead {
                        tr { th scope="col" { "Line" } th scope="col" { "Before" } th scope="col" { "After" } }
                    }
                    tbody {
                        @for row in rows {
                            (self::row(row, number, first, target))
                            ({ first += row.changes().count(); "" })
                        }
                    }
                }
            }
        }
    }
}

fn row(row: &Row, text: usize, first: usize, target: &str) -> Markup {
    let (line, parts) = match row {
        Row::Gap(count) => {
            return html! { tr.gap { td colspan="3" { (counted(*count, "line")) " without a change" } } };
        }
        Row::Line { number, parts } => (*number, parts),
    };
    let class = if row.changes().next().is_some() { "changed" } else { "same" };
    let id = |number: usize| format!("why-{text}-{}", first + number);
    html! {
        tr class=(class) {
            th scope="row" { (line) }
            td lang="zh" { (side(parts, &id, true)) }
            td lang=(target) { (side(parts, &id, false)) }
        }
        @if class == "changed" {
            tr.whys {
                td colspan="3" {
                    @for (number, change) in row.changes().enumerate() { (why(change, &id(number))) }
                }
            }
        }
    }
}

/// One side of a line.
fn side(parts: &[Part], id: &dyn Fn(usize) -> String, before: bool) -> Markup {
    let mut number = 0;
    html! {
        @for part in parts {
            @match part {
                Part::Same(text) => (text),
                Part::Change(change) => {
                    button type="button" class={ "mark " (change.kind.class()) } popovertarget=(id(number))
                        aria-label=(label(change, before)) {
                            span { (if before { &change.before } else { &change.after }) }
                        }
                    ({ number += 1; "" })
                }
            }
        }
    }
}

fn label(change: &Change, before: bool) -> String {
    let Change { kind, before: old, after: new, .. } = change;
    match (kind, before) {
        (Kind::Left, _) => format!("{old}, left as it is"),
        (_, true) => format!("{old}, becomes {new}, {}", kind.label()),
        (_, false) => format!("{new}, was {old}, {}", kind.label()),
    }
}

/// What accounts for a change.
fn why(change: &Change, id: &str) -> Markup {
    html! {
        div popover id=(id) role="dialog" aria-label="Why" {
            p.what {
                @if change.kind == Kind::Left {
                    strong { (change.before) } " stays"
                } @else {
                    del { (change.before) } " → " ins { (change.after) }
                }
                @if let Some(confidence) = &change.confidence { " (" (confidence) ")" }
            }
            ul { @for reason in &change.reasons { li { (reason) } } }
            button type="button" popovertarget=(id) popovertargetaction="hide" { "Close" }
        }
    }
}
