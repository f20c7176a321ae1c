//! A statement that ends with an adverbial, as a question for it: "Pods are evicted when memory runs out"
//! asks when pods are evicted. The sentence keeps its words; only the verb changes its place.

use super::clause::Verb;
use super::said::{self, Said};
use crate::fact::text;
use crate::lexicon;

/// Most words of the answer, and of what is asked about.
const WORDS: usize = 12;
const MAIN: usize = 16;

/// A statement divided into what it says and the adverbial at its end.
pub(super) struct Divided<'t> {
    /// What stands behind the verb.
    pub(super) main: &'t str,
    /// The word that the adverbial opens with.
    pub(super) mark: &'static str,
    /// What stands behind that word.
    pub(super) tail: &'t str,
}

/// The first place behind the verb where one of the marks stands outside brackets.
pub(super) fn divide<'t>(said: &Said<'t>, marks: &[&'static str]) -> Option<Divided<'t>> {
    let rest = said.clause.rest;
    let brackets = text::brackets(rest);
    let places = marks.iter().filter_map(|mark| {
        let sought = format!(" {mark} ");
        let outside = |at: &usize| !brackets.iter().any(|bracket| bracket.contains(at));
        let at = rest.match_indices(&sought).map(|(at, _)| at).find(outside);
        at.map(|at| (at, *mark))
    });
    let (at, mark) = places.min_by_key(|(at, mark)| (*at, usize::MAX - mark.len()))?;
    Some(Divided {
        main: rest[..at].trim(),
        mark,
        tail: rest[at + mark.len() + 2..].trim(),
    })
}

/// The adverbial as an answer: as long as it says something by itself and can be checked.
pub(super) fn answer(divided: &Divided<'_>) -> Option<String> {
    // What only holds under a condition is not the whole answer.
    let whole = said::on_condition(String::new(), divided.tail)?.is_empty();
    let tail = one_predicate(&said::phrase(divided.tail)).to_string();
    let known = text::words(&tail)
        .into_iter()
        .filter(|word| !matches!(word.as_str(), "it" | "they" | "them"))
        .collect::<Vec<_>>()
        .join(" ");
    let spliced = tail.contains(", ") && !tail.contains(" and ") && !tail.contains(" or ");
    let vague = [
        "one of ",
        "different ",
        "various ",
        "several ",
        "many ",
        "some ",
    ]
    .iter()
    .any(|word| tail.starts_with(word) || tail.contains(&format!("ing {word}")));
    let fits = whole
        && !spliced
        && !vague
        && !tail.contains([':', '"', '“'])
        && tail.matches(',').count() + tail.matches(" and ").count() <= 2
        && said::is_answer(&known, WORDS);
    fits.then(|| format!("{} {tail}", divided.mark))
}

/// A phrase up to where the sentence goes on with another verb: "a lattice and enforces labels".
pub(super) fn one_predicate(phrase: &str) -> &str {
    let goes_on = phrase.match_indices(" and ").map(|(at, _)| at).find(|at| {
        let words = text::words(&phrase[at + 5..]);
        let [next, behind, ..] = words.as_slice() else {
            return false;
        };
        let noun_like = lexicon::is_finite_or_plural(next)
            && (lexicon::is_stop(behind) || lexicon::is_any_base_verb(behind));
        let auxiliary = matches!(
            next.as_str(),
            "do" | "does" | "is" | "are" | "can" | "has" | "must"
        );
        lexicon::is_third_person(next) || noun_like || auxiliary
    });
    phrase[..goes_on.unwrap_or(phrase.len())].trim_end_matches(',')
}

/// The statement up to its adverbial.
pub(super) fn front<'t>(said: &Said<'t>, divided: &Divided<'_>) -> &'t str {
    let end = said.sentence.len() - said.clause.rest.len() + divided.main.len();
    said.sentence[..end].trim()
}

/// The question for an adverbial, and its answer: "is only sent when …" says "only when".
pub(super) fn exchange(
    said: &Said<'_>,
    divided: &Divided<'_>,
    asked: &str,
    answer: String,
) -> Option<(String, String)> {
    let (main, only) = without_only(divided.main);
    let prompt = ask(said, asked, &main)?;
    let answer = if only {
        format!("only {answer}")
    } else {
        answer
    };
    Some((prompt, answer))
}

/// A statement without the word that says that nothing else counts, and whether it had it. "Also" says
/// nothing without the sentence in front.
fn without_only(main: &str) -> (String, bool) {
    let words: Vec<&str> = main.split_whitespace().collect();
    let only = words.iter().take(3).position(|word| *word == "only");
    let kept = words
        .iter()
        .enumerate()
        .filter(|(at, word)| Some(*at) != only && !(*at < 2 && **word == "also"));
    let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
    (kept.join(" "), only.is_some())
}

/// Asks for the adverbial of a statement. `None` where the rest of it is no whole statement.
pub(super) fn ask(said: &Said<'_>, asked: &str, main: &str) -> Option<String> {
    let clause = &said.clause;
    let (main, _) = text::without_brackets(main);
    let main = main.trim();
    if !is_main(main, said) || matches!(clause.adverb.to_lowercase().as_str(), "never" | "only") {
        return None;
    }
    let adverb = match clause.adverb {
        "also" | "then" => "",
        adverb => adverb,
    };
    let join = |middle: &str, rest: &str| {
        let parts = [adverb, middle, rest];
        let filled = parts.iter().filter(|part| !part.is_empty());
        filled.copied().collect::<Vec<_>>().join(" ")
    };
    let subject = &said.subject;
    Some(match clause.verb {
        Verb::Be => subject.ask(asked, subject.is(), &join("", main)),
        Verb::Modal("cannot") => subject.ask(asked, "can", &join("not", main)),
        Verb::Modal("may") => return None,
        Verb::Modal(modal) => subject.ask(asked, modal, &join("", main)),
        Verb::Act(base) => subject.ask(asked, subject.does(), &join(base, main)),
    })
}

/// Words that point elsewhere, or open a sentence within the sentence.
const LOST: [&str; 23] = [
    "it", "they", "them", "which", "that", "who", "where", "when", "if", "so", "because", "how",
    "whether", "what", "other", "others", "same", "than", "while", "e.g", "i.e", "yourself", "etc",
];

/// Whether a word is the verb of another statement.
fn goes_on(word: &str) -> bool {
    lexicon::is_third_person(word)
        || matches!(
            word,
            "is" | "are"
                | "was"
                | "were"
                | "has"
                | "have"
                | "can"
                | "must"
                | "will"
                | "should"
                | "cannot"
        )
}

/// Whether what stands between verb and adverbial is the whole of a statement, and one alone.
fn is_main(main: &str, said: &Said<'_>) -> bool {
    let words = text::words(main);
    let Some(last) = words.last().map(String::as_str) else {
        return false;
    };
    let first = words[0].as_str();
    let particle = matches!(last, "up" | "out" | "down" | "off" | "in" | "on");
    let open = lexicon::is_stop(last) && !particle
        || lexicon::is_base_verb(last)
        || lexicon::is_third_person(last)
        || matches!(
            last,
            "used" | "able" | "even" | "especially" | "mainly" | "etc"
        )
        || last.ends_with("ly") && words.len() <= 2;
    let other = words.iter().skip(1).any(|word| goes_on(word));
    let astray = words.iter().any(|word| LOST.contains(&word.as_str()));
    // "When is it the key?" asks for no event.
    let named =
        said.clause.verb == Verb::Be && matches!(first, "a" | "an" | "the" | "one" | "your");
    // "The plan is to go", "allows to go".
    let aims =
        first == "to" && matches!(said.clause.verb, Verb::Be | Verb::Act("allow" | "enable"));
    let says = |word: &&String| !lexicon::is_stop(word) && !lexicon::is_common(word);
    let about = text::words(&said.subject.text);
    let content = words.iter().chain(&about).filter(says).count();
    let own = words.iter().filter(|word| !lexicon::is_stop(word)).count();
    !open
        && !other
        && !astray
        && !named
        && !aims
        && content >= 2
        && own >= 1
        && text::count(main) + about.len() <= MAIN
        && !main.contains([',', ';', ':', '"', '“', '=', '→', '/'])
        && !main.contains(" - ")
}
