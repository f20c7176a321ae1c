//! Which rules run: from names on the command line and in the settings to a selection.

use super::super::Failure;
use crate::check::{self, RULES, Selection};
use crate::config::CheckSettings;

/// The rules to run. What is named on the command line stands over the settings.
pub(in crate::command) fn selection(
    select: &[String],
    ignore: &[String],
    settings: &CheckSettings,
) -> Result<Selection, Failure> {
    let selected = known(select)?;
    let ignored = known(ignore)?;
    let (also, never) = (known(&settings.also)?, known(&settings.ignore)?);
    let usual = RULES.iter().filter(|rule| {
        if selected.is_empty() {
            (!rule.on_request || also.contains(&rule.name)) && !never.contains(&rule.name)
        } else {
            selected.contains(&rule.name)
        }
    });
    let names = usual.map(|rule| rule.name);
    let mut selection = Selection::of(names.filter(|name| !ignored.contains(name)));
    selection.words.clone_from(&settings.words);
    for (pattern, rules) in &settings.per_file_ignores {
        selection = selection
            .without_in(pattern, known(rules)?)
            .map_err(|error| {
                Failure::new(format!("`{pattern}` is not a pattern of paths: {error}"))
                    .hint("it stands in `per_file_ignores` of the settings")
            })?;
    }
    Ok(selection)
}

fn known(names: &[String]) -> Result<Vec<&'static str>, Failure> {
    let known = |name: &String| match check::rule(name.trim()) {
        Some(rule) => Ok(rule.name),
        None => Err(unknown_rule(name)),
    };
    names.iter().map(known).collect()
}

/// The failure of a command that was given the name of no rule.
pub(in crate::command) fn unknown_rule(name: &str) -> Failure {
    let failure = Failure::new(format!("there is no rule `{name}`"));
    match check::nearest_rule(name) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("`recito explain` lists the rules"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_selected_by_name() {
        let check = |select: &[&str], ignore: &[&str], expect: Result<&[&str], &str>| {
            let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
            let found = selection(&owned(select), &owned(ignore), &CheckSettings::default());
            match (found, expect) {
                (Ok(found), Ok(expect)) => assert_eq!(found.rules, expect),
                (Err(failure), Err(hint)) => assert_eq!(failure.hints, [hint]),
                (found, _) => panic!("{found:?}"),
            }
        };
        check(&["empty-bullet"], &[], Ok(&["empty-bullet"]));
        check(
            &["empty-bullet", "stale-deck"],
            &["stale-deck"],
            Ok(&["empty-bullet"]),
        );
        check(&["empty-bulet"], &[], Err("did you mean `empty-bullet`?"));
        check(&[], &["xyz"], Err("`recito explain` lists the rules"));
    }
}
