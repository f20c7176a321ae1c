//! Answers that can be read off what is shown: in their own words, in other forms of them, spelled out.

use std::collections::BTreeSet;

use crate::fact::{Fact, document, text};
use crate::question::card::{BLANK, Kind, Question};
use crate::question::context;
use crate::question::template::Candidate;

/// No content word of the answer may stand in the prompt or the context, unless all options have it.
pub(super) fn leak(candidate: &Candidate, _: &Fact) -> Option<String> {
    let question = &candidate.question;
    // What a command does is said in its own words; how many of them may be told is settled before.
    if matches!(question.kind, Kind::Class | Kind::Select | Kind::Boolean)
        || matches!(candidate.template, "explicit" | "command")
    {
        return None;
    }
    let shown = shown_stems(question);
    let aim = |answer: &String| candidate.template == "means" && answer.starts_with("to ");
    let is_clause = CLAUSES.contains(&candidate.template) || question.answer.iter().any(aim);
    let given: Vec<&String> = question
        .answer
        .iter()
        .filter(|answer| {
            // How much of a term its meaning may repeat is settled where it is asked for.
            candidate.template != "describe" && gives_away(answer, is_clause, question, &shown)
        })
        .collect();
    if let Some(alias) = question
        .accept
        .iter()
        .flatten()
        .find(|alias| spelled_out(alias, &shown))
    {
        return Some(format!("`{alias}` is another name of the answer"));
    }
    if let Some(number) = question
        .answer
        .iter()
        .find(|answer| question.kind == Kind::Number && is_counted(answer, &question.prompt))
    {
        return Some(format!("`{number}` stands in the prompt"));
    }
    if let Some(short) = question
        .answer
        .iter()
        .find(|answer| is_spelled(answer, &question.prompt))
    {
        return Some(format!("the prompt spells out `{short}`"));
    }
    if let Some(told) = question
        .answer
        .iter()
        .find(|answer| is_compound_of(answer, &question.prompt))
    {
        return Some(format!("the parts of `{told}` stand in the prompt"));
    }
    let squeezed = text::squeeze(&question.prompt);
    if let Some(told) = question.answer.iter().find(|answer| {
        let answer = text::squeeze(answer);
        answer.chars().count() >= 6 && squeezed.contains(&answer)
    }) {
        return Some(format!("`{told}` stands in the prompt"));
    }
    // A long list may name its subject in one or two of its members.
    let allowed = if question.answer.len() >= 3 {
        question.answer.len() / 2
    } else {
        0
    };
    (given.len() > allowed).then(|| format!("`{}` can be read in the prompt", given[0]))
}

fn shown_stems(question: &Question) -> BTreeSet<String> {
    let mut shown = context::stems(&question.prompt.replace(BLANK, " "));
    shown.extend(
        question
            .context
            .iter()
            .flat_map(|crumb| context::stems(crumb)),
    );
    shown
}

/// Whether all words of another name of the answer stand in the prompt.
fn spelled_out(alias: &str, shown: &BTreeSet<String>) -> bool {
    let stems = context::stems(alias);
    !stems.is_empty() && stems.iter().all(|stem| shown.contains(stem))
}

/// Whether an answer of one word is made of two words of the prompt: "allowlist" of "allow" and "list".
fn is_compound_of(answer: &str, prompt: &str) -> bool {
    const PART: usize = 4;
    let answer = answer.to_lowercase();
    if answer.contains(' ') || answer.len() < 2 * PART {
        return false;
    }
    let words = text::words(prompt);
    let part = |text: &str| text.len() >= PART && words.iter().any(|word| word == text);
    answer
        .char_indices()
        .skip(1)
        .any(|(at, _)| part(&answer[..at]) && part(&answer[at..]))
}

/// Whether a number stands in a text as a number of its own: "3-2-1 rule" tells 3.
fn is_counted(number: &str, text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != ',')
        .any(|word| word.trim_matches(['.', ',']) == number)
}

/// Whether words in a row have the initials of a short form, or of all of it but its first or last
/// letter: "secure version of the Session Initialization Protocol" tells SIPS.
fn is_spelled(answer: &str, prompt: &str) -> bool {
    let name = text::without_brackets(answer).0;
    if let Some((one, other)) = name.split_once(" / ") {
        return is_spelled(one, prompt) || is_spelled(other, prompt);
    }
    if !document::is_acronym(&name) {
        return false;
    }
    // The plural of a short form ends in a small letter.
    let letters: Vec<char> = name
        .chars()
        .filter(|c| c.is_uppercase() || c.is_ascii_digit())
        .collect();
    if letters.len() < 3 {
        // Two letters fit too many words, unless the description begins with them: "Name Servers of …".
        let said = prompt.split_once('“').map_or(prompt, |(_, said)| said);
        let start: Vec<&str> = said.split_whitespace().take(2).collect();
        return start.len() == 2
            && start
                .iter()
                .all(|word| word.starts_with(char::is_uppercase))
            && runs_through(&letters, &start);
    }
    let whole: String = letters.iter().collect();
    let mut forms = vec![whole];
    if letters.len() >= 4 {
        forms.push(letters[1..].iter().collect());
        forms.push(letters[..letters.len() - 1].iter().collect());
    }
    let words: Vec<&str> = prompt.split_whitespace().collect();
    let capital = |word: &&str| {
        word.trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_uppercase)
    };
    // A slip in the short form does not hide it.
    let mut sorted = letters.clone();
    sorted.sort_unstable();
    let shuffled = words.windows(letters.len()).any(|window| {
        let mut initials: Vec<char> = window
            .iter()
            .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
            .collect();
        initials.sort_unstable();
        initials == sorted
    });
    let inside = shuffled
        || (2..letters.len().max(2)).any(|length| {
            words
                .windows(length)
                .any(|window| capital(&window[0]) && runs_through(&letters, window))
        });
    inside
        || forms.iter().any(|form| {
            let length = form.chars().count();
            (length.saturating_sub(1).max(1)..=length + 2).any(|length| {
                words
                    .windows(length)
                    .any(|window| document::initials_fit(&window.join(" "), form))
            })
        })
}

/// Whether the letters of a short form run through words, each of which gives at least its first:
/// "Demilitarized Zone" gives DMZ.
fn runs_through(letters: &[char], words: &[&str]) -> bool {
    let Some((word, rest)) = words.split_first() else {
        return letters.is_empty();
    };
    (1..=letters.len())
        .any(|count| begins_like(word, &letters[..count]) && runs_through(&letters[count..], rest))
}

/// Whether a word begins with the first letter and has the others behind it in their order.
fn begins_like(word: &str, letters: &[char]) -> bool {
    let mut chars = word.chars().filter(|c| c.is_alphanumeric());
    let same = |a: char, b: char| a.eq_ignore_ascii_case(&b);
    let Some((first, rest)) = letters.split_first() else {
        return false;
    };
    chars.next().is_some_and(|c| same(c, *first))
        && rest.iter().all(|letter| chars.any(|c| same(c, *letter)))
}

/// Templates whose answers are clauses, which name their subject again.
const CLAUSES: [&str; 7] = [
    "ability",
    "condition",
    "foremost",
    "manner",
    "moment",
    "purpose",
    "reason",
];

fn gives_away(
    answer: &str,
    is_clause: bool,
    question: &Question,
    shown: &BTreeSet<String>,
) -> bool {
    let stems = context::telling(answer);
    let told: Vec<&String> = stems
        .iter()
        .filter(|stem| context::holds(shown, stem))
        .collect();
    if question.kind == Kind::Number {
        return false;
    }
    if question.answer.len() >= 3 {
        return !stems.is_empty() && told.len() == stems.len();
    }
    // "Vertical scaling" is not told by "kinds of scaling".
    if question.kind == Kind::List && question.answer.len() == 2 && text::count(answer) <= 4 {
        return told.len() * 2 > stems.len();
    }
    let in_all = |stem: &str| {
        question.choices.len() >= 2
            && question
                .choices
                .iter()
                .all(|choice| context::stems(choice).contains(stem))
    };
    // A long answer that is told in its own words may use a word of the prompt, and so may a clause.
    if text::count(answer) > 8 {
        return told.len() * 2 > stems.len();
    }
    if is_clause && stems.len() >= 3 {
        return told.len() * 2 >= stems.len();
    }
    told.iter().any(|stem| !in_all(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_spelled_out_by_initials() {
        for (short, prompt) in [
            (
                "SIPS",
                "a secure version of the Session Initialization Protocol",
            ),
            ("DMZ", "Demilitarized Zone: a network at the edge"),
            ("NTP", "the network time protocol"),
            ("NPT", "what the Network Time Protocol does"),
        ] {
            assert!(is_spelled(short, prompt), "{short}: {prompt}");
        }
        assert!(is_counted("3", "3-2-1 rule") && !is_counted("3", "30 days"));
        assert!(!is_spelled("NTP", "keeps clocks in step over a network"));
        assert!(!is_spelled("queue", "a quiet unit"));
    }
}
