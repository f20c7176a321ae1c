//! `command`: what has to be typed for a purpose? "Which command does this: “throw away all changes”?"

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind};

pub(super) const TEMPLATE: Template = Template {
    name: "command",
    any_language: false,
    write,
};

fn write(fact: &Fact, _scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Command {
        purpose,
        command,
        noun,
    } = &fact.kind
    else {
        return Vec::new();
    };
    let prompt = format!("Which {noun} does this: “{purpose}”?");
    let accept = if noun == "command" {
        accept(command)
    } else {
        Vec::new()
    };
    let question = single(prompt, command.clone(), accept);
    let evidence = Evidence {
        base: 0.64,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}

/// The command with and without the rights of the administrator, and without names that stand in angle
/// brackets for something.
fn accept(command: &str) -> Vec<String> {
    let bare = command.strip_prefix("sudo ");
    let other = bare.map_or_else(|| format!("sudo {command}"), str::to_string);
    let filled: Vec<&str> = command
        .split_whitespace()
        .filter(|word| !(word.starts_with('<') && word.ends_with('>')))
        .collect();
    let mut accept = vec![other];
    if filled.len() >= 2 && filled.len() < command.split_whitespace().count() {
        accept.push(filled.join(" "));
    }
    accept
}
