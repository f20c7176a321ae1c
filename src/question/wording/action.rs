//! Labels that name an action by nouns: "Asynchronous Invocations - Services" are services that invoke
//! something asynchronously.

use crate::fact::{Topic, text};
use crate::lexicon;
use crate::question::context;

/// What the members of a set do, when its label names an action: "invoke Lambda asynchronously".
pub(in crate::question) fn action(label: &str, topic: &Topic) -> Option<String> {
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
