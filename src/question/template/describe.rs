//! `describe`: what is this term, what does it do, what is it used for? The answer is shown and graded by
//! its parts.

use std::collections::BTreeSet;

use super::{Candidate, Evidence, Scope, Template, define, foreign, single};
use crate::fact::split::Separator;
use crate::fact::text::{self, Shape};
use crate::fact::{Definition, Fact, FactKind, document};
use crate::lexicon;
use crate::question::term::{self, is_noun};
use crate::question::{context, remark};

pub(super) const TEMPLATE: Template = Template {
    name: "describe",
    any_language: true,
    write,
};

/// Most words of an answer that can be graded by its parts.
const WORDS: usize = 25;
/// Fewest telling words of an answer.
const SAID: usize = 3;
/// Fewest of them beside words of the term.
const LEFT: usize = 4;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Definition(definition) = &fact.kind else {
        return Vec::new();
    };
    let Some(meaning) = define::meaning_of(definition) else {
        return Vec::new();
    };
    let foreign = !scope.document.is_english();
    let form = if foreign {
        let asked = foreign::is_term(fact, definition) && foreign::is_phrase(fact, &meaning);
        asked.then_some(Form::Meaning)
    } else {
        form_of(&meaning, fact, definition)
    };
    let Some(form) = form else {
        return Vec::new();
    };
    let term = &definition.term;
    let also = |name: &String| text::words(&meaning).contains(&name.to_lowercase());
    if text::count(&meaning) > WORDS
        || definition.separator == Separator::Arrow
        || definition.also.iter().any(also)
        || !is_named(term)
    {
        return Vec::new();
    }
    // The term inside its own meaning would be half of the answer.
    let own = context::stems(&meaning);
    if own.len() < SAID || spells_out(&meaning, term) {
        return Vec::new();
    }
    if !foreign && is_defined_twice(definition, scope) {
        return Vec::new();
    }
    if is_told(term, &own) || is_begun(term, &meaning) || !remark::says_enough(&meaning, !foreign) {
        return Vec::new();
    }
    let class = define::class_of(term, fact, scope);
    if !foreign
        && (is_half(&meaning, &definition.meaning.text) || !is_noun(term) && class.is_none())
    {
        return Vec::new();
    }
    let class = class.filter(|_| !is_noun(term));
    let answer = match form {
        Form::Duty => meaning["responsible for ".len()..].to_string(),
        Form::Use => meaning["used ".len()..].to_string(),
        Form::Aim => meaning["for ".len()..].to_string(),
        _ => meaning,
    };
    let prompt = match scope.document.language() {
        _ if !foreign => prompt(term, class.as_deref(), &form, scope),
        Some(language) => language.what_meaning(term),
        None => return Vec::new(),
    };
    let question = single(prompt, answer, Vec::new());
    let evidence = Evidence {
        base: 0.55,
        marked: fact.marked,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}

/// Words at the start of a meaning that say most of it.
const START: usize = 3;

/// Whether a meaning begins with half of the words of its term: "Node controller" tells that it "manages node
/// operations".
fn is_begun(term: &str, meaning: &str) -> bool {
    let start: Vec<&str> = meaning.split_whitespace().take(START).collect();
    let shown = context::stems(&start.join(" "));
    let telling = context::telling(term);
    let told = telling.iter().filter(|stem| context::holds(&shown, stem));
    let told = told.count();
    told > 0 && told * 2 >= telling.len()
}

/// Whether the note gives the term another meaning elsewhere: a layer of one model is none of another.
fn is_defined_twice(definition: &Definition, scope: &Scope<'_>) -> bool {
    let key = text::key(&definition.term);
    let own = context::stems(&definition.meaning.text);
    let places = scope.index.with_all(&context::stems(&definition.term));
    places.iter().any(|at| match &scope.facts[*at].kind {
        FactKind::Definition(other) if text::key(&other.term) == key => {
            let common = own.intersection(scope.index.meaning(*at)).count();
            common * 3 < own.len()
        }
        _ => false,
    })
}

/// Whether a term tells its meaning: more than a third of the words of that, or a word that is not the genus
/// of both.
fn is_told(term: &str, said: &BTreeSet<String>) -> bool {
    let telling = context::telling(term);
    let head = context::stems(&text::words(term).pop().unwrap_or_default());
    let told: Vec<&String> = telling
        .iter()
        .filter(|stem| context::holds(said, stem))
        .collect();
    let genus = told.iter().all(|stem| head.contains(*stem));
    let one = told.len() == 1 && telling.len() >= 3;
    let few = told.len() * 4 <= said.len();
    let whole = !told.is_empty() && told.len() == telling.len();
    let left = said.len() - told.len().min(said.len());
    whole
        || told.len() * 3 > said.len()
        || !(told.is_empty() || left >= LEFT && (few || genus || one))
}

/// Whether a meaning was cut in front of what limits it: "carries goods to a first port" of "… while a second
/// one waits".
fn is_half(meaning: &str, whole: &str) -> bool {
    let Some(at) = whole.find(meaning) else {
        return false;
    };
    let behind = &whole[at + meaning.len()..];
    let rest = behind.trim_start_matches([',', ' ', '-', '–']);
    let next = text::words(rest).into_iter().next().unwrap_or_default();
    let limits = [
        "while", "but", "unless", "without", "if", "rather", "instead", "when",
    ];
    // "Adds a further condition: the tide" says which one behind the colon.
    let named = behind.starts_with(':');
    let joined = matches!(next.as_str(), "and" | "or") && !behind.starts_with(',') || named;
    joined || limits.contains(&next.as_str()) || rest.contains(", while ")
}

/// Whether a meaning that begins with an article is a sentence about something else: "the keeper opens …".
fn is_about_another(meaning: &str) -> bool {
    let words = text::words(meaning);
    let finite = |word: &String| lexicon::is_finite(word);
    let before = words
        .iter()
        .take_while(|word| !TELLING.contains(&word.as_str()))
        .take(HEAD + 1);
    before.skip(1).any(finite)
}

/// Whether a meaning writes out the letters of a short form, or the first of them.
fn spells_out(meaning: &str, term: &str) -> bool {
    let initials = |counts: fn(&char) -> bool| -> String {
        let words = meaning.split(|c: char| !c.is_alphanumeric());
        let initials = words.filter_map(|word| word.chars().next());
        initials.filter(counts).collect()
    };
    let capitals = initials(|first| first.is_uppercase());
    let first: String = term.chars().take(2).collect();
    let all = initials(|_| true).to_uppercase();
    document::is_acronym(term) && (capitals.contains(term) || all.starts_with(&first))
}

/// How a meaning can be asked for.
enum Form {
    /// "a gate that …": what is it?
    Genus,
    /// "gate that …", "holding back …", "when …": what is meant by it?
    Meaning,
    /// "holds back …": what does it do?
    Deed,
    /// "hold back …": what do they do?
    Deeds,
    /// "used to …": what is it used for?
    Use,
    /// "for …": what is it for?
    Aim,
    /// "responsible for …": what is it responsible for?
    Duty,
}

/// The form in which a meaning answers, when it does in any.
fn form_of(meaning: &str, fact: &Fact, definition: &Definition) -> Option<Form> {
    let lower = meaning.to_lowercase();
    let starts = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    if is_about_another(meaning) && starts(&["a ", "an ", "the "]) {
        return None;
    }
    // What stands before a name in brackets was written to explain it.
    if starts(&["a ", "an ", "the ", "any ", "one of "])
        || definition.separator == Separator::Brackets
    {
        return Some(Form::Genus);
    }
    let first = text::words(meaning).into_iter().next().unwrap_or_default();
    let known = fact.marked
        || definition.siblings.len() >= 2
        || term::has_kin(&definition.term, &definition.siblings);
    if starts(&["used to ", "used for "]) {
        return known.then_some(Form::Use);
    }
    if starts(&["for "]) && text::count(&lower) >= AIM {
        return known.then_some(Form::Aim);
    }
    if starts(&["responsible for "]) && meaning.is_char_boundary("responsible for ".len()) {
        return known.then_some(Form::Duty);
    }
    if lexicon::is_third_person(&first) {
        let form = if EVENTS.contains(&first.as_str()) {
            Form::Meaning
        } else {
            Form::Deed
        };
        let said = known && !is_plural(&definition.term) && !STATES.contains(&first.as_str());
        return said.then_some(form);
    }
    let place = matches!(first.as_str(), "when" | "where" | "how")
        && text::words(meaning).get(1).is_none_or(|next| next != "to");
    let gerund = first.len() > 5 && first.ends_with("ing") && !is_sentence(meaning);
    if place || gerund {
        return known.then_some(Form::Meaning);
    }
    // "Collect what a ship has to pay": said of several things, or of the doing that the term names.
    let adjective = ADJECTIVES.contains(&first.as_str());
    // "Attack that …" is a noun.
    let next = text::words(meaning).into_iter().nth(1).unwrap_or_default();
    let noun = !first.ends_with('s') || first.ends_with("ss");
    if matches!(next.as_str(), "that" | "which" | "of" | "where")
        && known
        && noun
        && !says_what_may_be(meaning)
    {
        return Some(Form::Meaning);
    }
    if text::shape(meaning) == Shape::Imperative && known && !adjective {
        return deed_form(&definition.term);
    }
    let joint = joint_of(meaning)?;
    let strong = matches!(
        joint.as_str(),
        "that" | "which" | "who" | "whose" | "where" | "used" | "designed" | "intended"
    );
    (known || strong).then_some(Form::Meaning)
}

/// Whether a text is a sentence with a modal verb near its start: "Control of data can be a concern".
fn says_what_may_be(meaning: &str) -> bool {
    const START: usize = 6;
    text::words(meaning)
        .iter()
        .take(START)
        .any(|word| matches!(word.as_str(), "can" | "may" | "must" | "should" | "will"))
}

/// How something to do answers for its term: several things do it, a doing is it. One thing would do it in
/// another form.
fn deed_form(term: &str) -> Option<Form> {
    const DOINGS: [&str; 6] = ["ing", "ion", "ment", "sis", "ance", "phase"];
    if is_plural(term) {
        return Some(Form::Deeds);
    }
    let last = text::words(term).pop()?;
    let doing = DOINGS.iter().any(|ending| last.ends_with(ending));
    doing.then_some(Form::Meaning)
}

/// Words that are adjectives as often as verbs: "secure version of a protocol".
const ADJECTIVES: [&str; 6] = ["secure", "complete", "clean", "direct", "live", "separate"];

/// Whether a text that begins with "-ing" is a sentence about the doing: "assigning owners is a duty".
fn is_sentence(meaning: &str) -> bool {
    let words = text::words(meaning);
    words
        .iter()
        .skip(1)
        .take_while(|word| !TELLING.contains(&word.as_str()))
        .any(|word| {
            matches!(
                word.as_str(),
                "is" | "are" | "can" | "must" | "should" | "may" | "will"
            )
        })
}

/// Fewest words of an aim.
const AIM: usize = 4;

/// Verbs that say how a thing is, which is not all that it is.
const STATES: [&str; 12] = [
    "applies", "belongs", "comes", "depends", "does", "exists", "goes", "has", "needs", "remains",
    "seems", "stands",
];

/// Verbs that tell what a thing is rather than what it does.
const EVENTS: [&str; 12] = [
    "consists",
    "contains",
    "defines",
    "denotes",
    "describes",
    "happens",
    "includes",
    "involves",
    "means",
    "occurs",
    "refers",
    "represents",
];

/// Words that join to a noun what tells it from others of its kind.
const TELLING: [&str; 28] = [
    "that",
    "which",
    "who",
    "whose",
    "where",
    "used",
    "designed",
    "intended",
    "meant",
    "of",
    "for",
    "to",
    "between",
    "with",
    "from",
    "by",
    "in",
    "on",
    "against",
    "based",
    "made",
    "created",
    "containing",
    "consisting",
    "referring",
    "targeting",
    "allowing",
    "providing",
];
/// How a remark begins that only judges.
const OPINIONS: [&str; 25] = [
    "able",
    "available",
    "best",
    "better",
    "capable",
    "compatible",
    "difficult",
    "easy",
    "good",
    "great",
    "hard",
    "ideal",
    "important",
    "impossible",
    "less",
    "likely",
    "more",
    "necessary",
    "perfect",
    "possible",
    "related",
    "similar",
    "suitable",
    "useful",
    "well",
];
/// Most words of a noun phrase in front of that.
const HEAD: usize = 5;

/// The word that joins to the noun of a meaning what tells it from others: "gate that holds water back".
fn joint_of(meaning: &str) -> Option<String> {
    let words = text::words(meaning);
    let shape = text::shape(meaning);
    if matches!(
        shape,
        Shape::Imperative | Shape::Predicate | Shape::Participle | Shape::Condition
    ) {
        return None;
    }
    let at = words
        .iter()
        .take(HEAD + 1)
        .position(|word| TELLING.contains(&word.as_str()))?;
    let head = &words[..at];
    let plain = |word: &String| {
        !lexicon::is_finite(word)
            && !lexicon::is_stop(word)
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    // "ranks the rows that …" and "drops rows that …" are no nouns.
    let verbal = head.len() > 1
        && (head[0].ends_with('s') && !head[0].ends_with("ss")
            || head
                .iter()
                .any(|word| matches!(word.as_str(), "a" | "an" | "the")));
    let listed = meaning
        .split_whitespace()
        .take(at)
        .any(|word| word.ends_with(','));
    let opens = head.first().is_some_and(|first| {
        !lexicon::is_any_base_verb(first)
            && !first.ends_with("ly")
            && !OPINIONS.contains(&first.as_str())
    });
    let noun = head
        .last()
        .is_some_and(|last| !last.ends_with("ed") && !last.ends_with("ly"));
    let addressed = words
        .iter()
        .any(|word| matches!(word.as_str(), "you" | "your" | "we"));
    let nominal = opens && noun && !verbal && !listed && !addressed && head.iter().all(plain);
    nominal.then(|| words[at].clone())
}

/// Whether a term can be asked for: the name of a thing, no order and no example.
fn is_named(term: &str) -> bool {
    let words = text::words(term);
    let Some(first) = words.first() else {
        return false;
    };
    let deed = first.ends_with("ing") && words.len() >= 3
        || words.len() >= 2 && text::shape(term) == Shape::Imperative;
    !deed && !term.contains('=') && !matches!(first.as_str(), "example" | "examples" | "a" | "an")
}

/// Whether a term names several things.
fn is_plural(term: &str) -> bool {
    let last = text::words(term).pop().unwrap_or_default();
    !document::is_acronym(term) && lexicon::singular(&last) != last
}

fn prompt(term: &str, class: Option<&str>, form: &Form, scope: &Scope<'_>) -> String {
    let name = document::is_acronym(term)
        || term
            .chars()
            .skip(1)
            .any(|c| c.is_uppercase() || c.is_ascii_digit());
    // Quoted, a term needs no article, of which no list of words can be sure.
    let titled = term
        .split_whitespace()
        .skip(1)
        .any(|word| word.starts_with(char::is_uppercase));
    let small = |word: &str| !titled && scope.document.is_lower(word);
    let quoted = format!("“{}”", text::lower_first(term, small));
    // An adjective needs the noun that it tells one of: "the control type “corrective”".
    let quoted = class.map_or(quoted.clone(), |class| format!("the {class} {quoted}"));
    // "What is AMI?" wants an article that "What is EC2?" does not.
    let short = document::is_acronym(term) && term.chars().all(char::is_alphabetic);
    let single = name && class.is_none() && text::count(term) == 1;
    let named = if single { term } else { &quoted };
    let be = if is_plural(term) { "are" } else { "is" };
    match form {
        Form::Genus if single && !short => format!("What is {named}?"),
        Form::Genus | Form::Meaning => format!("What is meant by {quoted}?"),
        Form::Deed => format!("What does {named} do?"),
        Form::Deeds => format!("What do {named} do?"),
        Form::Use => format!("What {be} {named} used for?"),
        Form::Aim => format!("What {be} {named} for?"),
        Form::Duty => format!("What {be} {named} responsible for?"),
    }
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("describe", note, expect);
    }

    #[test]
    fn a_meaning_is_asked_for_in_the_form_it_has() {
        check(
            "# Harbour\n\n- **Sluice**: holds back the water of the inner basin\n- **Winch**: used to haul nets over the side\n- **Pilot**: responsible for the way of a ship through the shoals\n- **Groyne**: wall of stone that keeps the sand on a beach\n- **Lee**: where a hill keeps off the wind\n",
            &[
                (
                    "What does “Sluice” do?",
                    "holds back the water of the inner basin",
                ),
                ("What is “Winch” used for?", "to haul nets over the side"),
                (
                    "What is “Pilot” responsible for?",
                    "the way of a ship through the shoals",
                ),
                (
                    "What is meant by “Groyne”?",
                    "wall of stone that keeps the sand on a beach",
                ),
                ("What is meant by “Lee”?", "where a hill keeps off the wind"),
            ],
        );
    }

    #[test]
    fn remarks_and_orders_are_no_meanings() {
        check(
            "# Harbour\n\n- **Mooring**: ideal for small boats of the club\n- **Paying the toll**: way of getting in before noon\n- **Buoys**: has a bell for the fog\n- **Crane**: lifts\n",
            &[],
        );
    }

    #[test]
    fn several_things_are_asked_what_they_do() {
        check(
            "# Harbour\n\n- **Toll houses**: collect fees from the boats of strangers\n- **Piers**: provide berths for large ships at night\n- **Tide controller**: controls tides with two gates\n- **Winch**: handle nets that no sailor could lift\n",
            &[
                (
                    "What do “Toll houses” do?",
                    "collect fees from the boats of strangers",
                ),
                (
                    "What do “Piers” do?",
                    "provide berths for large ships at night",
                ),
            ],
        );
    }

    #[test]
    fn a_term_with_two_meanings_is_not_asked_about() {
        check(
            "# Harbour\n\n## Sea\n\n- **Gate layer**: a row of doors that keeps out the tide\n\n## Land\n\n- **Gate layer**: a person who puts up fences along roads\n",
            &[],
        );
    }

    #[test]
    fn a_meaning_is_not_cut_in_half() {
        check(
            "# Harbour\n\n- **Ferry**: a boat that carries goods to a first port, such as a salt port of the north coast in summer or in a mild autumn, while a second one waits behind the sluice of the inner basin\n- **Barge**: a flat boat that carries heavy cargo on rivers\n",
            &[(
                "What is meant by “Barge”?",
                "a flat boat that carries heavy cargo on rivers",
            )],
        );
    }

    #[test]
    fn a_term_may_stand_once_in_a_long_meaning() {
        check(
            "# Harbour\n\n- **Common Tide Register**: a list of heights that every pilot of the common coast reads before a journey\n- **Tide height**: the height of water\n",
            &[(
                "What is meant by “Common Tide Register”?",
                "a list of heights that every pilot of the common coast reads before a journey",
            )],
        );
    }
}
