//! `object`: what does the subject use, require, rely on? The answer is what the verb is about.

use super::{Candidate, Evidence, Scope, Template, first_of, one_or_two, single};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::context;
use crate::question::inverted;
use crate::question::said::{self, Said};

pub(super) const TEMPLATE: Template = Template {
    name: "object",
    any_language: false,
    write,
};

/// Most words of the answer.
const WORDS: usize = 10;

/// Most words of a clause that is the answer.
const CLAUSE: usize = 12;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    first_of(fact, scope, ask)
}

fn ask(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    if !matches!(said.clause.adverb, "" | "also" | "automatically" | "not") {
        return None;
    }
    if let Some(found) = ensured(said, fact, scope) {
        return Some(found);
    }
    let (auxiliary, base, behind) = match said.clause.verb {
        Verb::Act(base) => (said.subject.does(), base.to_string(), said.clause.rest),
        Verb::Modal(modal @ ("can" | "must")) => {
            let (base, behind) = said.clause.rest.split_once(' ')?;
            (modal, base.to_string(), behind)
        }
        _ => return None,
    };
    let first = behind.split_whitespace().next()?;
    let with_particle = format!("{base} {}", first.to_lowercase());
    let (verb, object) = if lexicon::is_relation(&with_particle) {
        (with_particle, behind[first.len()..].trim_start())
    } else {
        let known = lexicon::is_relation(&base) || is_transitive(&base, first);
        (base.clone(), Some(behind).filter(|_| known)?)
    };
    // What the reader does is asked for only where it is what he uses.
    if said.subject.text == "you" && !base.starts_with("use") {
        return None;
    }
    let phrase = said::phrase(object);
    let phrase = without_manner(inverted::one_predicate(&phrase)).to_string();
    let (target, tail) = transfer(&base, &phrase).unwrap_or_else(|| divide(&phrase));
    let involved = target
        .split_whitespace()
        .next()
        .is_some_and(|first| first.ends_with("ing"));
    let vague = involved || VAGUE.contains(&base.as_str()) && tail.is_empty();
    let commanded = base == "require" && tail.starts_with("to ");
    if vague
        || commanded
        || is_amount(target)
        || !(is_specific(target, scope)
            || is_telling(target, &base, tail)
            || is_whole(said, target, &base, scope))
        || is_lost(&phrase, object, tail)
        || !is_object(target)
        || is_twin(said, behind, &verb, fact, scope)
        || is_named(target)
        || is_open(&base, tail, said, fact, scope)
    {
        return None;
    }
    let denied = said.clause.adverb == "not";
    let denied = if denied { "not " } else { "" };
    let rest = format!("{denied}{verb} {tail}");
    let prompt = said.subject.ask("What", auxiliary, rest.trim());
    let prompt = said::on_condition(prompt, object)?;
    let evidence = Evidence {
        base: 0.6,
        recurs: scope.document.is_term(target),
        ..Evidence::default()
    };
    let question = one_or_two(prompt, target.to_string(), scope.document.aliases(target));
    Some(TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// A phrase without the adverb at its end: "assigns addresses automatically" says how besides.
fn without_manner(phrase: &str) -> &str {
    match phrase.rsplit_once(' ') {
        Some((thing, how)) if how.len() > 5 && how.ends_with("ly") => thing,
        _ => phrase,
    }
}

/// Verbs that bring one thing to another: one asks for the second.
const TRANSFERS: [&str; 22] = [
    "map",
    "direct",
    "redirect",
    "route",
    "forward",
    "send",
    "convert",
    "translate",
    "transform",
    "connect",
    "attach",
    "bind",
    "assign",
    "move",
    "copy",
    "deliver",
    "link",
    "add",
    "distribute",
    "transfer",
    "resolve",
    "replace",
];

/// "Maps names to addresses" asks what names are mapped to: what the question goes on with comes second.
fn transfer<'t>(base: &str, phrase: &'t str) -> Option<(&'t str, &'t str)> {
    let broken = base == "break" && phrase.starts_with("down ");
    if !TRANSFERS.contains(&base) && !broken {
        return None;
    }
    let links: &[&str] = if base == "replace" {
        &[" with "]
    } else {
        &[" into ", " onto ", " to ", " across "]
    };
    let (at, link) = links
        .iter()
        .filter_map(|link| phrase.find(link).map(|at| (at, *link)))
        .min()?;
    let behind = &phrase[at + link.len()..];
    let opens = behind.split_whitespace().next()?;
    (!lexicon::is_any_base_verb(opens)).then(|| (behind, &phrase[..at + link.len() - 1]))
}

/// Whether an object is cut before its name: "a part known" as what?
fn is_named(target: &str) -> bool {
    text::words(target).last().is_some_and(|last| {
        matches!(
            last.as_str(),
            "known" | "called" | "named" | "referred" | "used" | "based" | "necessary"
        )
    })
}

/// Verbs that many things can be said with.
const OPEN: [&str; 14] = [
    "support", "provide", "offer", "include", "contain", "use", "require", "need", "create",
    "manage", "handle", "monitor", "store", "add",
];

/// Whether a question is open: another line answers it, or it has nothing but its verb and stands among
/// other properties.
fn is_open(base: &str, tail: &str, said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> bool {
    let rivals = &scope.rivals;
    if rivals.rival(base, &said.subject.text, fact, said.sentence) {
        return true;
    }
    let least = usize::from(!matches!(base, "support" | "provide" | "offer" | "include")) * 2;
    let lines = scope.group(fact.group).filter(|other| {
        matches!(
            other.kind,
            FactKind::Clause { .. } | FactKind::Definition(_)
        ) && other.span != fact.span
    });
    let open = OPEN.contains(&base);
    // What a maker, or what the whole note is about, offers is more than one line says.
    let words = text::words(&said.subject.text);
    let often = matches!(&words[..], [word] if scope.document.count(word) > DOMINANT);
    let broad = often || words.iter().any(|word| context::is_maker(word));
    tail.is_empty() && open && (broad || !said.is_whole() && lines.count() >= least)
}

/// A subject whose words occur more often is what the whole note is about.
const DOMINANT: usize = 12;

/// Whether an object is how many of something there are.
fn is_amount(target: &str) -> bool {
    text::words(target).first().is_some_and(|first| {
        lexicon::is_number_word(first) || matches!(first.as_str(), "up" | "at" | "only")
    })
}

/// Whether an object only announces what a remark then names ("two concepts — …"), or what stands behind
/// it goes on with something else.
fn is_lost(phrase: &str, object: &str, tail: &str) -> bool {
    let counts = |word: &String| COUNTS.contains(&word.as_str());
    let cut = phrase.len() + 3 < text::without_brackets(object).0.len()
        && text::words(phrase).iter().any(counts);
    let pointing = |word: &String| {
        lexicon::is_third_person(word)
            || matches!(
                word.as_str(),
                "it" | "them" | "its" | "their" | "this" | "these" | "there" | "how"
            )
    };
    cut || tail.contains(',') || text::words(tail).iter().any(pointing)
}

/// "Ensures that …", "requires that …": what is ensured or required.
fn ensured(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    if said.clause.adverb == "not" {
        return None;
    }
    let Verb::Act(base @ ("ensure" | "require" | "guarantee" | "verify" | "assume" | "state")) =
        said.clause.verb
    else {
        return None;
    };
    let goal = said.clause.rest.strip_prefix("that ")?;
    let goal = said::phrase(goal);
    let before = said.sentence.len() - said.clause.rest.len();
    let spliced = goal.contains(',') && !goal.contains(" and ") && !goal.contains(" or ");
    let fits = (4..=CLAUSE).contains(&text::count(&goal))
        && !spliced
        && said::is_answer(&goal, CLAUSE)
        && !said::has_twin(said.sentence[..before].trim(), fact, scope);
    let prompt = said.subject.ask("What", said.subject.does(), base);
    let prompt = said::on_condition(prompt, said.clause.rest)?;
    let evidence = Evidence {
        base: 0.58,
        ..Evidence::default()
    };
    let question = single(prompt, format!("that {goal}"), vec![goal]);
    fits.then(|| TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// Whether an object is one that only this subject has: a name, a number, a term of the note. "Extensive
/// protection" may be said of anything.
fn is_specific(target: &str, scope: &Scope<'_>) -> bool {
    target.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || scope.document.is_term(target)
        || target.contains('-')
}

/// Whether two telling words say enough behind a short subject of the sentence's own that the note names as a
/// term, and a verb that asks for one thing.
fn is_whole(said: &Said<'_>, target: &str, base: &str, scope: &Scope<'_>) -> bool {
    let telling = text::words(target)
        .iter()
        .filter(|word| !lexicon::is_stop(word) && !lexicon::is_common(word))
        .count();
    let subject = said.clause.subject;
    let acts = matches!(said.clause.verb, Verb::Act(_));
    said.is_whole()
        && acts
        && base != "relate"
        && telling >= 2
        && text::count(subject) <= 3
        && !OPEN.iter().any(|open| *open == base && *open != "contain")
        && (scope.document.is_term(subject) || is_titled(subject))
}

/// Whether a phrase begins with a capital and with no article.
fn is_titled(phrase: &str) -> bool {
    let first = text::words(phrase).into_iter().next().unwrap_or_default();
    phrase.starts_with(char::is_uppercase) && !lexicon::is_stop(&first)
}

/// Whether an object says enough by itself although it is no name, behind a verb that asks for one thing.
fn is_telling(target: &str, base: &str, tail: &str) -> bool {
    let open = matches!(
        base,
        "provide"
            | "offer"
            | "support"
            | "create"
            | "handle"
            | "manage"
            | "improve"
            | "reduce"
            | "permit"
    );
    let telling = text::words(target)
        .iter()
        .filter(|word| !lexicon::is_stop(word) && !lexicon::is_common(word))
        .count();
    // What something leads to is worth asking however short it is.
    let causal = matches!(base, "cause" | "lead" | "result") && telling >= 1;
    causal || telling >= 3 && (!open || !tail.is_empty())
}

/// Words that count what a remark then names.
const COUNTS: [&str; 8] = [
    "two",
    "three",
    "four",
    "multiple",
    "several",
    "various",
    "different",
    "many",
];

/// Whether a verb that is on no list has an object of its own: an article comes right behind it.
fn is_transitive(base: &str, next: &str) -> bool {
    let article = matches!(next, "the" | "a" | "an" | "all" | "multiple" | "both");
    let other = matches!(
        base,
        "be" | "do"
            | "have"
            | "make"
            | "take"
            | "give"
            | "keep"
            | "put"
            | "let"
            | "help"
            | "mean"
            | "become"
            | "remain"
            | "need"
            | "bring"
            | "set"
            | "work"
            | "act"
            | "allow"
            | "enable"
            | "turn"
            | "run"
            | "go"
    );
    article && !other && lexicon::is_base_verb(base)
}

/// Verbs that go with anything: they ask for something only together with what it is for.
const VAGUE: [&str; 11] = [
    "use", "include", "perform", "contain", "simplify", "run", "consider", "increase", "maintain",
    "identify", "store",
];

/// Whether another line goes on in another way behind the same subject and verb.
fn is_twin(said: &Said<'_>, behind: &str, verb: &str, fact: &Fact, scope: &Scope<'_>) -> bool {
    let before = said.sentence.len() - behind.len();
    let first = behind.split_whitespace().next().map_or(0, str::len);
    let particle = if verb.contains(' ') { first } else { 0 };
    let start = said.sentence[..before + particle].trim();
    said::has_twin(start, fact, scope)
}

/// The object and what it is for: "a bridge", "to route traffic". The second tells what is asked for.
fn divide(object: &str) -> (&str, &str) {
    let tails = object.match_indices([' ']).filter(|(at, _)| {
        let behind = text::words(&object[*at..]);
        let before = text::words(&object[..*at]);
        let governs = before
            .last()
            .is_some_and(|word| GOVERNORS.contains(&word.as_str()));
        let infinitive = behind.first().is_some_and(|word| word == "to")
            && behind
                .get(1)
                .is_some_and(|next| lexicon::is_any_base_verb(next));
        let use_of = behind
            .first()
            .is_some_and(|word| word == "for" || TAILS.contains(&word.as_str()))
            && behind.len() >= 2;
        (1..=10).contains(&before.len()) && !governs && (infinitive || use_of)
    });
    let tail = tails.map(|(at, _)| at).next();
    tail.map_or((object, ""), |at| {
        (object[..at].trim(), object[at..].trim())
    })
}

/// Prepositions behind an object that more likely belong to the verb.
const TAILS: [&str; 10] = [
    "between", "from", "during", "across", "into", "through", "against", "as", "without", "before",
];

/// Words that an infinitive belongs to.
const GOVERNORS: [&str; 14] = [
    "ability",
    "able",
    "way",
    "ways",
    "right",
    "permission",
    "permissions",
    "option",
    "tools",
    "need",
    "means",
    "users",
    "how",
    "capability",
];

/// Whether an object is a noun phrase that answers "what?".
fn is_object(object: &str) -> bool {
    let words = text::words(object);
    let Some(first) = words.first() else {
        return false;
    };
    let opens = !lexicon::is_stop(first)
        || matches!(
            first.as_str(),
            "a" | "an"
                | "the"
                | "all"
                | "both"
                | "any"
                | "multiple"
                | "each"
                | "every"
                | "up"
                | "at"
        );
    // "The gradient and needs no energy" goes on with another verb; a comma belongs to a list.
    let verbal = words
        .windows(2)
        .any(|pair| pair[0] == "and" && lexicon::base_of_third(&pair[1]).is_some());
    // "Users manage two keys" is a statement.
    let states = words
        .windows(2)
        .any(|pair| lexicon::is_plural(&pair[0]) && lexicon::is_base_verb(&pair[1]));
    let vague = matches!(first.as_str(), "different" | "various" | "beyond" | "such");
    let listed = !object.contains(',') || object.contains(" and ") || object.contains(" or ");
    opens
        && !states
        && !vague
        && listed
        && !verbal
        && said::is_answer(object, WORDS)
        && !lexicon::is_finite(first)
        && !words.iter().any(|word| {
            lexicon::is_finite(word) || matches!(word.as_str(), "you" | "your" | "we" | "our")
        })
        && !first.ends_with("ly")
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("object", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "The calf gives us the rennet.\n\n## Rennet\n\n- Contains pepsin-like enzymes to prepare the milk\n",
            &[(
                "What does the rennet contain to prepare the milk?",
                "pepsin-like enzymes",
            )],
        );
        check(
            "## Cellars\n\nThe Alpine Dairy Union requires a written Tasting Protocol.\n",
            &[(
                "What does the Alpine Dairy Union require?",
                "a written Tasting Protocol",
            )],
        );
        check(
            "## Cellars\n\nAlpine cheeses can tolerate cold caves.\n",
            &[],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check(
            "## Goats\n\n- Goat farms support organic feed\n- Goat farms support open stables\n",
            &[],
        );
        check("## Goats\n\n- It requires organic feed\n", &[]);
        check("## Goats\n\nGoat farms use feed.\n", &[]);
    }
}
