//! `cloze`: a sentence of the note with one phrase left out.

use std::ops::Range;

use super::{Candidate, Evidence, Scope, Template};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, Topic, split};
use crate::lexicon;
use crate::note::MarkKind;
use crate::question::card::{BLANK, Kind, Question};
use crate::question::statement::Statement;
use crate::question::target::{self, Reason, Target};
use crate::question::{context, value};

pub(super) const TEMPLATE: Template = Template {
    name: "cloze",
    any_language: true,
    write,
};

/// Fewest words that a sentence keeps beside its blank.
const REST: usize = 4;
/// Fewest of them that say something.
const CONTENT: usize = 3;
fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let Some(statement) = &scope.statement else {
        return Vec::new();
    };
    let Statement { line, prefix } = statement;
    let shape = match &fact.kind {
        FactKind::Clause { shape, .. } => *shape,
        FactKind::Definition(_) => Shape::Predicate,
        _ => return Vec::new(),
    };
    let label = |prefix: &str| !scope.document.is_english() && is_label(prefix);
    if is_case(&line.text, &fact.topic) || is_no_subject(prefix) || label(prefix) {
        return Vec::new();
    }
    let mut targets = target::targets(line, shape, scope, &context::stems(prefix));
    // In "how long to retain: for years" the left side names the point, the right side makes it.
    let point = split::split(line)
        .and_then(|split| line.text.find(&split.right.text))
        .unwrap_or(0);
    targets.retain(|target| target.ranges.iter().all(|range| range.start >= point));
    // What the heading names is what the sentence is about, not what it says.
    let about = context::stems(fact.topic.nearest());
    let says = |range: &Range<usize>| context::stems(&line.text[range.clone()]).is_disjoint(&about);
    targets.retain(|target| {
        target.is_marked() || target.is_figure() || target.ranges.iter().all(says)
    });
    let numbers = targets.iter().filter(|target| target.is_figure()).count();
    targets
        .iter()
        .take(if numbers >= 2 { 2 } else { 1 })
        .filter_map(|target| ask(target, statement, fact, scope))
        .collect()
}

/// Whether a line belongs to a case that is told elsewhere: "scenario 2", "afterwards", "all four".
fn is_case(line: &str, topic: &Topic) -> bool {
    let case = |words: &[String]| {
        words.iter().any(|word| {
            matches!(
                word.as_str(),
                "scenario" | "scenarios" | "example" | "exempel"
            )
        })
    };
    let said = text::words(line);
    let back = said.iter().any(|word| {
        matches!(
            word.as_str(),
            "afterwards" | "beforehand" | "imagine" | "suppose" | "hypothetical"
        )
    });
    let whole = said
        .windows(2)
        .any(|pair| pair[0] == "all" && lexicon::is_number_word(&pair[1]));
    let lead = line.to_lowercase();
    let told = ["you have ", "you've "].iter().any(|start| {
        lead.strip_prefix(start).is_some_and(|rest| {
            let next = text::words(rest).into_iter().next().unwrap_or_default();
            lexicon::is_participle(&next)
        })
    });
    back || whole || told || topic.path().iter().any(|crumb| case(&text::words(crumb)))
}

/// Whether a label in another language than English only names a part of the notes.
fn is_label(prefix: &str) -> bool {
    let words = text::words(prefix);
    words.iter().any(|word| lexicon::is_foreign_label(word))
}

/// Whether what would stand in front of a quoted line is no thing: a label of a link, or a sentence.
pub(super) fn is_no_subject(prefix: &str) -> bool {
    let words = text::words(prefix);
    let link = |word: &String| {
        matches!(
            word.as_str(),
            "link" | "links" | "video" | "url" | "source" | "reference" | "references"
        )
    };
    let long = words.len() >= 5;
    let says = |word: &String| word.ends_with("ing") && word.len() > 5;
    words.iter().any(link) || long && words.iter().skip(1).take(words.len() - 2).any(says)
}

/// Words that make a statement a limit or a duty.
const BINDING: [&str; 12] = [
    "must", "only", "cannot", "at most", "at least", "up to", "maximum", "minimum", "max ", "min ",
    "default", "always",
];

/// Words that announce an example, whose details are not the point.
const EXAMPLE: [&str; 5] = ["e.g", "ex:", "for example", "such as", "for instance"];

fn ask(
    target: &Target,
    statement: &Statement,
    fact: &Fact,
    scope: &Scope<'_>,
) -> Option<Candidate> {
    let Statement { line, prefix } = statement;
    let foreign = |range: &Range<usize>| {
        let words = text::words(&line.text[range.clone()]);
        !scope.document.is_english() && words.iter().any(|word| lexicon::is_foreign_mark(word))
    };
    let twin = |range: &Range<usize>| statement.has_twin(range, target.is_figure(), fact, scope);
    if matches!(target.ranges.as_slice(), [range] if twin(range))
        || target.ranges.iter().any(foreign)
    {
        return None;
    }
    let bare =
        matches!(target.ranges.as_slice(), [range] if target::is_bare_subject(&line.text, range));
    // What stands behind a subject has no other one to ask for.
    let second = !statement.prefix.is_empty()
        && !target.is_figure()
        && target.ranges.iter().any(|range| range.start == 0);
    if second || bare && target.reason == Reason::Bold && !is_told_apart(fact, scope) {
        return None;
    }
    let blanked = statement.blanked(&target.ranges);
    let answer: Vec<String> = target
        .ranges
        .iter()
        .map(|range| line.text[range.clone()].to_string())
        .collect();
    if !says_enough(&blanked, prefix, target) {
        return None;
    }
    let question = Question {
        kind: match (answer.len(), target.reason) {
            (1, Reason::Number | Reason::Date) if value::is_number(&answer[0]) => Kind::Number,
            (1, _) => Kind::Cloze,
            _ => Kind::List,
        },
        prompt: statement.prompt(&blanked),
        accept: answer
            .iter()
            .map(|answer| scope.document.aliases(answer))
            .collect(),
        answer,
        ..Question::default()
    };
    let lower = line.text.to_lowercase();
    let evidence = Evidence {
        base: target.base,
        marked: target.is_marked(),
        binding: BINDING.iter().any(|word| lower.contains(word)),
        recurs: target.recurs,
        prefixed: !prefix.is_empty() && !target.is_marked(),
        common: target.common,
        example: EXAMPLE.iter().any(|word| lower.contains(word)),
        ..Evidence::default()
    };
    Some(Candidate {
        confusable: confusable(&question.answer, fact, scope),
        ..TEMPLATE.candidate(question, &fact.topic, evidence)
    })
}

/// Whether enough is left beside the blank to tell what belongs there. A marked phrase and a
/// number may lean on their heading.
fn says_enough(blanked: &str, prefix: &str, target: &Target) -> bool {
    let rest = text::without_brackets(&blanked.replace(BLANK, " ")).0;
    let shown = if target.is_marked() || target.is_figure() {
        format!("{prefix} {rest}")
    } else {
        rest.clone()
    };
    let content = text::content(&shown);
    // "Treaty: signed ____" is a question already.
    if target.reason == Reason::Date {
        return content >= CONTENT && text::content(&rest) >= 1;
    }
    // Behind the name of its subject a marked phrase needs less.
    let least = if target.is_marked() && !prefix.is_empty() {
        REST - 1
    } else {
        REST
    };
    text::count(&rest) >= least && content >= CONTENT && !rest.contains(" --")
}

/// Whether another line of the list opens with a marked subject of its own, so that one of several things is
/// asked for.
fn is_told_apart(fact: &Fact, scope: &Scope<'_>) -> bool {
    let mut others = scope
        .group(fact.group)
        .filter(|other| other.span != fact.span);
    others.any(|other| match &other.kind {
        FactKind::Clause { line, .. } => line.marks.iter().any(|mark| mark.range.start == 0),
        _ => false,
    })
}

/// Marked terms of the same group that an answer may be mixed up with.
fn confusable(answers: &[String], fact: &Fact, scope: &Scope<'_>) -> Vec<String> {
    let keys: Vec<Vec<String>> = answers.iter().map(|answer| text::key(answer)).collect();
    let mut found: Vec<String> = Vec::new();
    for other in scope
        .group(fact.group)
        .filter(|other| other.span != fact.span)
    {
        if let FactKind::Clause { line, .. } = &other.kind {
            for kind in [MarkKind::Bold, MarkKind::Code] {
                for term in line.marked(kind) {
                    let same = keys.contains(&text::key(term));
                    if !same && text::count(term) <= 4 && !found.iter().any(|known| known == term) {
                        found.push(term.to_string());
                    }
                }
            }
        }
    }
    found.truncate(8);
    found
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("cloze", note, expect);
    }

    #[test]
    fn a_line_without_a_subject_is_quoted_behind_it() {
        check(
            "## Dairy\n\n- **Cheese harp**\n  - Has up to 40 strings\n",
            &[("Cheese harp: “Has up to ____ strings”", "40")],
        );
        check(
            "## Brine - Cold bath\n\n- Lasts for at least 12 hours in winter\n",
            &[(
                "Brine - Cold bath: “Lasts for at least ____ hours in winter”",
                "12",
            )],
        );
    }

    #[test]
    fn counts_below_a_label_are_asked() {
        check(
            "## Dairy\n\n- Kettle heats twice\n  - 3 rounds total: 10 minutes of rest after the first, then 20 minutes\n",
            &[
                (
                    "Kettle heats twice: “3 rounds total: ____ minutes of rest after the first, then 20 minutes”",
                    "10",
                ),
                (
                    "Kettle heats twice: “3 rounds total: 10 minutes of rest after the first, then ____ minutes”",
                    "20",
                ),
            ],
        );
    }

    #[test]
    fn a_meaning_that_names_its_term_has_a_blank() {
        check(
            "## Dairy\n\n- **Brine store**: stores brine for at least 12 hours before the wheels go in\n",
            &[(
                "Brine store: “stores brine for at least ____ hours before the wheels go in”",
                "12",
            )],
        );
        check(
            "## Dairy\n\n- **Cold bath**: keeps whole wheels in salt water for 12 hours\n- **Harp**: cuts curd into small pieces with 40 strings\n",
            &[],
        );
    }

    #[test]
    fn a_clause_in_bold_is_asked_for_its_subject() {
        check(
            "## Cellar\n\nTo sell raw cheese, **Inspection must be passed** by the dairy in spring.\n",
            &[(
                "To sell raw cheese, ____ must be passed by the dairy in spring.",
                "Inspection",
            )],
        );
    }

    #[test]
    fn cases_that_are_told_elsewhere_are_not_asked() {
        check(
            "## Dairy\n\nAfterwards the wheels rest for up to 40 days in the cellar.\n",
            &[],
        );
        check(
            "## Dairy\n\nWith all four kettles you can heat at most 800 litres of milk.\n",
            &[],
        );
        check(
            "## Dairy\n\n### Ripening (Scenario 2)\n\nThe wheels rest for up to 40 days in the cellar.\n",
            &[],
        );
    }

    #[test]
    fn what_is_told_or_made_up_is_not_asked() {
        check(
            "## Dairy\n\nThe kettle holds milk, **rennet**, and salt in spring.\n",
            &[],
        );
        check(
            "## Dairy\n\nThe milk flows from the **harp** (the curd knife) in spring.\n",
            &[],
        );
        check(
            "## Dairy\n\nIf you store 500 wheels, 3 wheels spoil in a year.\n",
            &[],
        );
        check(
            "## Dairy\n\nWelcome to the **dairy** of the old alpine village.\n",
            &[],
        );
        check(
            "## Dairy\n\n- Turn the wheels every 3 days in the cellar\n",
            &[],
        );
    }
}
