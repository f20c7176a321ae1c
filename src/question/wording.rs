//! How to ask for the members of a list. There is no form that fits every list: where none of the
//! natural ones is grammatical, a list of short names is asked for by its label, and others are not
//! asked for.

mod action;
mod completed;
mod counted;
pub(super) mod kin;
mod label;
mod listed;
mod phrase;
mod predicate;
pub(super) mod subject;

use super::context;
use crate::fact::document::Document;
use crate::fact::{Set, Topic, text};
use crate::lexicon;
use predicate::Asked;

pub(super) use action::action;
pub(super) use counted::is_counted;
pub(super) use phrase::{is_open_class, is_ordered, is_partial};

/// A prompt and how good a form it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wording {
    pub(super) prompt: String,
    /// The members as a phrase in the plural without their number: "types of managed identity".
    pub(super) class: Option<String>,
    pub(super) form: Ladder,
    /// Whether only what stands above says of what they are.
    pub(super) bare: bool,
}

/// How natural a form is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ladder {
    /// Names the class of the members.
    #[default]
    Natural,
    /// Names the members by a plural which is no word for classes.
    Plural,
    /// Asks what a statement is completed by.
    Statement,
}

/// What is asked for of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// How many members have to be named when not all do.
    pub(super) need: Option<usize>,
    /// Whether the whole is known, so that its number may be told.
    pub(super) closed: bool,
    /// Whether the members are asked for in their order.
    pub(super) ordered: bool,
}

/// Words a set for recall. `None` where there is no form that is grammatical and clear.
pub(super) fn recall(
    set: &Set,
    topic: &Topic,
    document: &Document,
    wanted: Wanted,
) -> Option<Wording> {
    let ask = Ask {
        set,
        topic,
        document,
        wanted,
        label: label::named(&text::without_brackets(&set.label).0),
    };
    ask.question_label()
        .or_else(|| ask.verb_phrase())
        .or_else(|| ask.counted_clause())
        .or_else(|| ask.divided())
        .or_else(|| ask.bare_class())
        .or_else(|| ask.course())
        .or_else(|| ask.plural_phrase())
        .or_else(|| ask.participle())
        .or_else(|| ask.statement())
        .or_else(|| ask.counted())
        .or_else(|| ask.completed())
        .or_else(|| ask.listed())
}

/// Words a set of a note that is not in English: what its label says is quoted and not read.
pub(super) fn quoted(
    set: &Set,
    document: &Document,
    topic: &Topic,
    wanted: Wanted,
) -> Option<Wording> {
    let label = text::without_brackets(&set.label).0;
    let formal =
        |member: &crate::fact::Member| lexicon::is_foreign_label(&member.text.to_lowercase());
    let named = (1..=4).contains(&text::count(&label))
        && !label.starts_with(|c: char| c.is_ascii_digit())
        && !set.members.iter().any(formal)
        && !label.contains([':', ';', '?', '!', '=', '→', '>', '"', '“', '/', ','])
        && !label.contains(" – ")
        && !label.ends_with(|c: char| c.is_ascii_digit())
        && !lexicon::is_generic(&label.to_lowercase())
        && label.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let language = document.language()?;
    let count = wanted.need.unwrap_or(set.members.len());
    // "Origin" does not say of what.
    let part = lexicon::is_foreign_label(&label.to_lowercase());
    let prompt = if part {
        let path = topic.path();
        let above = path.iter().rev().find(|crumb| **crumb != set.label)?;
        format!("{above} – {label}: {}", language.which_values(count))
    } else {
        language.which_members(count, &label)
    };
    (named && kin::is_short_list(set)).then(|| Wording {
        prompt,
        form: Ladder::Plural,
        // Only what stands above says of what the label is a part: "Origin".
        bare: !part,
        ..Wording::default()
    })
}

struct Ask<'a> {
    set: &'a Set,
    topic: &'a Topic,
    document: &'a Document,
    wanted: Wanted,
    /// The label without what stands in brackets.
    label: String,
}

impl Ask<'_> {
    fn count(&self) -> usize {
        self.set.members.len()
    }

    fn lower(&self, phrase: &str) -> String {
        phrase::lower(phrase, self.document)
    }

    fn subject(&self) -> Option<String> {
        subject::above(self.topic, &self.set.label).map(|subject| self.lower(&subject))
    }

    /// What stands above, where that is something to do: "implement a policy".
    fn aim(&self) -> Option<String> {
        let mut path = self.topic.path();
        path.pop_if(|last| *last == self.set.label);
        let above = path.last()?;
        let words = text::words(above);
        let plain = text::shape(above) == text::Shape::Imperative
            && (2..=7).contains(&words.len())
            && !above.contains([',', ';', ':', '(', '/', '&', '?', '=', '>', '→'])
            && words.last().is_some_and(|last| !lexicon::is_stop(last));
        let (first, rest) = above.split_once(' ')?;
        plain.then(|| format!("{} {rest}", first.to_lowercase()))
    }

    /// How many of the members are asked for, as a phrase: "the 4", "3 of the", "5 of the 14".
    fn amount(&self) -> String {
        match self.wanted.need {
            None => format!("the {}", self.count()),
            Some(need) if self.wanted.closed => format!("{need} of the {}", self.count()),
            Some(need) => format!("{need} of the"),
        }
    }

    /// The same behind a question: "(4 items)".
    fn behind(&self) -> String {
        match self.wanted.need {
            None => format!("({} items)", self.count()),
            Some(need) => format!("(Name {need}.)"),
        }
    }

    /// "What are" for a full list, "Name" for a part of it.
    fn what_are(&self, class: &str, form: Ladder) -> Wording {
        let prompt = match self.wanted.need {
            Some(_) => format!("Name {} {class}.", self.amount()),
            None if self.wanted.ordered => {
                format!("What are the {} {class}, in order?", self.count())
            }
            None if form == Ladder::Plural => format!("Name the {} {class}.", self.count()),
            None => format!("What are the {} {class}?", self.count()),
        };
        Wording {
            prompt,
            class: Some(class.to_string()),
            form,
            bare: false,
        }
    }

    /// A class of what stands above, whatever that is: the line over the prompt says it.
    fn in_context(&self, class: &str) -> Wording {
        Wording {
            bare: true,
            ..self.what_are(class, Ladder::Statement)
        }
    }

    /// A class of a subject: "types of managed identity", "benefits of the firewall".
    fn of_subject(&self, class: &str, preposition: &str, subject: &str) -> Wording {
        let kind = matches!(
            class.rsplit(' ').next().unwrap_or(class),
            "types" | "kinds" | "forms" | "classes" | "categories" | "variants" | "subtypes"
        );
        let subject = if kind {
            subject.to_string()
        } else {
            phrase::with_article(subject)
        };
        self.what_are(&format!("{class} {preposition} {subject}"), Ladder::Natural)
    }

    /// A label that asks by itself and says of what.
    fn question_label(&self) -> Option<Wording> {
        let words = text::words(&self.label);
        let pointing = |word: &String| {
            matches!(
                word.as_str(),
                "it" | "this" | "these" | "they" | "that" | "we" | "its"
            )
        };
        (self.label.ends_with('?') && words.len() >= 4 && !words.iter().any(pointing)).then(|| {
            Wording {
                prompt: format!("{} {}", self.label, self.behind()),
                form: Ladder::Statement,
                ..Wording::default()
            }
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
        let prompt = match self.wanted.need {
            Some(_) => format!("Name {} {category} that {phrase}.", self.amount()),
            None => format!("Which {} {category} {phrase}?", self.count()),
        };
        Some(Wording {
            prompt,
            class: Some(format!("{category} that {phrase}")),
            form: Ladder::Natural,
            bare: false,
        })
    }

    /// "Four events can trigger a function": "Which 4 events can trigger a function?"
    fn counted_clause(&self) -> Option<Wording> {
        let label = self.label.as_str();
        let rest = phrase::strip_count(label);
        let counted = rest.len() < label.len()
            && label
                .split_whitespace()
                .any(|word| phrase::number(word) == Some(self.count()) || label::is_several(word));
        let words = text::words(rest);
        let head = phrase::head(rest).is_some_and(|head| lexicon::is_plural(&head));
        let verb = words.iter().position(|word| lexicon::is_finite(word))?;
        let said = verb + 1 < words.len() && (1..=5).contains(&verb);
        let nested = words
            .iter()
            .any(|word| matches!(word.as_str(), "that" | "which" | "it" | "this"));
        let dangling = words.last().is_some_and(|last| lexicon::is_stop(last));
        let used = words[verb] == "used";
        if !counted
            || !head
            || !said
            || nested
            || dangling
            || used
            || rest.contains([',', ':'])
            || self.wanted.need.is_some()
        {
            return None;
        }
        Some(Wording {
            prompt: format!("Which {} {}?", self.count(), self.lower(rest)),
            form: Ladder::Natural,
            ..Wording::default()
        })
    }

    /// "Lambda@Edge: Use Cases": "What are the 10 use cases for Lambda@Edge?"
    fn divided(&self) -> Option<Wording> {
        let label = self.label.as_str();
        let subject = context::head_part(label)?;
        let class = label[subject.len()..]
            .trim_start_matches([' ', '-', '–', '—', ':'])
            .to_lowercase();
        // "Farm – Node types" has a class as "Farm – Types" has.
        let noun = class.split_whitespace().last().filter(|_| {
            let plain = !class.contains('&')
                && !text::words(&class)
                    .iter()
                    .any(|word| lexicon::is_joint(word));
            plain && (2..=3).contains(&text::count(&class))
        });
        let preposition = lexicon::preposition_of(&class)
            .or_else(|| lexicon::preposition_of(noun?))
            .filter(|_| class != "services")?;
        if text::count(subject) > 6 || text::shape(subject) != text::Shape::Fragment {
            return None;
        }
        Some(self.of_subject(&class, preposition, &self.lower(subject)))
    }

    /// "Two types", "Main benefits": a class without its subject, which stands above.
    fn bare_class(&self) -> Option<Wording> {
        let class = phrase::strip_count(label::without_verb(&self.label)).to_lowercase();
        let spaced = class.replace('-', " ");
        let class = if lexicon::preposition_of(&spaced).is_some() {
            spaced
        } else {
            class
        };
        let words = text::words(&class);
        let class = words.join(" ");
        let noun = match words.as_slice() {
            [noun] => noun.clone(),
            [first, noun] if label::is_plain(first) => noun.clone(),
            _ if lexicon::preposition_of(&class).is_some() => class.clone(),
            _ => return None,
        };
        let listed = lexicon::preposition_of(&noun);
        let repeats = self
            .set
            .members
            .iter()
            .all(|member| text::key(&member.text).contains(&lexicon::singular(&noun)));
        if listed.is_none() && repeats {
            return None;
        }
        let written = phrase::strip_count(&self.label);
        let small =
            self.document.is_lower(&noun) || self.document.is_lower(&lexicon::singular(&noun));
        let spoken = lexicon::is_finite(&noun) || phrase::is_seldom_plural(&noun);
        let common = lexicon::is_plural(&noun)
            && !spoken
            && (small || self.set.heading)
            && !written.chars().skip(1).any(char::is_uppercase);
        if listed.is_none() && !(common && kin::is_terms(self.set, 4) && self.count() >= 3) {
            return None;
        }
        // "Uses" over names may be what the subject uses.
        let doing = |member: &crate::fact::Member| label::is_doing(&member.text);
        if noun == "uses" && !self.set.members.iter().all(doing) {
            return None;
        }
        if let Some(aim) = self.aim().filter(|_| noun == "steps" || noun == "ways") {
            let class = format!("{class} to {aim}");
            return Some(self.what_are(&class, Ladder::Natural));
        }
        if listed.is_none() {
            return Some(self.what_are(&class, Ladder::Plural));
        }
        let Some(subject) = self.subject() else {
            return (self.count() >= 3 && kin::is_flat(self.set)).then(|| self.in_context(&class));
        };
        if text::key(&subject)
            .iter()
            .any(|word| *word == lexicon::singular(&noun))
        {
            return None;
        }
        Some(self.of_subject(&class, listed.unwrap_or("of"), &subject))
    }

    /// "Review process": "What are the 5 steps of the review process, in order?"
    fn course(&self) -> Option<Wording> {
        let label = phrase::strip_count(&self.label);
        let words = text::words(label);
        let head = words.last()?;
        if !phrase::is_course(head)
            || !(2..=6).contains(&words.len())
            || !label::is_plain_phrase(label, &words)
            || !self.wanted.ordered
        {
            return None;
        }
        Some(self.what_are(
            &format!("steps of the {}", self.lower(label)),
            Ladder::Natural,
        ))
    }

    /// "Main Lambda integrations", "Types of volume": a plural at the head of the label.
    fn plural_phrase(&self) -> Option<Wording> {
        let label = phrase::strip_count(label::without_verb(&self.label));
        let words = text::words(label);
        let bare = words.len() == 2 && label::is_plain(&words[0]);
        if !label::is_plain_phrase(label, &words) || !(2..=9).contains(&words.len()) || bare {
            return None;
        }
        let head = phrase::head(label)?;
        let last = words.last()?;
        let to_verb =
            words.len() > 2 && words[words.len() - 2] == "to" && lexicon::is_any_base_verb(last);
        if !lexicon::is_plural(&head)
            || head == "data"
            || phrase::is_joint(last)
            || lexicon::is_stop(last)
            || to_verb
        {
            return None;
        }
        let listed = lexicon::preposition_of(&head).is_some()
            || crate::fact::listing::class_noun(label).is_some();
        let things = matches!(
            head.as_str(),
            "tools"
                | "services"
                | "components"
                | "protocols"
                | "groups"
                | "devices"
                | "systems"
                | "roles"
                | "products"
                | "models"
                | "algorithms"
        );
        if things && kin::shared(self.set) == Some(kin::Form::Action) {
            return None;
        }
        let phrase = self.lower(label);
        if listed {
            return Some(self.what_are(&phrase, Ladder::Natural));
        }
        // Behind a plural in its own line stand as often features of it: "Old kettles: fast heating, low cost".
        let terms = kin::is_terms(self.set, 4)
            && self.count() >= 3
            && (!kin::is_inline(self.set)
                || kin::are_named(self.set)
                || kin::is_kinds(&self.set.label));
        // Members that are all explained are members; where only some are, they are topics.
        let flat = kin::is_flat(self.set);
        // A head that keeps its capital belongs to a name.
        let small = phrase
            .split_whitespace()
            .any(|word| word.to_lowercase() == head && word.starts_with(char::is_lowercase));
        let plain = words.len() <= 4
            || words.iter().any(|word| word == "of" || word == "for")
                && !words.iter().any(|word| word == "each");
        (terms && flat && small && plain).then(|| self.what_are(&phrase, Ladder::Plural))
    }

    /// "User Invoked" among services: "Which 4 services are user invoked?"
    fn participle(&self) -> Option<Wording> {
        let category = self.set.category.as_deref()?;
        let words = text::words(&self.label);
        let participle = words
            .last()
            .is_some_and(|word| word.ends_with("ed") && word.len() > 4);
        if !participle || !(2..=3).contains(&words.len()) || self.wanted.need.is_some() {
            return None;
        }
        let phrase = words.join(" ");
        Some(Wording {
            prompt: format!("Which {} {category} are {phrase}?", self.count()),
            form: Ladder::Natural,
            ..Wording::default()
        })
    }

    /// "Handles", "A statement consists of": a label that the list completes.
    fn statement(&self) -> Option<Wording> {
        let form = kin::shared(self.set)?;
        let subject = subject::above(self.topic, &self.set.label);
        let asked = predicate::ask(
            &self.label,
            subject.as_deref(),
            form,
            self.count(),
            self.document,
        )?;
        let prompt = match (asked, self.wanted.need) {
            (Asked::What(rest), _) => format!("What {rest}? {}", self.behind()),
            (Asked::Which(rest), None) if self.wanted.ordered => {
                format!("Which {} {rest}, in order?", self.count())
            }
            (Asked::Which(rest), None) => format!("Which {} {rest}?", self.count()),
            (Asked::Which(_), Some(_)) => return None,
            (Asked::Are(class), _) => return Some(self.what_are(&class, Ladder::Natural)),
        };
        Some(Wording {
            prompt,
            form: Ladder::Statement,
            ..Wording::default()
        })
    }
}
