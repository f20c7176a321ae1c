//! What is done by something, turned round: "is handled by a dairy" asks what handles it. It knows nothing
//! of particular questions.

use super::subject::Subject;
use crate::fact::text;
use crate::lexicon;

/// The base form of a regular past participle.
pub(super) fn base(participle: &str) -> Option<String> {
    let stem = participle.strip_suffix("ed")?;
    let doubled = || {
        let mut letters = stem.chars().rev();
        let (last, before) = (letters.next()?, letters.next()?);
        (last == before).then(|| stem[..stem.len() - last.len_utf8()].to_string())
    };
    let softened = || Some(format!("{}y", stem.strip_suffix('i')?));
    let known = |base: &String| lexicon::is_any_base_verb(base);
    let forms = [
        Some(format!("{stem}e")),
        Some(stem.to_string()),
        softened(),
        doubled(),
    ];
    forms.into_iter().flatten().find(known)
}

/// "What handles the calls?", or with an auxiliary "What can handle the calls?".
pub(super) fn ask(
    subject: &Subject,
    modal: Option<&str>,
    adverb: &str,
    participle: &str,
) -> Option<String> {
    let base = base(participle)?;
    let verb = match modal {
        Some(modal) => format!("{modal} {adverb} {base}"),
        None => format!("{adverb} {}", lexicon::third_person(&base)),
    };
    let asked = text::spaced(&format!("what {verb} {}?", subject.text));
    Some(if subject.lead.is_empty() {
        text::capital(&asked)
    } else {
        format!("{}, {asked}", subject.lead)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(participle: &str, expect: Option<&str>) {
        assert_eq!(base(participle).as_deref(), expect, "{participle}");
    }

    #[test]
    fn participles_have_bases() {
        check("handled", Some("handle"));
        check("allowed", Some("allow"));
        check("stopped", Some("stop"));
        check("verified", Some("verify"));
        check("cheddared", None);
    }
}
