//! How to ask for the members of a list. A natural form is used where its precondition holds, else one
//! that is always grammatical.

use super::context;
use crate::fact::document::Document;
use crate::fact::{Set, Topic, listing, text};
use crate::lexicon;

/// A prompt and how good a form it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wording {
    pub(super) prompt: String,
    /// Whether it is the fallback that fits any list.
    pub(super) fallback: bool,
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "it ends the steps of a ladder, which are options"
)]
fn natural(prompt: String) -> Option<Wording> {
    Some(Wording {
        prompt,
        fallback: false,
    })
}

/// How many of the members are asked for, as a phrase: "the 4", "3 of the", "5 of the 14".
fn amount(set: &Set, need: Option<usize>) -> String {
    match need {
        None => format!("the {}", set.members.len()),
        Some(need) if set.open => format!("{need} of the"),
        Some(need) => format!("{need} of the {}", set.members.len()),
    }
}

/// Words a set for recall. `need` is how many members have to be named when not all do.
pub(super) fn recall(
    set: &Set,
    topic: &Topic,
    document: &Document,
    need: Option<usize>,
) -> Wording {
    let ask = Ask {
        set,
        topic,
        document,
        amount: amount(set, need),
        partial: need.is_some(),
    };
    if !document.is_english() {
        return ask.fallback();
    }
    ask.question_label()
        .or_else(|| ask.verb_phrase())
        .or_else(|| ask.counted_clause())
        .or_else(|| ask.divided())
        .or_else(|| ask.bare_class())
        .or_else(|| ask.plural_phrase())
        .or_else(|| ask.participle())
        .or_else(|| ask.unfinished())
        .unwrap_or_else(|| ask.fallback())
}

struct Ask<'a> {
    set: &'a Set,
    topic: &'a Topic,
    document: &'a Document,
    amount: String,
    partial: bool,
}

impl Ask<'_> {
    fn lower(&self, text: &str) -> String {
        text::lower_first(text, |word| self.document.is_lower(word))
    }

    /// "What are" for a full list, "Name" for a part of it.
    fn what_are(&self, rest: &str) -> Option<Wording> {
        natural(if self.partial {
            format!("Name {} {rest}.", self.amount)
        } else {
            format!("What are {} {rest}?", self.amount)
        })
    }

    fn question_label(&self) -> Option<Wording> {
        let label = self.set.label.as_str();
        label.ends_with('?').then_some(())?;
        let count = self.set.members.len();
        natural(if self.partial {
            format!("{label} (Name {} items.)", self.amount)
        } else {
            format!("{label} ({count} items)")
        })
    }

    /// "Asynchronous Invocations - Services" under Lambda: "Which 11 services invoke Lambda
    /// asynchronously?"
    fn verb_phrase(&self) -> Option<Wording> {
        let category = self
            .set
            .category
            .as_deref()
            .filter(|category| *category == "services")?;
        let phrase = action(&self.set.label, self.topic)?;
        let amount = self
            .amount
            .strip_prefix("the ")
            .unwrap_or(&self.amount)
            .to_string();
        natural(if self.partial {
            format!("Name {} {category} that {phrase}.", self.amount)
        } else {
            format!("Which {amount} {category} {phrase}?")
        })
    }

    /// "Four events can trigger a function": "Which 4 events can trigger a function?"
    fn counted_clause(&self) -> Option<Wording> {
        let rest = strip_count(&self.set.label);
        let counted =
            rest.len() < self.set.label.len() && !self.set.label.to_lowercase().starts_with("the");
        let plural = text::words(rest)
            .first()
            .is_some_and(|first| lexicon::is_plural(first));
        if !counted
            || !plural
            || text::shape(&self.set.label) != text::Shape::Clause
            || self.partial
        {
            return None;
        }
        let amount = self.amount.trim_start_matches("the ");
        natural(format!("Which {amount} {}?", self.lower(rest)))
    }

    /// "Lambda@Edge: Use Cases": "What are the 10 use cases for Lambda@Edge?"
    fn divided(&self) -> Option<Wording> {
        let label = self.set.label.as_str();
        let subject = context::head_part(label)?;
        let class = label[subject.len()..]
            .trim_start_matches([' ', '-', '–', '—', ':'])
            .to_lowercase();
        let preposition = lexicon::preposition_of(&class).filter(|_| class != "services")?;
        self.what_are(&format!("{class} {preposition} {}", self.lower(subject)))
    }

    /// "Benefits" under Lambda: "What are the 6 benefits of Lambda?"
    fn bare_class(&self) -> Option<Wording> {
        let class = self.set.label.to_lowercase();
        let preposition = lexicon::preposition_of(&class)?;
        let subject = context::subject_above(self.topic, &self.set.label);
        self.what_are(&format!("{class} {preposition} {}", self.lower(&subject)))
    }

    /// "Main Lambda integrations", "Types of volume": a plural at the head of the label.
    fn plural_phrase(&self) -> Option<Wording> {
        let label = strip_count(&self.set.label);
        let words = text::words(label);
        let first = words.first()?;
        if label.contains([':', ',', ';', '(', '/', '&', '?', '!', '"'])
            || words.len() > 8
            || label.contains(" - ")
        {
            return None;
        }
        if matches!(
            first.as_str(),
            "other"
                | "others"
                | "no"
                | "this"
                | "that"
                | "if"
                | "when"
                | "how"
                | "for"
                | "to"
                | "in"
        ) || words.iter().any(|word| {
            lexicon::is_finite(word) || matches!(word.as_str(), "you" | "we" | "and" | "or")
        }) {
            return None;
        }
        let head_at = words
            .iter()
            .position(|word| is_joint(word))
            .unwrap_or(words.len());
        let head = words.get(head_at.checked_sub(1)?)?;
        let verbal = first.ends_with("ing") && words.len() > 1 || lexicon::is_base_verb(first);
        let listed = listing::class_noun(label).is_some();
        if verbal
            || !(lexicon::is_plural(head) || listed)
            || (lexicon::is_finite_or_plural(first) && head_at == 1 && words.len() > 1 && !listed)
        {
            return None;
        }
        let single = words.len() == 1 && !label.chars().skip(1).any(char::is_uppercase);
        let phrase = if single {
            label.to_lowercase()
        } else {
            self.lower(label)
        };
        if listed {
            self.what_are(&phrase)
        } else {
            natural(format!("Name {} {phrase}.", self.amount))
        }
    }

    /// "User Invoked" among services: "Which 4 services are user invoked?"
    fn participle(&self) -> Option<Wording> {
        let category = self.set.category.as_deref()?;
        let label = self.set.label.as_str();
        let words = text::words(label);
        let participle = words
            .last()
            .is_some_and(|word| word.ends_with("ed") && word.len() > 4);
        if !participle || words.len() > 3 || self.partial {
            return None;
        }
        let phrase = words.join(" ");
        let amount = self.amount.trim_start_matches("the ");
        natural(format!("Which {amount} {category} are {phrase}?"))
    }

    /// A label that a list completes: "A statement consists of".
    fn unfinished(&self) -> Option<Wording> {
        let label = self.set.label.as_str();
        let words = text::words(label);
        let last = words.last()?;
        let open = lexicon::is_finite(last) || is_joint(last);
        if !open || words.len() < 2 || words.len() > 14 {
            return None;
        }
        let subjectless = matches!(
            text::shape(label),
            text::Shape::Predicate | text::Shape::Participle
        ) || lexicon::is_finite(&words[0]);
        let subject = if subjectless {
            format!(
                "{} {}",
                context::subject_above(self.topic, label),
                self.lower(label)
            )
        } else {
            label.to_string()
        };
        Some(Wording {
            prompt: format!("Complete with {} items: “{subject} …”", self.amount),
            fallback: true,
        })
    }

    fn fallback(&self) -> Wording {
        let label = &self.set.label;
        let what = listing::class_noun(label)
            .filter(|_| text::count(label) > 1)
            .unwrap_or_else(|| "items".into());
        Wording {
            prompt: format!("Name {} {what} listed under “{label}”.", self.amount),
            fallback: true,
        }
    }
}

/// Whether a word ends the head of a noun phrase.
fn is_joint(word: &str) -> bool {
    lexicon::is_joint(word) || matches!(word, "into" | "as" | "used" | "when")
}

/// The label without "The", "Some", "Three" in front: the number is stated anyway.
fn strip_count(label: &str) -> &str {
    let mut rest = label;
    for word in label.split_whitespace().take(3) {
        let lower = word.to_lowercase();
        let counts = matches!(
            lower.as_str(),
            "the"
                | "some"
                | "there"
                | "are"
                | "following"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "several"
                | "multiple"
                | "various"
                | "many"
        ) || lower.chars().all(|c| c.is_ascii_digit());
        if !counts {
            break;
        }
        rest = rest[rest.find(word).map_or(0, |at| at + word.len())..].trim_start();
    }
    if rest.is_empty() { label } else { rest }
}

/// What the members of a set do, when its label names an action: "invoke Lambda asynchronously".
pub(super) fn action(label: &str, topic: &Topic) -> Option<String> {
    let named = context::head_part(label).unwrap_or(label);
    let heading = topic.headings.last().map_or("", String::as_str);
    let bare = lexicon::preposition_of(&label.to_lowercase()).is_some();
    let source = if has_action(named) {
        named
    } else if bare {
        context::aspect(heading)
    } else {
        return None;
    };
    let words: Vec<&str> = source.split_whitespace().collect();
    let at = words
        .iter()
        .position(|word| lexicon::verb_of_noun(&word.to_lowercase()).is_some())?;
    let verb = lexicon::verb_of_noun(&words[at].to_lowercase())?;
    let how = words[..at]
        .iter()
        .find_map(|word| lexicon::adverb(&word.to_lowercase()))?;
    let named_object: Vec<&str> = words[..at]
        .iter()
        .filter(|word| lexicon::adverb(&word.to_lowercase()).is_none())
        .copied()
        .collect();
    let object = if named_object.is_empty() {
        let above = context::head_part(heading).map(str::to_string);
        above.or_else(|| {
            topic
                .headings
                .first()
                .map(|first| context::aspect(first).to_string())
        })?
    } else {
        named_object.join(" ")
    };
    Some(format!("{verb} {object} {how}"))
}

fn has_action(text: &str) -> bool {
    let words = text::words(text);
    words
        .iter()
        .any(|word| lexicon::verb_of_noun(word).is_some())
        && words.iter().any(|word| lexicon::adverb(word).is_some())
}

/// The name of a property as it stands inside a sentence: "Max Data Rate" is written small, "AWS region"
/// keeps its name.
pub(super) fn property(text: &str, document: &Document) -> String {
    let (text, _) = text::without_brackets(text);
    let titled = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(|c| c.is_lowercase() || c == '-')
    };
    let small = |word: &str| {
        let lower = word.to_lowercase();
        let one = lexicon::singular(&lower);
        document.is_lower(&lower)
            || lexicon::is_property(&lower)
            || lexicon::is_attribute(&one)
            || lexicon::is_bound(&lower)
            || lexicon::is_any_base_verb(&one)
            || lexicon::is_any_base_verb(&lower)
            || matches!(
                lower.as_str(),
                "primary" | "common" | "typical" | "main" | "key"
            )
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let all = words.iter().all(|word| !titled(word) || small(word));
    let later = words.iter().skip(1).any(|word| titled(word));
    let lower = |(at, word): (usize, &&str)| {
        if titled(word) && small(word) && (all || at == 0 && !later) {
            word.to_lowercase()
        } else {
            (*word).to_string()
        }
    };
    words
        .iter()
        .enumerate()
        .map(lower)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a phrase is a plural. Short forms that end with an s are none.
pub(super) fn is_plural(phrase: &str) -> bool {
    let last = phrase.split_whitespace().last().unwrap_or_default();
    !last.contains(char::is_uppercase) && lexicon::is_plural(last)
}

/// Whether a value is one number, with a unit or without: "443", "2.4 GHz", "99.9%".
pub(super) fn is_number(value: &str) -> bool {
    let digits = value.trim_start_matches(['~', '≤', '≥', '<', '>', '$', '€', '£', ' ']);
    let end = digits
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .unwrap_or(digits.len());
    let unit = digits[end..].trim_start();
    // "64,000" is a number, "2.4,5" are two.
    let mut groups = digits[..end].split(',').skip(1);
    let whole = groups.all(|group| group.len() >= 3 && group.chars().take(3).all(|c| c != '.'));
    let spaced = digits[end..].starts_with([' ', '%']) || unit.is_empty();
    let word = unit.chars().all(char::is_alphabetic) || unit == "%";
    end > 0
        && whole
        && spaced
        && word
        && unit.chars().count() <= 8
        && !digits[..end].ends_with(['.', ','])
}
