//! `dated`: when was it? For a name with a date behind it, in brackets or beside its meaning.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::split::{self, Separator};
use crate::fact::text;
use crate::fact::{Fact, FactKind};
use crate::note::Inline;
use crate::question::card::Kind;
use crate::question::context;
use crate::question::target::date;
use crate::question::value;

pub(super) const TEMPLATE: Template = Template {
    name: "dated",
    any_language: false,
    write,
};

/// Most words of the name.
const NAME: usize = 7;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    ask(fact, scope).into_iter().collect()
}

fn ask(fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    if !matches!(fact.kind, FactKind::Clause { .. } | FactKind::Definition(_)) {
        return None;
    }
    let (name, answer) = dated(&fact.text)?;
    let words = text::words(&name);
    let plain = (1..=NAME).contains(&words.len())
        && !(value::is_number(&answer) && is_among_numbers(fact, scope))
        && split::is_term(&name, true)
        && name.starts_with(char::is_uppercase)
        && !date::is_version(&name)
        && !name.contains(|c: char| c.is_ascii_digit() || ",;:=→?".contains(c));
    if !plain {
        return None;
    }
    let asked = match text::count(&answer) {
        1 => "in which year",
        2 if answer.ends_with(|c: char| c.is_ascii_digit()) && is_month_first(&answer) => {
            "in which month and year"
        }
        _ => "on which date",
    };
    let question = single(format!("{name}: {asked}?"), answer.clone(), Vec::new());
    let evidence = Evidence {
        base: 0.68,
        marked: fact.marked,
        ..Evidence::default()
    };
    let mut candidate = TEMPLATE.candidate(question, &fact.topic, evidence);
    if value::is_number(&answer) {
        candidate.question.kind = Kind::Number;
    }
    let shown = context::stems(&candidate.question.context.join(" "));
    context::stems(&answer)
        .is_disjoint(&shown)
        .then_some(candidate)
}

/// Whether the names beside it have numbers in brackets that are no years: then its own is none, either.
fn is_among_numbers(fact: &Fact, scope: &Scope<'_>) -> bool {
    scope.group(fact.group).any(|other| {
        text::brackets(&other.text).into_iter().any(|bracket| {
            let inside = &other.text[bracket.start + 1..bracket.end - 1];
            value::is_number(inside) && !date::is_year(inside)
        })
    })
}

fn is_month_first(answer: &str) -> bool {
    answer.starts_with(char::is_alphabetic) && answer.split(' ').count() == 2
}

/// A name and its date: "Name (1924)", "Name 1925 - …", "Name - March 1920, …".
fn dated(line: &str) -> Option<(String, String)> {
    let inline = Inline {
        text: line.to_string(),
        ..Inline::default()
    };
    let split = split::split(&inline);
    let left = split.as_ref().map_or(line, |split| split.left.as_str());
    if let Some(bracket) = text::brackets(left).into_iter().next() {
        let inside = &left[bracket.start + 1..bracket.end - 1];
        let name = left[..bracket.start].trim();
        let only = date::opening(inside).is_some_and(|range| range.end == inside.len());
        let behind = left[bracket.end..].trim();
        let said = behind.is_empty() || text::count(behind) >= 2;
        return (only && said).then(|| (name.to_string(), inside.to_string()));
    }
    let split = split.as_ref()?;
    if !matches!(split.separator, Separator::Colon | Separator::Dash) {
        return None;
    }
    if let Some((name, year)) = left.rsplit_once(' ')
        && date::is_year(year)
        && name.contains(' ')
    {
        let month = name
            .rsplit_once(' ')
            .filter(|(_, last)| date::is_month(last));
        return Some(match month {
            Some((name, month)) => (name.to_string(), format!("{month} {year}")),
            None => (name.to_string(), year.to_string()),
        });
    }
    let range = date::opening(&split.right.text)?;
    let behind = &split.right.text[range.end..];
    let closed =
        behind.is_empty() || behind.starts_with([',', ';', '.']) || behind.starts_with(" - ");
    closed.then(|| (left.to_string(), split.right.text[range].to_string()))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("dated", note, expect);
    }

    #[test]
    fn dates_beside_names_are_asked() {
        check(
            "# Alpine guild\n\n## Events\n\n- Cellar fire - March 1922, put out by the monks of the valley\n- Salt Charter (1871): no duty on salt for the alp\n- Milk Accords 1925 - borders of the pastures agreed\n",
            &[
                ("Cellar fire: in which month and year?", "March 1922"),
                ("Salt Charter: in which year?", "1871"),
                ("Milk Accords: in which year?", "1925"),
            ],
        );
    }

    #[test]
    fn versions_and_numbers_have_no_date() {
        check(
            "# Dairy computers\n\n- Windows Server 2019: runs the kettle program of the dairy\n- Wheel stock - 1950 wheels in the cellar\n",
            &[],
        );
        check(
            "# Dairy doors\n\n## Modes\n\n- Cellar key (4000): opens with the rights of its owner\n- Guild key (2000): new doors take the guild over\n",
            &[],
        );
    }
}
