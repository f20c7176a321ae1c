//! Labels that are the beginning of a sentence and have no shorter form as a question: "A plan should
//! name and rate". They are shown as they are, and the list completes them.

use super::kin::{self, Form};
use super::{Ask, Ladder, Wording, phrase};
use crate::fact::text;
use crate::lexicon;

/// Most words of the beginning.
const WORDS: usize = 25;

/// First words of what points at something outside.
const POINTING: [&str; 24] = [
    "this", "these", "those", "that", "it", "its", "they", "their", "he", "she", "we", "which",
    "and", "or", "but", "also", "note", "example", "examples", "e.g", "see", "other", "here",
    "there",
];

/// Verbs that a list of things completes.
const VERBS: [&str; 60] = [
    "include",
    "includes",
    "including",
    "contain",
    "contains",
    "containing",
    "comprise",
    "comprises",
    "comprising",
    "support",
    "supports",
    "require",
    "requires",
    "provide",
    "provides",
    "consider",
    "evaluate",
    "cover",
    "covers",
    "define",
    "defines",
    "has",
    "have",
    "are",
    "regulate",
    "regulates",
    "manage",
    "manages",
    "monitor",
    "monitors",
    "address",
    "addresses",
    "identify",
    "affects",
    "assumes",
    "causes",
    "involves",
    "produces",
    "releases",
    "secretes",
    "inhibits",
    "stimulates",
    "treats",
    "prevents",
    "collects",
    "combines",
    "controls",
    "determines",
    "ensures",
    "evaluates",
    "handles",
    "measures",
    "needs",
    "offers",
    "performs",
    "protects",
    "specifies",
    "stores",
    "tracks",
    "uses",
];

/// Prepositions that a list of things completes.
const PREPOSITIONS: [&str; 20] = [
    "of", "for", "in", "with", "on", "by", "from", "into", "between", "through", "against", "at",
    "about", "under", "over", "within", "via", "across", "using", "as",
];

impl Ask<'_> {
    /// "A plan should name and rate": a sentence that the list completes.
    pub(super) fn completed(&self) -> Option<Wording> {
        let form = kin::shared(self.set)?;
        let label = text::without_brackets(&self.set.label).0;
        let beginning = beginning(&label, form)?;
        let bare = !has_subject(&beginning);
        if bare && (self.count() < 3 || is_order(&beginning)) {
            return None;
        }
        let amount = match self.wanted.need {
            Some(need) => format!("with {need} of the items"),
            None => format!("with {} items", self.count()),
        };
        Some(Wording {
            prompt: format!("Complete {amount}: “{beginning} …”"),
            bare,
            form: Ladder::Statement,
            ..Wording::default()
        })
    }
}

/// The beginning of a sentence that the members complete, without what only points at them. `None` where
/// it does not stand on its own or the members do not fit it.
pub(super) fn beginning(label: &str, form: Form) -> Option<String> {
    if label.contains(['?', '!', '"', '“', '=', '→', '>', '|', '(']) || text::count(label) > WORDS
    {
        return None;
    }
    let label = without_pointer(label);
    let clause = label.rsplit("; ").next().unwrap_or(label);
    let words = text::words(clause);
    let (first, last) = (words.first()?, words.last()?.as_str());
    let pointing = POINTING.contains(&first.as_str())
        || text::words(label).iter().any(|word| {
            matches!(
                word.as_str(),
                "this" | "these" | "following" | "below" | "above" | "we" | "i" | "not" | "no"
            )
        });
    let before = words
        .len()
        .checked_sub(2)
        .map_or("", |at| words[at].as_str());
    // "Single Sign On" is a name.
    let titled = clause
        .split_whitespace()
        .last()
        .is_some_and(|last| last.starts_with(char::is_uppercase));
    let bound = is_bound(clause, before, last);
    let verb = bound && VERBS.contains(&last) && !matches!(before, "the" | "a" | "an" | "of");
    let things =
        (verb || PREPOSITIONS.contains(&last)) && matches!(form, Form::Name | Form::Either);
    let acts = matches!(last, "to" | "must" | "should" | "can")
        && matches!(form, Form::Action | Form::Either);
    let says = words.iter().filter(|word| !lexicon::is_stop(word)).count();
    let name = words.len() == 2 && lexicon::preposition_of(before).is_none() && last == "as";
    (!pointing && !titled && (things || acts) && says >= 1 && words.len() >= 2 && !name)
        .then(|| text::capital(clause))
}

/// Whether the last word is a verb where a verb in its base form may be a noun as well: "In case of
/// support".
fn is_bound(clause: &str, before: &str, last: &str) -> bool {
    let joined = matches!(
        before,
        "to" | "and" | "or" | "can" | "must" | "should" | "may" | "will" | "you" | "not"
    );
    joined
        || lexicon::is_plural(before)
        || before.ends_with("ly")
        || clause.contains(", ")
        || last.ends_with('s')
        || last.ends_with("ing")
        || matches!(last, "has" | "have" | "are")
}

/// Whether a beginning tells somebody to do something: "Plot using".
fn is_order(beginning: &str) -> bool {
    let words = text::words(beginning);
    let first = words.first().map_or("", String::as_str);
    lexicon::is_any_base_verb(first) && !first.ends_with('s')
}

/// The label without words at its end that only point at its list.
fn without_pointer(label: &str) -> &str {
    let mut label = label.trim_end_matches([' ', ',', ':']);
    loop {
        let cut = [
            " the following",
            " following",
            " either",
            " both",
            " e.g.",
            " e.g",
            " also",
        ]
        .iter()
        .find_map(|ending| label.strip_suffix(ending));
        match cut {
            Some(rest) => label = rest.trim_end_matches([' ', ',', ':']),
            None => return label,
        }
    }
}

/// Whether a beginning has a subject of its own.
pub(super) fn has_subject(beginning: &str) -> bool {
    let words = text::words(beginning);
    let first = words.first().map_or("", String::as_str);
    let spoken = lexicon::is_finite(first)
        || lexicon::is_third_person(first)
        || phrase::is_seldom_plural(first)
        || lexicon::is_any_base_verb(first)
        || first.ends_with("ed");
    words.len() >= 4 && !spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, form: Form, expect: Option<&str>) {
        assert_eq!(beginning(label, form).as_deref(), expect, "{label}");
    }

    #[test]
    fn beginnings_are_completed() {
        check(
            "a plan is a written way of dealing with",
            Form::Name,
            Some("A plan is a written way of dealing with"),
        );
        check(
            "Staff should weigh all parcels and consider the following",
            Form::Name,
            Some("Staff should weigh all parcels and consider"),
        );
        check("Cache based on", Form::Name, Some("Cache based on"));
        check("This function includes", Form::Name, None);
        check("Parcel control", Form::Name, None);
        check("Staff have to", Form::Name, None);
        assert!(!has_subject("Cache based on") && has_subject("Many queues of a broker hold"));
    }
}
