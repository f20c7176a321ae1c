//! What a sentence is about, ready to be put into a question: its own subject, or what the outline
//! says above a line without one. It knows nothing of particular questions.

use super::context;
use super::template::Scope;
use crate::fact::document::{self, Document};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, Topic};
use crate::lexicon;

/// A noun phrase that a question can ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) text: String,
    pub(super) plural: bool,
    /// Whether it can stand inside a sentence as it is: a name, a plural, or it has its article.
    pub(super) inline: bool,
    /// An adverbial that stood in front of the sentence: "In a mesh".
    pub(super) lead: String,
}

impl Subject {
    /// The person that notes speak to.
    pub(super) fn you() -> Subject {
        Subject {
            text: "you".into(),
            plural: true,
            inline: true,
            lead: String::new(),
        }
    }

    /// The subject of a sentence that opens with an adverbial.
    pub(super) fn behind(self, lead: &str) -> Subject {
        Subject {
            lead: lead.to_string(),
            ..self
        }
    }

    /// A question for it: "What does a function use?", or "Recursion: what does it use?" where the
    /// subject would need an article that nothing tells.
    pub(super) fn ask(&self, asked: &str, auxiliary: &str, rest: &str) -> String {
        let Subject {
            text, plural, lead, ..
        } = self;
        if self.inline && !lead.is_empty() {
            let asked = asked.to_lowercase();
            return squeeze(&format!("{lead}, {asked} {auxiliary} {text} {rest}?"));
        }
        if self.inline {
            return squeeze(&format!("{asked} {auxiliary} {text} {rest}?"));
        }
        let it = if *plural { "they" } else { "it" };
        let asked = asked.to_lowercase();
        squeeze(&format!("{text}: {asked} {auxiliary} {it} {rest}?"))
    }

    /// The form of "do" that fits.
    pub(super) fn does(&self) -> &'static str {
        if self.plural { "do" } else { "does" }
    }

    /// The form of "be" that fits.
    pub(super) fn is(&self) -> &'static str {
        if self.plural { "are" } else { "is" }
    }
}

fn squeeze(text: &str) -> String {
    text.replace(" ?", "?")
}

/// Words that a subject may open with so that it needs no further article.
pub(super) const DETERMINERS: [&str; 7] = ["a", "an", "the", "each", "every", "all", "any"];

/// The subject that a sentence states. `plural` is what its verb says.
pub(super) fn stated(words: &str, plural: bool, document: &Document) -> Subject {
    let first = text::words(words).into_iter().next().unwrap_or_default();
    let inline = DETERMINERS.contains(&first.as_str()) || plural || is_name(words, document);
    let titled = is_titled(words);
    let everyday = |word: &str| {
        let one = lexicon::singular(word);
        lexicon::is_common(word) || lexicon::is_common(&one) || lexicon::is_mass(word)
    };
    let small = |word: &str| {
        DETERMINERS.contains(&word) || !titled && (document.is_lower(word) || everyday(word))
    };
    Subject {
        text: if inline {
            text::lower_first(words, small)
        } else {
            text::capital(words)
        },
        plural,
        inline,
        lead: String::new(),
    }
}

/// Whether a phrase is the name of something: no article belongs in front of it.
pub(super) fn is_name(phrase: &str, document: &Document) -> bool {
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_string()
    };
    let words: Vec<String> = phrase.split_whitespace().map(bare).collect();
    let named = |word: &String| {
        document::is_acronym(word)
            || word.starts_with(char::is_uppercase) && !document.is_lower(&word.to_lowercase())
    };
    // "Azure Resource Manager" is a name although the note writes "resource" as well.
    let titled = words.len() >= 2
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || lexicon::is_stop(word));
    // "Azure portal" is a portal, and one says "the portal".
    let counted = words.len() >= 2
        && words
            .last()
            .is_some_and(|last| last.chars().all(char::is_lowercase) && !is_uncounted(last));
    match words.first() {
        Some(first) if words.len() == 1 => named(first),
        Some(first) => titled || named(first) && !counted,
        None => false,
    }
}

/// Whether a noun seldom has an article: it is not counted.
fn is_uncounted(noun: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "ing", "tion", "sion", "ment", "ity", "ness", "ism", "ance", "ence", "cy", "age", "ware",
        "ics", "sis",
    ];
    lexicon::is_mass(noun)
        || lexicon::is_plural(noun)
        || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}

/// Labels that stand between a subject and what is said about it.
const TRANSPARENT: [&str; 14] = [
    "features",
    "key features",
    "benefits",
    "advantages",
    "characteristics",
    "capabilities",
    "functions",
    "properties",
    "responsibilities",
    "overview",
    "basics",
    "notes",
    "introduction",
    "summary",
];

/// Most words of a subject from the outline.
const WORDS: usize = 6;

/// The subject of a line that has none, as the outline says it: the nearest label or heading, when it
/// names something.
pub(super) fn outlined(fact: &Fact, scope: &Scope<'_>) -> Option<Subject> {
    if fact.topic.below_sentence && !fact.topic.below_term {
        return None;
    }
    let crumb = nearest(&fact.topic)?;
    let name = name_of(&crumb)?;
    let last = text::words(head(&name)).pop()?;
    let several = is_several_acronym(head_word(&name));
    let plural = several || lexicon::is_plural(&last) && !document::is_acronym(head_word(&name));
    // Whether a name that ends like a plural is one cannot be told: "Jenkins".
    if plural && !several && !scope.document.is_lower(&last) {
        return None;
    }
    let inline = plural || is_name(&name, scope.document);
    let small = |word: &str| !is_titled(&name) && scope.document.is_lower(word);
    Some(Subject {
        text: if inline {
            text::lower_first(&name, small)
        } else {
            text::capital(&name)
        },
        plural,
        inline,
        lead: String::new(),
    })
}

/// Whether a word is a short form in the plural: "VMs".
fn is_several_acronym(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(|one| {
        one.len() >= 2 && one.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    })
}

/// Whether all content words of a phrase begin with a capital.
pub(super) fn is_titled(phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    words.len() >= 2
        && words.iter().all(|word| {
            word.starts_with(|c: char| !c.is_lowercase()) || lexicon::is_stop(&word.to_lowercase())
        })
}

/// The part of a phrase up to what says more about its head: "types" of "types of access".
fn head(phrase: &str) -> &str {
    let cuts = [" of ", " for ", " in ", " with ", " on ", " to ", " ("];
    let end = cuts.iter().filter_map(|cut| phrase.find(cut)).min();
    &phrase[..end.unwrap_or(phrase.len())]
}

fn head_word(phrase: &str) -> &str {
    head(phrase).split_whitespace().last().unwrap_or_default()
}

fn nearest(topic: &Topic) -> Option<String> {
    let path = topic.path();
    let transparent = |crumb: &String| TRANSPARENT.contains(&crumb.to_lowercase().as_str());
    path.into_iter()
        .rev()
        .find(|crumb| !transparent(crumb) && !crumb.is_empty())
}

/// A crumb as the name of a subject, when it is one: no class of things, no property, no sentence.
fn name_of(crumb: &str) -> Option<String> {
    let (plain, _) = text::without_brackets(crumb);
    let plain = plain.trim_matches(|c: char| c == ':' || c.is_whitespace());
    let lower = plain.to_lowercase();
    let first = text::words(plain).into_iter().next()?;
    let divided = [" - ", " – ", " — ", ": ", " -- "]
        .iter()
        .any(|sign| plain.contains(sign));
    let joined = [" and ", " or ", " vs", " versus "]
        .iter()
        .any(|word| lower.contains(word));
    let odd = plain.contains([
        '?', '/', '&', ',', '=', '→', '"', '“', '!', '|', '<', '>', '.', ';', '$', '(', '[', '{',
        '\\',
    ]);
    let classes = lexicon::is_generic(&lower)
        || lexicon::is_attribute(&lower)
        || lexicon::preposition_of(&lower).is_some()
        || lexicon::is_not_term(&lower)
        || lexicon::is_skipped_heading(&lower);
    let verbal = text::shape(plain) != Shape::Fragment
        || lexicon::is_base_verb(&first)
        || (first.ends_with("ing") && text::count(plain) > 1);
    let acts = text::words(plain)
        .iter()
        .any(|word| lexicon::is_third_person(word));
    let quality = lexicon::is_participle(&first) && text::count(plain) == 1;
    let opens = acts || quality || lexicon::is_stop(&first) && first != "the";
    let last = text::words(plain).pop().unwrap_or_default();
    // "Common uses", "Supported types" head a list and name nothing.
    let class_of = lexicon::preposition_of(&last).is_some() || lexicon::is_generic(&last);
    let numbered = plain.starts_with(|c: char| c.is_ascii_digit());
    let fine = !(divided || joined || odd || classes || verbal || opens || numbered || class_of)
        && (1..=WORDS).contains(&text::count(plain))
        && !text::words(plain)
            .iter()
            .all(|word| lexicon::is_common(word) || lexicon::is_stop(word));
    fine.then(|| plain.strip_prefix("The ").unwrap_or(plain).to_string())
}

/// Most words of a sentence that is put in front of what elaborates on it.
const ABOVE: usize = 10;

/// The sentence that a line elaborates on, when it can be read by itself.
fn sentence_above(fact: &Fact) -> Option<String> {
    let above = fact.topic.sentence.as_str();
    let words = text::words(above);
    let points = |word: &String| {
        matches!(
            word.as_str(),
            "it" | "this" | "these" | "those" | "they" | "its"
        )
    };
    let plain = (3..=ABOVE).contains(&words.len())
        && !words.iter().any(points)
        && !above.contains(['?', '!', '“', '"', ':', ';', '{', '$'])
        && text::is_balanced(above)
        && !matches!(
            text::shape(above),
            Shape::Predicate | Shape::Participle | Shape::Condition
        );
    plain.then(|| text::capital(above.trim_end_matches('.')))
}

/// What stands in front of a line without a subject that is shown with its blank; unlike
/// [`outlined`] it need not fit into a sentence.
pub(super) fn prefix(fact: &Fact, scope: &Scope<'_>) -> Option<String> {
    if let Some(subject) = outlined(fact, scope) {
        return Some(text::capital(&subject.text));
    }
    if fact.topic.below_sentence && !fact.topic.below_term {
        return sentence_above(fact);
    }
    let mut path = fact.topic.path().into_iter().rev();
    let crumb = path.find(|crumb| !context::is_scaffolding(crumb) && !crumb.is_empty())?;
    let lower = crumb.to_lowercase();
    let names = !context::is_scaffolding(&crumb)
        && !lexicon::is_attribute(&lower)
        && !lexicon::is_generic(&lower)
        && text::is_balanced(&crumb)
        && !crumb.contains(['?', '!', '“', '"'])
        && (1..=WORDS + 2).contains(&text::count(&crumb))
        && matches!(text::shape(&crumb), Shape::Fragment | Shape::Participle)
        && !text::words(&crumb)
            .first()
            .is_some_and(|word| lexicon::is_stop(word) && word != "the");
    names.then(|| crumb.trim_end_matches(':').to_string())
}
