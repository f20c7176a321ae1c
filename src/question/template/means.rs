//! `means`: what do you use, or do, to reach an aim, and how? From instructions and from what "you can"
//! do: "To sell milk, you need a permit", "Use a harp to cut the curd".

use super::{Candidate, Evidence, Scope, Template, one_or_two, single};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind};
use crate::lexicon;
use crate::question::card::Question;
use crate::question::{clause, context, said};

pub(super) const TEMPLATE: Template = Template {
    name: "means",
    any_language: false,
    write,
};

/// Most words of what is used, of what is done, and of an aim.
const OBJECT: usize = 9;
const DEED: usize = 12;
const AIM: usize = 14;

fn write(fact: &Fact, _: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Clause { line, shape } = &fact.kind else {
        return Vec::new();
    };
    if !said::is_matter(&line.text) {
        return Vec::new();
    }
    let found = clause::sentences(&line.text)
        .into_iter()
        .map(|sentence| sentence.rsplit("? ").next().unwrap_or(sentence))
        .filter(|sentence| said::is_plain(sentence))
        .find_map(|sentence| Order::read(sentence, *shape)?.ask(fact));
    let Some((question, base)) = found else {
        return Vec::new();
    };
    let evidence = Evidence {
        base,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}

/// Something that one does or can do.
struct Order<'t> {
    /// What stands in front: "To sell milk, …".
    aim: Option<&'t str>,
    /// The auxiliary of the question: "can", "must", "should", "do".
    modal: &'static str,
    /// "first ", where the deed comes first.
    first: &'static str,
    verb: &'t str,
    rest: &'t str,
}

/// How a sentence speaks to its reader, and the auxiliary of the question about it.
const PERSONS: [(&str, &str); 16] = [
    ("you can ", "can"),
    ("you could ", "can"),
    ("you may ", "can"),
    ("you should ", "should"),
    ("you must ", "must"),
    ("you need to ", "must"),
    ("you have to ", "must"),
    ("you will need to ", "must"),
    ("you'll need to ", "must"),
    ("you'll have to ", "must"),
    ("we can ", "can"),
    ("we could ", "can"),
    ("we must ", "must"),
    ("we need to ", "must"),
    ("we have to ", "must"),
    ("we should ", "should"),
];

/// The same without an auxiliary.
const DOERS: [&str; 2] = ["you ", "we "];

impl<'t> Order<'t> {
    fn read(sentence: &'t str, shape: Shape) -> Option<Order<'t>> {
        let (aim, said) = aim_in_front(sentence);
        let lower = said.to_lowercase();
        let person = PERSONS.iter().find(|(start, _)| lower.starts_with(start));
        let doer = DOERS.iter().find(|start| lower.starts_with(**start));
        let (modal, said) = match (person, doer) {
            (Some((start, modal)), _) => (*modal, &said[start.len()..]),
            (None, Some(start)) => ("do", &said[start.len()..]),
            (None, None) if aim.is_some() => ("should", said),
            (None, None) if shape == Shape::Imperative => ("should", said),
            _ => return None,
        };
        let said = said.strip_prefix("also ").unwrap_or(said);
        let (first, said) = match said.strip_prefix("first ") {
            Some(rest) => ("first ", rest),
            None => ("", said),
        };
        let (verb, rest) = said.split_once(' ')?;
        let known = verb.chars().all(char::is_alphabetic)
            && lexicon::is_any_base_verb(&verb.to_lowercase())
            && !matches!(
                verb.to_lowercase().as_str(),
                "be" | "see" | "note" | "ensure"
            );
        let noun = rest.starts_with("case") || rest.starts_with(['-', '–', ':', '=', '/', '&']);
        (known && !noun).then_some(Order {
            aim,
            modal,
            first,
            verb,
            rest,
        })
    }

    fn ask(&self, fact: &Fact) -> Option<(Question, f32)> {
        match self.aim {
            Some(aim) => self.for_aim(aim),
            None => self.with_tail(fact),
        }
    }

    /// "What do you use to verify the connection?"
    fn for_aim(&self, aim: &str) -> Option<(Question, f32)> {
        let Order { modal, rest, .. } = self;
        if !is_aim(aim, AIM) || !is_telling(aim) {
            return None;
        }
        let verb = self.verb.to_lowercase();
        let object = said::phrase(rest);
        let same = text::words(aim).first() == Some(&verb) || verb == "consider";
        if same {
            return None;
        }
        if self.first.is_empty() && is_thing(&object) && !object.contains(" to ") {
            let prompt = format!("What {modal} you {verb} to {aim}?");
            let prompt = said::on_condition(prompt, rest)?;
            return Some((one_or_two(prompt, object, Vec::new()), 0.6));
        }
        let deed = said::phrase(&format!("{}{verb} {rest}", self.first));
        let prompt = format!("What {modal} you do to {aim}?");
        said::is_answer(&deed, DEED).then(|| (single(prompt, deed, Vec::new()), 0.57))
    }

    /// What is done, and behind it what for or how.
    fn with_tail(&self, fact: &Fact) -> Option<(Question, f32)> {
        let Order { modal, rest, .. } = self;
        let verb = self.verb.to_lowercase();
        let (object, mark, behind) = divide(rest)?;
        let tail = said::phrase(behind);
        match mark {
            " in order to " | " to " | " for " | " instead of " | " without " => {
                let link = mark.trim().trim_start_matches("in order ");
                let fits = if link == "to" {
                    is_aim(&tail, AIM)
                } else {
                    says_enough(&tail, AIM) && (link != "for" || takes_use(&verb))
                };
                let is_served = link == "without" || serves(&verb, &tail);
                if !fits || !is_thing(object) || !is_served || !is_telling(&tail) {
                    return None;
                }
                // What the heading names is asked what it is for.
                if verb == "use" && link != "instead of" && is_topic(object, fact) {
                    let answer = if link == "to" {
                        format!("to {tail}")
                    } else {
                        tail
                    };
                    let prompt = format!("What {modal} you use {object} for?");
                    return said::is_answer(&answer, AIM)
                        .then(|| (single(prompt, answer, Vec::new()), 0.57));
                }
                let prompt = format!("What {modal} you {verb} {link} {tail}?");
                let prompt = said::on_condition(prompt, behind)?;
                Some((one_or_two(prompt, object.to_string(), Vec::new()), 0.6))
            }
            _ => {
                let link = mark.trim();
                let doing = tail.split(' ').next().is_some_and(|it| it.ends_with("ing"));
                let done = format!("{verb} {object}");
                if !is_aim(&done, AIM)
                    || !is_telling(&done)
                    || is_vague(&tail)
                    || link == "by" && !doing
                    || !said::is_answer(&tail, OBJECT)
                    || !is_article_sure(object)
                {
                    return None;
                }
                let modal = if *modal == "should" { "do" } else { modal };
                let prompt = format!("How {modal} you {done}?");
                Some((single(prompt, format!("{link} {tail}"), vec![tail]), 0.58))
            }
        }
    }
}

/// The aim that stands in front of a sentence, and the sentence.
fn aim_in_front(sentence: &str) -> (Option<&str>, &str) {
    let start = ["In order to ", "To ", "in order to ", "to "]
        .iter()
        .find(|start| sentence.starts_with(**start));
    let Some(start) = start else {
        return (None, sentence);
    };
    let body = &sentence[start.len()..];
    let comma = body.find(", ").map(|at| (at, at + 2));
    let you = body.find(" you ").map(|at| (at, at + 1));
    let cut = match (comma, you) {
        (Some(comma), Some(you)) if you.0 < comma.0 => Some(you),
        (Some(comma), _) => Some(comma),
        (None, you) => you,
    };
    match cut {
        Some((end, begin)) => (Some(&body[..end]), &body[begin..]),
        None => (None, sentence),
    }
}

/// Signs at which what is done ends and its aim or its means begins.
const MARKS: [&str; 9] = [
    " without ",
    " in order to ",
    " to ",
    " for ",
    " instead of ",
    " using ",
    " via ",
    " through ",
    " by ",
];

/// Words that an infinitive or "for" belongs to.
const GOVERNORS: [&str; 19] = [
    "ability",
    "able",
    "access",
    "way",
    "ways",
    "right",
    "permission",
    "permissions",
    "option",
    "options",
    "need",
    "means",
    "users",
    "how",
    "capability",
    "support",
    "up",
    "more",
    "requests",
];

/// The first of the marks that governs what is behind it.
fn divide(rest: &str) -> Option<(&str, &'static str, &str)> {
    let brackets = text::brackets(rest);
    let mut marks: Vec<(usize, &'static str)> = MARKS
        .iter()
        .flat_map(|mark| rest.match_indices(*mark).map(|(at, _)| (at, *mark)))
        .filter(|(at, _)| !brackets.iter().any(|bracket| bracket.contains(at)))
        .collect();
    marks.sort_unstable();
    let (at, mark) = marks.into_iter().find(|(at, mark)| {
        let before = text::words(&rest[..*at]);
        let behind = text::words(&rest[at + mark.len()..]);
        let next = behind.first().map_or("", String::as_str);
        before.last().is_some_and(|word| {
            !GOVERNORS.contains(&word.as_str()) && !lexicon::is_participle(word)
        }) && (!mark.ends_with(" to ") || lexicon::is_any_base_verb(next))
            && (*mark != " by " || next.ends_with("ing"))
    })?;
    Some((
        rest[..at].trim_end_matches([' ', '-', '–']),
        mark,
        &rest[at + mark.len()..],
    ))
}

/// Verbs whose object is for something.
fn takes_use(verb: &str) -> bool {
    matches!(
        verb,
        "use" | "choose" | "prefer" | "select" | "consider" | "leverage" | "need" | "recommend"
    )
}

/// Verbs whose object serves what an infinitive behind it says. That of others does it itself, as in "allow
/// users to", or gets it, as in "bring milk to".
fn serves(verb: &str, tail: &str) -> bool {
    let first = tail.split(' ').next().unwrap_or_default();
    let gets = matches!(
        first,
        "get" | "access" | "use" | "see" | "have" | "work" | "share"
    );
    SERVING.contains(&verb) && first != verb && !(verb == "enable" && gets)
}

const SERVING: [&str; 25] = [
    "use",
    "add",
    "create",
    "configure",
    "enable",
    "deploy",
    "install",
    "run",
    "enforce",
    "implement",
    "leverage",
    "select",
    "choose",
    "execute",
    "apply",
    "need",
    "require",
    "assign",
    "open",
    "attach",
    "build",
    "write",
    "define",
    "prefer",
    "recommend",
];

/// Whether an aim tells which means is asked for: "automate responses" may be reached by anything.
fn is_telling(aim: &str) -> bool {
    let content = text::content(aim);
    content >= 3 || aim.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a means is none: "using different techniques".
fn is_vague(tail: &str) -> bool {
    let words = text::words(tail);
    let first = words.first().map_or("", String::as_str);
    words
        .iter()
        .any(|word| lexicon::is_finite(word) || word == "your")
        || matches!(
            first,
            "different" | "various" | "one" | "several" | "many" | "multiple" | "some"
        )
        || words.len() == 1 && tail.chars().all(char::is_lowercase)
}

/// Words by which a phrase points at something that it does not name.
fn points(phrase: &str) -> bool {
    text::words(phrase).iter().any(|word| {
        matches!(
            word.as_str(),
            "it" | "its"
                | "this"
                | "that"
                | "these"
                | "those"
                | "them"
                | "they"
                | "their"
                | "so"
                | "etc"
                | "here"
                | "there"
                | "such"
                | "same"
                | "other"
                | "following"
                | "one"
        )
    })
}

/// Whether a phrase says enough for a question.
fn says_enough(phrase: &str, most: usize) -> bool {
    let content = text::content(phrase);
    (2..=most).contains(&text::count(phrase))
        && content >= 2
        && !points(phrase)
        && !phrase.contains([
            '…', '?', '!', '→', '=', '|', '{', '\\', '$', '<', '>', '"', '“', ':',
        ])
        && !phrase.contains("e.g")
        && !phrase.contains("i.e")
        && text::is_balanced(phrase)
        && !text::words(phrase)
            .last()
            .is_some_and(|last| lexicon::is_stop(last))
}

/// Whether a phrase is something to do that a question can name.
fn is_aim(aim: &str, most: usize) -> bool {
    let words = text::words(aim);
    let first = words.first().map_or("", String::as_str);
    // "A weapon to use on the target" is used itself.
    let relative = words.get(1).is_some_and(|second| {
        matches!(
            second.as_str(),
            "on" | "in" | "at" | "with" | "later" | "when" | "as" | "by"
        )
    });
    says_enough(aim, most) && lexicon::is_any_base_verb(first) && !relative
}

/// Whether a phrase is a thing that one uses, and can be the whole answer.
fn is_thing(object: &str) -> bool {
    let words = text::words(object);
    let first = words.first().map_or("", String::as_str);
    let opens = !lexicon::is_stop(first)
        || matches!(
            first,
            "a" | "an" | "the" | "your" | "both" | "either" | "all" | "two" | "three" | "one"
        );
    let determined = matches!(first, "a" | "an" | "the" | "your");
    let vague = matches!(
        first,
        "various" | "different" | "appropriate" | "necessary" | "proper"
    );
    opens
        && !vague
        && (determined || !lexicon::is_base_verb(first))
        && said::is_answer(object, OBJECT)
        && !points(object)
        && !object.contains([':', ';'])
        && !words.iter().any(|word| {
            lexicon::is_finite(word)
                || matches!(word.as_str(), "you" | "we" | "e.g" | "when" | "if")
        })
}

/// Whether nothing is missing in front of an object: it has its article, is a plural or a name.
fn is_article_sure(object: &str) -> bool {
    let words = text::words(object);
    let first = words.first().map_or("", String::as_str);
    let head = words
        .iter()
        .take_while(|word| !lexicon::is_joint(word))
        .last()
        .map_or("", String::as_str);
    lexicon::is_stop(first)
        || lexicon::is_plural(head)
        || lexicon::is_mass(head)
        || object.starts_with(char::is_uppercase)
}

/// Whether a thing is what the nearest heading or label names.
fn is_topic(object: &str, fact: &Fact) -> bool {
    let stems = context::stems(object);
    !stems.is_empty() && stems.is_subset(&context::stems(fact.topic.nearest()))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("means", note, expect);
    }

    #[test]
    fn aims_ask_for_their_means() {
        check(
            "## Dairy\n\n- To sell raw cheese abroad, you need a veterinary permit\n",
            &[(
                "What do you need to sell raw cheese abroad?",
                "a veterinary permit",
            )],
        );
        check(
            "## Dairy\n\n- To expose the wheels as stock you can use the cellar list or the ledger\n",
            &[(
                "Which 2 things can you use to expose the wheels as stock?",
                "the cellar list | the ledger",
            )],
        );
        check(
            "## Dairy\n\n- Use a cheese harp to cut the curd into grains\n",
            &[(
                "What should you use to cut the curd into grains?",
                "a cheese harp",
            )],
        );
        check(
            "## Dairy\n\n- To move a copper kettle, you must first remove the whey\n",
            &[(
                "What must you do to move a copper kettle?",
                "first remove the whey",
            )],
        );
    }

    #[test]
    fn deeds_ask_how() {
        check(
            "## Dairy\n\n- Clean the Gruyère wheels by spraying cold brine\n",
            &[(
                "How do you clean the Gruyère wheels?",
                "by spraying cold brine",
            )],
        );
    }

    #[test]
    fn the_topic_is_asked_what_it_is_for() {
        check(
            "## Cheese harp\n\n- You can use a cheese harp to cut the curd into grains\n",
            &[(
                "What can you use a cheese harp for?",
                "to cut the curd into grains",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check("## Dairy\n\n- Use this to cut the curd\n", &[]);
        check("## Dairy\n\n- Use case: to cut the curd\n", &[]);
        check("## Dairy\n\n- You can turn the wheels\n", &[]);
    }
}
