//! The report as SARIF 2.1.0, for code scanning on GitHub and other hosts.
//!
//! Source of the format: the OASIS standard; of the limits: "SARIF support for code scanning" and "Results
//! exceed limit" of GitHub, which refuses a run of more than 25,000 results and shows 5,000. The worst
//! come first, and what is left out is said in a notification.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::{Report, counted, json_text};
use crate::check::{self, page};
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::source::{Source, Span};

/// Results of a run that GitHub takes.
const LIMIT: usize = 25_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<RuleItem<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleItem<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Text>,
    default_configuration: Level,
}

#[derive(Serialize)]
struct Level {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixItem>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names, reason = "the names of the standard")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixItem {
    description: Text,
    artifact_changes: Vec<Changed>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

/// The report as JSON, without a line end.
pub fn render(report: &Report<'_>) -> String {
    let prints = fingerprints(report);
    let mut found: Vec<(&Diagnostic, String)> = report.diagnostics.iter().zip(prints).collect();
    // Stable: within a severity the order of the report stays.
    found.sort_by_key(|(diagnostic, _)| std::cmp::Reverse(diagnostic.severity));
    let left_out = found.len().saturating_sub(LIMIT);
    found.truncate(LIMIT);
    let mut names: Vec<&str> = found
        .iter()
        .map(|(diagnostic, _)| diagnostic.rule)
        .collect();
    names.sort_unstable();
    names.dedup();
    let results = found
        .into_iter()
        .map(|(diagnostic, print)| {
            let index = names.binary_search(&diagnostic.rule).unwrap_or_default();
            result(report, diagnostic, index, print)
        })
        .collect();
    json_text(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "recito",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: names.iter().map(|name| rule_item(name)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications(left_out),
            }],
            results,
        }],
    })
}

fn notifications(left_out: usize) -> Vec<Notification> {
    if left_out == 0 {
        return Vec::new();
    }
    let results = counted(left_out, "result");
    vec![Notification {
        level: "warning",
        message: text(&format!(
            "{results} left out, since hosts take {LIMIT} of a run"
        )),
    }]
}

fn rule_item(name: &str) -> RuleItem<'_> {
    let rule = check::rule(name);
    let page = rule.map(|rule| page::parse(rule.page));
    RuleItem {
        id: name,
        short_description: page.as_ref().map(|page| text(page.summary)),
        full_description: page.as_ref().map(|page| text(page.why())),
        help: page.as_ref().map(|page| text(&page.plain())),
        default_configuration: Level {
            level: level(rule.map_or(Severity::Warning, |rule| rule.severity)),
        },
    }
}

fn result<'a>(
    report: &Report<'_>,
    diagnostic: &'a Diagnostic,
    rule_index: usize,
    print: String,
) -> Found<'a> {
    let place = |span: Span| physical(report.sources, span);
    let location = |span, message: Option<&str>, id| {
        Some(Location {
            id,
            physical_location: place(span)?,
            message: message.map(text),
        })
    };
    let labels = diagnostic.labels.iter().enumerate();
    let help = diagnostic.help.as_ref();
    let message = match help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    Found {
        rule_id: diagnostic.rule,
        rule_index,
        level: level(diagnostic.severity),
        message: text(&message),
        locations: location(diagnostic.span, None, None).into_iter().collect(),
        related_locations: labels
            .filter_map(|(i, label)| location(label.span, Some(&label.text), Some(i + 1)))
            .collect(),
        partial_fingerprints: BTreeMap::from([("recito/v1", print)]),
        fixes: fixes(report, diagnostic),
    }
}

fn fixes(report: &Report<'_>, diagnostic: &Diagnostic) -> Vec<FixItem> {
    let Some((fix, source)) = diagnostic.fix.as_ref().zip(report.source(diagnostic)) else {
        return Vec::new();
    };
    let replacement = |edit: &Edit| Replacement {
        deleted_region: region(source, edit.span),
        inserted_content: text(&edit.text),
    };
    vec![FixItem {
        description: text(&fix.title),
        artifact_changes: vec![Changed {
            artifact_location: artifact(source),
            replacements: fix.edits.iter().map(replacement).collect(),
        }],
    }]
}

fn physical(sources: &[Source], span: Span) -> Option<Physical> {
    let source = sources.get(span.source.0 as usize)?;
    Some(Physical {
        artifact_location: artifact(source),
        region: region(source, span),
    })
}

fn region(source: &Source, span: Span) -> Region {
    let (start, end) = (source.place(span.start), source.place(span.end));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// The path as the reference of a URI: RFC 3986 leaves few characters as they are.
fn artifact(source: &Source) -> Artifact {
    use std::fmt::Write as _;
    let mut uri = String::with_capacity(source.path.len());
    for byte in source.path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte as char);
        } else {
            // Writing to a string does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Artifact { uri }
}

fn text(text: &str) -> Text {
    Text {
        text: text.to_string(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn found(rule: &'static str, severity: Severity) -> Diagnostic {
        let span = Span {
            source: SourceId(0),
            start: 3,
            end: 4,
        };
        Diagnostic::new(rule, severity, "no", span)
    }

    fn rendered(diagnostics: &[Diagnostic]) -> serde_json::Value {
        let report = Report {
            diagnostics,
            sources: &[Source::new("a b/é.md", "é\nxy\n")],
            notes: 1,
        };
        serde_json::from_str(&render(&report)).unwrap()
    }

    #[test]
    fn the_worst_come_first_with_their_rules() {
        let log = rendered(&[
            found("open-ended-list", Severity::Info),
            found("empty-bullet", Severity::Error),
        ]);
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 2);
        for (i, name) in ["empty-bullet", "open-ended-list"].iter().enumerate() {
            let result = &run["results"][i];
            assert_eq!(result["ruleId"], *name);
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], *name);
        }
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%A9.md");
        assert_eq!(
            (
                &place["region"]["startLine"],
                &place["region"]["startColumn"]
            ),
            (&2.into(), &1.into())
        );
    }

    #[test]
    fn what_hosts_do_not_take_is_left_out_and_said() {
        let many: Vec<Diagnostic> = (0..LIMIT + 2)
            .map(|_| found("empty-bullet", Severity::Error))
            .collect();
        let log = rendered(&many);
        let run = &log["runs"][0];
        assert_eq!(run["results"].as_array().unwrap().len(), LIMIT);
        let note = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert!(note.as_str().unwrap().starts_with("2 results left out"));
    }
}
