//! `attribute`: a property of the subject. "HTTPS: what is the port?"

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind, Topic, split, text};
use crate::lexicon;
use crate::question::card::{Kind, Question};
use crate::question::{context, value};

pub(super) const TEMPLATE: Template = Template {
    name: "attribute",
    any_language: false,
    write,
};

/// Most words of a value that can be typed.
const WORDS: usize = 6;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    if let Some(found) = numbered(fact) {
        return vec![found];
    }
    let FactKind::Attribute { attribute, value } = &fact.kind else {
        return Vec::new();
    };
    let (attribute, _) = text::without_brackets(attribute);
    let Some(subject) = subject(&fact.topic) else {
        return Vec::new();
    };
    let value = first_part(value);
    let lower = attribute.to_lowercase();
    let loose = ["high ", "low ", "e.g", "other ", "same "];
    if !lexicon::is_property(&lower)
        || loose.iter().any(|start| lower.starts_with(start))
        || !is_value(value)
        || has_other_value(fact, &lower, value, scope)
    {
        return Vec::new();
    }
    let property = value::property(&attribute, scope.document);
    // "Ports: ports" and "Block size: size" name the subject twice.
    let named = context::stems(&subject);
    if context::stems(&property)
        .iter()
        .all(|stem| named.contains(stem))
    {
        return Vec::new();
    }
    let last = text::words(&property).pop().unwrap_or_default();
    // "Transport protocol" is a property, "address resolution protocol" a thing.
    let thing = matches!(
        last.as_str(),
        "protocol" | "algorithm" | "structure" | "language" | "unit"
    );
    if value::is_plural(&property) || thing && text::count(&property) > 2 {
        return Vec::new();
    }
    let question = Question {
        kind: if value::is_number(value) {
            Kind::Number
        } else {
            Kind::Basic
        },
        ..single(
            format!("{subject}: what is the {property}?"),
            value.to_string(),
            Vec::new(),
        )
    };
    let evidence = Evidence {
        base: 0.58,
        marked: fact.marked,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}

/// "HTTP: port 80": the line names its thing, the property and the number.
fn numbered(fact: &Fact) -> Option<Candidate> {
    let FactKind::Clause { line, .. } = &fact.kind else {
        return None;
    };
    let split = split::split(line)?;
    let (thing, value) = (split.left.trim(), split.right.text.trim_end_matches('.'));
    let (property, number) = value.split_once(' ')?;
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ',' | '-' | '/' | '.');
    let lower = property.to_lowercase();
    let fits = split::is_term(thing, true)
        && lexicon::is_property(&lower)
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(digits)
        && !text::key(thing).contains(&lower)
        && thing.starts_with(char::is_uppercase);
    let question = single(
        format!("{thing}: which {lower}?"),
        number.to_string(),
        vec![value.to_string()],
    );
    let evidence = Evidence {
        base: 0.62,
        ..Evidence::default()
    };
    fits.then(|| TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// Whether the note gives the property of the same heading another value elsewhere, as settings of examples have.
fn has_other_value(fact: &Fact, property: &str, value: &str, scope: &Scope<'_>) -> bool {
    let heading = fact.topic.headings.last();
    let places = scope.index.with_all(&context::stems(property));
    places.iter().map(|at| &scope.facts[*at]).any(|other| {
        let FactKind::Attribute {
            attribute,
            value: there,
        } = &other.kind
        else {
            return false;
        };
        other.topic.headings.last() == heading
            && subject(&other.topic) == subject(&fact.topic)
            && attribute.to_lowercase() == property
            && first_part(there) != value
    })
}

/// What the attribute belongs to: the nearest label or heading, where that is a name.
fn subject(topic: &Topic) -> Option<String> {
    let path = topic.path();
    let nearest = path
        .iter()
        .rev()
        .find(|crumb| !context::is_scaffolding(crumb))?;
    let name = context::aspect(nearest);
    let named = split::is_term(name, true)
        && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && text::shape(name) == text::Shape::Fragment
        && !name.contains(['.', ',', ';', ':', '/'])
        && !lexicon::is_property(&name.to_lowercase());
    named.then(|| name.to_string())
}

/// A value without the next one: "5, max: 20" is 5.
fn first_part(value: &str) -> &str {
    match value.split_once([',', ';']) {
        Some((first, rest)) if rest.contains([':', '=']) => first.trim(),
        _ => value,
    }
}

/// Whether a value is short and complete.
fn is_value(value: &str) -> bool {
    let lower = value.to_lowercase();
    let known = lower.starts_with(|c: char| c.is_alphanumeric() || "$€£~<>≤≥`.".contains(c));
    let first = text::words(&lower).first().cloned().unwrap_or_default();
    let joined = lexicon::is_joint(&first) || matches!(first.as_str(), "as" | "if" | "when");
    (1..=WORDS).contains(&text::count(value))
        && known
        && !joined
        && !value.contains(['=', '×'])
        && !value.contains([':', '?', ',', ';'])
        && !value.contains("://")
        && !lower.starts_with("e.g")
        && !lower.starts_with("see ")
        && !lower.contains("etc")
        && !matches!(
            text::shape(value),
            text::Shape::Clause | text::Shape::Imperative
        )
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("attribute", note, expect);
    }

    #[test]
    fn numbers_of_names_are_asked_for() {
        check(
            "## Protocols\n\n- MTP: port 4711\n- CTP - port 4712\n- WTP: port of the dairy\n",
            &[("MTP: which port?", "4711"), ("CTP: which port?", "4712")],
        );
    }

    #[test]
    fn a_property_with_two_values_is_not_asked_for() {
        check(
            "## Dairy\n\n### Alpine kettle\n\n- Volume: 40 l\n- Volume: 60 l\n",
            &[],
        );
        check(
            "## Dairy\n\n### Alpine kettle\n\n- Volume: 40 l\n",
            &[("Alpine kettle: what is the volume?", "40 l")],
        );
    }
}
