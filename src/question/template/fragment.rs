//! `fragment`: with, through or in what? A line without a verb of its own that ends with a name behind a
//! preposition is shown up to there: "Easy monitoring through ____".

use super::{Candidate, Evidence, Scope, Template};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, document};
use crate::lexicon;
use crate::question::card::{BLANK, Kind, Question};
use crate::question::{context, ground, said, subject};

pub(super) const TEMPLATE: Template = Template {
    name: "fragment",
    any_language: false,
    write,
};

/// Most words of the name.
const WORDS: usize = 4;

/// Prepositions behind which a name tells how or where.
const PREPOSITIONS: [&str; 7] = ["through", "via", "using", "by", "with", "from", "over"];

/// Most words of the line: of a longer one the name is a detail.
const LINE: usize = 18;

/// Names that occur more often are what the whole note is about.
const DOMINANT: usize = 9;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    ask(fact, scope).into_iter().collect()
}

fn ask(fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let FactKind::Clause { line, shape } = &fact.kind else {
        return None;
    };
    let bare = text::without_brackets(&line.text).0;
    let said = bare.trim_end_matches(['.', ',', ';', ' ']);
    if !matches!(
        shape,
        Shape::Fragment | Shape::Participle | Shape::Predicate
    ) || !said::is_matter(said)
        || !said::is_plain(said)
        || text::count(said) > LINE
        || said.contains([':', '=', '→', '>', ';'])
        || [" - ", " – ", "e.g", "i.e", "such as", ". "]
            .iter()
            .any(|sign| said.contains(sign))
    {
        return None;
    }
    let (at, name) = closing_name(said, scope)?;
    let before = said[..at].trim_end();
    let content = text::content(before);
    if content < 2
        || text::count(before) < 3
        || before.ends_with(" and with")
        || scope.opens_alike(before, fact)
    {
        return None;
    }
    let about = ground::grounded(fact, scope)?.text;
    if about.contains([':', '/']) || about.contains("e.g") {
        return None;
    }
    let answer = context::stems(name);
    let shown = context::stems(&format!("{about} {before}"));
    if answer.iter().any(|stem| shown.contains(stem)) {
        return None;
    }
    let question = Question {
        kind: Kind::Cloze,
        prompt: format!(
            "{about}: “{} {BLANK}”",
            before.replace(['“', '”', '"'], "'")
        ),
        answer: vec![name.to_string()],
        accept: vec![scope.document.aliases(name)],
        ..Question::default()
    };
    let evidence = Evidence {
        base: 0.58,
        recurs: scope.document.is_term(name),
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// The name that a line ends with behind a preposition, and where it begins.
fn closing_name<'t>(said: &'t str, scope: &Scope<'_>) -> Option<(usize, &'t str)> {
    let base = said.as_ptr() as usize;
    let words: Vec<(usize, &str)> = said
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - base, word))
        .collect();
    let at = words
        .iter()
        .rposition(|(_, word)| PREPOSITIONS.contains(word))?;
    let (start, _) = *words.get(at + 1)?;
    let name = &said[start..];
    let several = name.contains([',', '/', '&'])
        || [" and ", " or "].iter().any(|joint| name.contains(joint));
    let lower = name.to_lowercase();
    let dominant = context::is_maker(&lower)
        || text::words(name)
            .iter()
            .all(|word| context::is_maker(word) || scope.document.count(word) > DOMINANT);
    // "VNets" is one of many.
    let several = several
        || !name.contains(' ')
            && name.ends_with('s')
            && document::is_acronym(name.trim_end_matches('s'));
    let fits = !dominant
        && (1..=WORDS).contains(&text::count(name))
        && !several
        && subject::is_name(name, scope.document)
        && !text::words(name)
            .iter()
            .any(|word| lexicon::is_stop(word) || lexicon::is_finite(word));
    fits.then_some((start, name))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("fragment", note, expect);
    }

    #[test]
    fn a_name_at_the_end_is_asked() {
        check(
            "## Cellar\n\n- Easy stock-taking through LedgerBook\n",
            &[("Cellar: “Easy stock-taking through ____”", "LedgerBook")],
        );
    }

    #[test]
    fn what_fits_many_words_is_not() {
        check("## Cellar\n\n- Easy stock-taking through lists\n", &[]);
        check(
            "## Cellar\n\n- Easy stock-taking through LedgerBook\n- Easy stock-taking through Abacus\n",
            &[],
        );
    }
}
