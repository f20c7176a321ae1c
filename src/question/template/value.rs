//! `value`: what stands beside a name in a row of names with their values? "Ports – SSH: ____". And the
//! name, where no other of the row has the value.

use super::{Candidate, Evidence, Scope, Template, attribute, single};
use crate::fact::split::{self, Separator, Split};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, Set};
use crate::lexicon;
use crate::note::{Inline, MarkKind};
use crate::question::card::{BLANK, Kind, Question};
use crate::question::{context, value};

pub(super) const TEMPLATE: Template = Template {
    name: "value",
    any_language: true,
    write,
};

/// Fewest lines of a row, and of ten lines of its list those that have to be built alike.
const ROW: usize = 3;
const ALIKE: usize = 6;
/// Most words of a name, and of a value that can be typed.
const NAME: usize = 5;
const VALUE: usize = 6;
/// Longest address in letters: a longer one is an example.
const ADDRESS: usize = 18;
/// Most words of what stands above.
const ABOVE: usize = 7;

/// A line in two: a name with its value.
struct Pair {
    name: String,
    value: String,
}

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let Some(pair) = pair_of(fact) else {
        return Vec::new();
    };
    let Some(above) = above(fact, scope) else {
        return Vec::new();
    };
    let row = Row::of(&pair, fact, scope);
    let figure = is_figure(&pair.value);
    // What stands below one heading after another is filled in rather than said.
    let repeated = || {
        let same = scope
            .index
            .begins(&fact.text)
            .filter(|other| other.text == fact.text);
        same.count() > 1
    };
    // A property of the subject has a question of its own.
    let owned = || !(attribute::TEMPLATE.write)(fact, scope).is_empty();
    if !is_name(&pair.name, scope)
        || !is_value(&pair.value, scope)
        || !(row.holds() || figure)
        || repeated()
        || owned()
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    found.extend(ask_value(&pair, &above, &row, fact, scope));
    found.extend(ask_name(&pair, &above, row, fact, scope));
    found
}

fn evidence(base: f32, row: &Row, fact: &Fact) -> Evidence {
    Evidence {
        base,
        parallel: row.alike.saturating_sub(1),
        marked: fact.marked && !matches!(fact.kind, FactKind::Definition(_)),
        ..Evidence::default()
    }
}

/// What stands beside the name.
fn ask_value(
    pair: &Pair,
    above: &str,
    row: &Row,
    fact: &Fact,
    scope: &Scope<'_>,
) -> Option<Candidate> {
    let shown = context::stems(&format!("{above} {}", pair.name));
    if pair.is_deed(scope) || !context::stems(&pair.value).is_disjoint(&shown) {
        return None;
    }
    // One word that several have is guessed rather than known.
    if !row.unique && !is_figure(&pair.value) && !pair.value.contains(' ') {
        return None;
    }
    let prompt = worded(above, &pair.name, BLANK);
    let question = Question {
        kind: kind(&pair.value),
        ..single(prompt, pair.value.clone(), Vec::new())
    };
    let base = match &fact.kind {
        _ if is_figure(&pair.value) => 0.58,
        // What a term means asks better than what stands behind it.
        FactKind::Definition(_) => 0.41,
        _ => 0.5,
    };
    Some(TEMPLATE.candidate(question, &fact.topic, evidence(base, row, fact)))
}

/// Which name has the value, where the list tells.
fn ask_name(
    pair: &Pair,
    above: &str,
    row: Row,
    fact: &Fact,
    scope: &Scope<'_>,
) -> Option<Candidate> {
    let telling = is_figure(&pair.value) || text::content(&pair.value) >= 2;
    let shown = context::stems(&format!("{above} {}", pair.value));
    // A definition is asked for its term in other words.
    let defined = matches!(fact.kind, FactKind::Definition(_));
    let told = !context::stems(&pair.name).is_disjoint(&shown);
    if !row.holds() || !row.unique || !telling || defined || told {
        return None;
    }
    let deed = pair.is_deed(scope);
    let prompt = if deed {
        format!("What {}?", pair.value)
    } else {
        worded(above, BLANK, &pair.value)
    };
    let accept = scope.document.aliases(&pair.name);
    let question = Question {
        kind: if deed { Kind::Basic } else { Kind::Cloze },
        ..single(prompt, pair.name.clone(), accept)
    };
    let evidence = evidence(0.48, &row, fact);
    Some(Candidate {
        confusable: row.others,
        ..TEMPLATE.candidate(question, &fact.topic, evidence)
    })
}

fn worded(above: &str, name: &str, value: &str) -> String {
    format!("{above} – {name}: {value}")
}

fn kind(value: &str) -> Kind {
    if value::is_number(value) {
        Kind::Number
    } else {
        Kind::Cloze
    }
}

impl Pair {
    /// Whether the value says what the name does: "makes lipids".
    fn is_deed(&self, scope: &Scope<'_>) -> bool {
        let first = text::words(&self.value).into_iter().next();
        scope.document.is_english() && first.is_some_and(|first| lexicon::is_third_person(&first))
    }
}

/// The name and the value of a line, when it is built of these.
fn pair_of(fact: &Fact) -> Option<Pair> {
    let owned;
    let line = match &fact.kind {
        FactKind::Clause { line, .. } => line,
        FactKind::Attribute { .. } | FactKind::Definition(_) => {
            owned = Inline {
                text: fact.text.clone(),
                ..Inline::default()
            };
            &owned
        }
        _ => return None,
    };
    let Split {
        left,
        right,
        separator,
        ..
    } = split::split(line)?;
    let code = line.is_all(MarkKind::Code);
    let fits = matches!(separator, Separator::Colon | Separator::Dash);
    let (value, _) = text::without_brackets(&right.text);
    // "2.5 mg, with food" has its figure in front.
    let figure = value
        .split_once(", ")
        .filter(|(first, _)| opens_with_figure(first));
    let value = figure.map_or(value.as_str(), |(first, _)| first);
    let (name, _) = text::without_brackets(&left);
    (fits && !code).then(|| Pair {
        name,
        value: value.trim_end_matches(['.', ',', ' ']).to_string(),
    })
}

/// The lines of a list that are built as a pair is.
struct Row {
    alike: usize,
    all: usize,
    /// Whether no other line has the same value.
    unique: bool,
    others: Vec<String>,
}

impl Row {
    fn of(pair: &Pair, fact: &Fact, scope: &Scope<'_>) -> Row {
        let mut row = Row {
            alike: 0,
            all: 0,
            unique: true,
            others: Vec::new(),
        };
        let own = text::words(&pair.value);
        for other in scope.group(fact.group) {
            let stated = matches!(
                other.kind,
                FactKind::Clause { .. } | FactKind::Attribute { .. } | FactKind::Definition(_)
            );
            if !stated {
                continue;
            }
            row.all += 1;
            let Some(beside) = pair_of(other) else {
                continue;
            };
            let fits = text::count(&beside.name) <= NAME && text::count(&beside.value) <= VALUE * 2;
            row.alike += usize::from(fits);
            if other.span != fact.span {
                let words = text::words(&beside.value);
                row.unique &= !(own.iter().all(|word| words.contains(word)));
                row.others.push(beside.name);
            }
        }
        row
    }

    /// Whether the lines are a row of names with values at all.
    fn holds(&self) -> bool {
        self.alike >= ROW && self.alike * 10 >= self.all * ALIKE
    }
}

/// What the names stand under, as it can stand in front of one.
fn above(fact: &Fact, scope: &Scope<'_>) -> Option<String> {
    let nearest = fact.topic.nearest();
    let (bare, _) = text::without_brackets(nearest);
    let bare = bare.trim_end_matches([':', ' ', '-']).trim();
    let words = text::words(bare);
    let sentence = scope.document.is_english()
        && matches!(
            text::shape(bare),
            Shape::Clause | Shape::Imperative | Shape::Condition | Shape::Predicate
        );
    let plain = !bare.is_empty()
        && words.len() <= ABOVE
        && !context::is_scaffolding(bare)
        && !fact.topic.below_sentence
        && !bare.contains(['?', '!', '…', '“', '"', ':', ',', '{', '$', '\\'])
        && !sentence;
    let lead = words.last().is_some_and(|last| lexicon::is_stop(last));
    let aside = |word: &String| {
        matches!(
            word.as_str(),
            "example"
                | "examples"
                | "e.g"
                | "link"
                | "links"
                | "exempel"
                | "analogy"
                | "resources"
                | "videos"
        )
    };
    let mut path = fact.topic.path().into_iter();
    let example = path.any(|crumb| text::words(&crumb).iter().any(aside));
    (plain && !lead && !example).then(|| bare.to_string())
}

/// Whether the left side is the name of something that has a value.
fn is_name(name: &str, scope: &Scope<'_>) -> bool {
    let lower = name.to_lowercase();
    let words = text::words(name);
    let foreign = |word: &String| lexicon::is_foreign_label(word);
    let common = scope.document.is_english()
        && words
            .iter()
            .all(|word| lexicon::is_common(word) || lexicon::is_stop(word));
    (1..=NAME).contains(&text::count(name))
        && split::is_term(name, false)
        && name.chars().any(char::is_alphabetic)
        && !name.contains([',', ';', ':', '=', '→', '>', '$', '\\', '{', '_'])
        && !lexicon::is_generic(&lower)
        && !lexicon::is_skipped_heading(&lower)
        && !lexicon::is_not_term(&lower)
        && !words.iter().all(foreign)
        && !common
        && !matches!(
            text::shape(name),
            Shape::Imperative | Shape::Predicate | Shape::Participle | Shape::Clause
        )
}

/// Words at the start of a value that make it a remark.
const REMARKS: [&str; 34] = [
    "see", "not", "no", "none", "yes", "if", "when", "for", "with", "without", "and", "or", "but",
    "so", "because", "as", "optional", "required", "also", "only", "same", "other", "like", "such",
    "e.g", "ex", "more", "less", "very", "it", "this", "they", "se", "tbd",
];

/// Words of a value that says nothing.
const VAGUE: [&str; 11] = [
    "stuff",
    "things",
    "something",
    "somewhere",
    "various",
    "varies",
    "others",
    "them",
    "both",
    "same",
    "you",
];

/// Whether the right side is a value: short, whole and no remark.
fn is_value(value: &str, scope: &Scope<'_>) -> bool {
    let words = text::words(value);
    let Some(first) = words.first() else {
        return false;
    };
    let judged = words.len() == 1
        && (lexicon::is_adjective(first)
            || lexicon::is_common(first)
            || lexicon::is_participle(first)
            || first.ends_with("er") && value.starts_with(char::is_lowercase));
    // "to have" is the meaning of a verb.
    let infinitive = first == "to" && words.len() >= 2;
    let stated = !infinitive
        && scope.document.is_english()
        && matches!(
            text::shape(value),
            Shape::Clause | Shape::Imperative | Shape::Condition | Shape::Participle
        );
    (1..=VALUE).contains(&text::count(value))
        && text::is_balanced(value)
        && !REMARKS.contains(&first.as_str())
        && !words.iter().any(|word| VAGUE.contains(&word.as_str()))
        && !judged
        && !stated
        && !value.contains([
            '?', '!', '=', '→', '>', '<', '|', '$', '\\', '{', '_', ';', '…', '“', '"',
        ])
        && !value.contains("...")
        && !value.contains("etc")
        && !value.contains("://")
        && !value.contains("e.g")
        && !value.contains(": ")
        && !value.contains(" - ")
        && !value.contains(" – ")
        && value.matches(", ").count() == 0
        && (infinitive || !lexicon::is_stop(words.last().map_or("", String::as_str)))
}

/// Whether a text begins with a number.
fn opens_with_figure(text: &str) -> bool {
    text.trim_start_matches(['~', '≤', '≥', '<', '>', '$', '€', '£', ' '])
        .starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a value is a number or an address, so that it is one without a row to show it.
fn is_figure(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    value::is_number(value)
        || !value.contains(' ') && digits >= 2 && digits > letters && value.len() <= ADDRESS
}

/// Whether the members of a list are only the names of values, so that the values are what it says: below
/// "Capital cities" stand countries with their capitals.
pub(super) fn is_of_values(set: &Set) -> bool {
    let named = |gloss: &str| {
        let capital =
            |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        text::count(gloss) <= 3 && gloss.split_whitespace().all(capital)
    };
    let told = |gloss: &str| opens_with_figure(gloss) || named(gloss);
    let values = set
        .members
        .iter()
        .filter(|member| member.gloss.as_deref().is_some_and(told));
    set.members.len() >= ROW && values.count() * 3 >= set.members.len() * 2
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("value", note, expect);
    }

    #[test]
    fn values_of_a_row_are_asked_both_ways() {
        check(
            "# Alpine dairy\n\n## Ripening days\n\n- Mutschli: 40\n- Sbrinz: 720\n- Raclette: 90\n",
            &[
                ("Ripening days – Mutschli: ____", "40"),
                ("Ripening days – ____: 40", "Mutschli"),
                ("Ripening days – Sbrinz: ____", "720"),
                ("Ripening days – ____: 720", "Sbrinz"),
                ("Ripening days – Raclette: ____", "90"),
                ("Ripening days – ____: 90", "Raclette"),
            ],
        );
    }

    #[test]
    fn what_two_of_a_row_share_is_asked_one_way() {
        check(
            "# Alpine dairy\n\n## Villages of origin\n\n- Sbrinz - Brienz harbour\n- Mutschli - Brienz harbour\n- Raclette - Bagnes\n",
            &[
                ("Villages of origin – Sbrinz: ____", "Brienz harbour"),
                ("Villages of origin – Mutschli: ____", "Brienz harbour"),
                ("Villages of origin – Raclette: ____", "Bagnes"),
            ],
        );
    }

    #[test]
    fn names_with_values_are_no_members_of_what_the_values_are() {
        let note = "# Alpine dairy\n\n## Mountain villages\n\n- Sbrinz: Brienz\n- Mutschli: Sarnen\n- Raclette: Bagnes\n";
        check_asked("recall", note, &[]);
    }

    #[test]
    fn remarks_are_no_values() {
        check(
            "# Alpine dairy\n\n## Kettles\n\n- Copper: better\n- Steel: not on the alp\n- Note: see page 3\n- Price: optional\n",
            &[],
        );
    }
}
