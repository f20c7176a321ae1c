//! Reading quantities as people write them: "10,240 MB", "15min", "three", "$5", "5-10 days", "3 × 10⁸ m/s".

use super::unit::units;
use super::word::fold;
use crate::question::Kind;

/// Numbers in words.
const WORDS: [(&str, f64); 29] = [
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("half", 0.5),
];

/// Words in front of a number that say nothing.
const LEADS: [&str; 18] = [
    "about",
    "approximately",
    "approx.",
    "around",
    "roughly",
    "circa",
    "ca.",
    "exactly",
    "only",
    "it is",
    "its",
    "in",
    "the",
    "a",
    "~",
    "≈",
    "between",
    "every",
];

/// What bounds a number from above or below, in front of it or behind.
const BOUNDS: [(&str, Bound); 22] = [
    ("at least", Bound::Least),
    ("minimum of", Bound::Least),
    ("minimum", Bound::Least),
    ("more than", Bound::Least),
    ("over", Bound::Least),
    ("above", Bound::Least),
    ("or more", Bound::Least),
    (">=", Bound::Least),
    (">", Bound::Least),
    ("≥", Bound::Least),
    ("up to", Bound::Most),
    ("at most", Bound::Most),
    ("maximum of", Bound::Most),
    ("maximum", Bound::Most),
    ("max", Bound::Most),
    ("less than", Bound::Most),
    ("under", Bound::Most),
    ("below", Bound::Most),
    ("or less", Bound::Most),
    ("<=", Bound::Most),
    ("<", Bound::Most),
    ("≤", Bound::Most),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Least,
    Most,
}

/// A number or a range with what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub(super) low: f64,
    /// As `low` when it is no range.
    pub(super) high: f64,
    pub(super) bound: Option<Bound>,
    /// As written; may be in words or empty.
    pub(super) unit: String,
}

/// A number in what a learner typed: a word or two in front of it are let through ("port 22").
pub(super) fn parse_given(text: &str) -> Option<Quantity> {
    let kind = Kind::Number;
    if let Some(quantity) = parse(text, kind) {
        return Some(quantity);
    }
    let mut rest = text.trim();
    for _ in 0..2 {
        let (word, behind) = rest.split_once(' ')?;
        let plain = !word.is_empty() && word.chars().all(char::is_alphabetic);
        if !plain || matches!(word.to_lowercase().as_str(), "not" | "no" | "or" | "never") {
            return None;
        }
        rest = behind.trim_start();
        if let Some(quantity) = parse(rest, kind) {
            return Some(quantity);
        }
    }
    None
}

/// Reads "10,240 MB", "15min", "three", "$5", "99.9 %", "5-10 days", "at least 3", "1 h 30 min". `None` for
/// anything with more in it.
pub(super) fn parse(text: &str, kind: Kind) -> Option<Quantity> {
    let started = text.chars().any(char::is_numeric)
        || text.split(|c: char| !c.is_alphabetic()).any(|word| {
            WORDS
                .iter()
                .any(|(name, _)| word.eq_ignore_ascii_case(name))
        });
    if text.len() > 80 || !started {
        return None;
    }
    let folded = fold(text);
    let text = folded.trim().trim_end_matches(['.', '?', '!']).trim();
    let (mut bound, text) = front(text);
    let (money, text) = match text.chars().next() {
        Some(c @ ('$' | '€' | '£')) => (c.to_string(), text[c.len_utf8()..].trim_start()),
        _ => (String::new(), text),
    };
    let (low, rest, digits) = number(text)?;
    let (high, rest) = range(rest).unwrap_or((low, rest));
    let attached = !rest.starts_with(' ') && !rest.is_empty();
    let mut rest = rest.trim();
    if let Some((end, behind)) = BOUNDS
        .iter()
        .find_map(|(sign, end)| rest.strip_suffix(sign).map(|rest| (*end, rest)))
    {
        bound = bound.or(Some(end));
        rest = behind.trim();
    }
    if rest == "+" {
        return Some(Quantity {
            low,
            high,
            bound: Some(Bound::Least),
            unit: money,
        });
    }
    if let Some((value, unit)) = compound(low, rest) {
        return Some(Quantity {
            low: value,
            high: value,
            bound,
            unit,
        });
    }
    let unit = unit_in(rest.trim_start_matches('-'));
    let known = !units(&unit).is_empty();
    let spoken = !digits && kind != Kind::Number;
    if !is_unit(&unit) || (!unit.is_empty() && !known && (attached || spoken)) {
        return None;
    }
    let unit = if money.is_empty() { unit } else { money };
    Some(Quantity {
        low,
        high,
        bound,
        unit,
    })
}

/// What stands behind a number, cut to a known unit where more words follow it: "15 minutes each".
fn unit_in(rest: &str) -> String {
    let first = rest.split(' ').next().unwrap_or(rest);
    let several = rest.contains(' ') && !rest.contains(" per ");
    let cut = several && first.len() > 1 && !units(first).is_empty() && units(rest).is_empty();
    if cut && is_unit(rest) {
        first.to_string()
    } else {
        rest.to_string()
    }
}

/// The text without words in front that say nothing, and the bound that some of them set.
fn front(text: &str) -> (Option<Bound>, &str) {
    let mut bound = None;
    let mut text = text;
    loop {
        let after = |lead: &str| {
            let head = text.get(..lead.len())?;
            let rest = &text[lead.len()..];
            let apart = !lead.ends_with(char::is_alphabetic) || rest.starts_with(' ');
            (head.eq_ignore_ascii_case(lead) && apart).then(|| rest.trim_start())
        };
        if let Some(rest) = LEADS.iter().find_map(|lead| after(lead)) {
            text = rest;
        } else if let Some((found, rest)) = BOUNDS
            .iter()
            .find_map(|(lead, bound)| Some((*bound, after(lead)?)))
        {
            bound = Some(found);
            text = rest;
        } else {
            return (bound, text);
        }
    }
}

/// The number at the start of a text, what follows, and whether it is written in digits.
fn number(text: &str) -> Option<(f64, &str, bool)> {
    if let Some((value, rest)) = digits(text) {
        let (value, rest) = scaled(value, rest);
        return Some((value, rest, true));
    }
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let word = text[..end].to_lowercase();
    let (_, value) = WORDS.iter().find(|(name, _)| *name == word)?;
    let (value, rest) = scaled(*value, &text[end..]);
    // "two-factor" is no number.
    (!rest.starts_with('-') || range(rest).is_some()).then_some((value, rest, false))
}

/// "1.5 million", "10k".
fn scaled(value: f64, rest: &str) -> (f64, &str) {
    for (word, factor) in [
        (" hundred", 1e2),
        (" thousand", 1e3),
        (" million", 1e6),
        (" billion", 1e9),
        (" trillion", 1e12),
        (" dozen", 12.0),
        ("k", 1e3),
        ("K", 1e3),
        ("M", 1e6),
    ] {
        if let Some(behind) = rest.strip_prefix(word)
            && !behind.starts_with(|c: char| c.is_alphanumeric())
        {
            return (value * factor, behind);
        }
    }
    (value, rest)
}

/// A number in digits: "10,240", "1,5", "-40", "3 × 10^8", "3e8", "1/2", "½".
fn digits(text: &str) -> Option<(f64, &str)> {
    if let Some((c, value)) = [('½', 0.5), ('¼', 0.25), ('¾', 0.75)]
        .into_iter()
        .find(|(c, _)| text.starts_with(*c))
    {
        return Some((value, &text[c.len_utf8()..]));
    }
    let sign = usize::from(text.starts_with(['-', '+']));
    let end = text[sign..]
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .map_or(text.len(), |at| at + sign);
    let written = text[..end].trim_end_matches(['.', ',']);
    let rest = &text[written.len()..];
    let written = written.trim_start_matches('+');
    let groups: Vec<&str> = written.trim_start_matches('-').split(',').collect();
    let thousands = groups.len() > 1
        && (1..4).contains(&groups[0].len())
        && groups[1..]
            .iter()
            .all(|group| group.split('.').next().is_some_and(|g| g.len() == 3));
    let value: f64 = match groups.len() {
        1 => written.parse(),
        _ if thousands => written.replace(',', "").parse(),
        2 => written.replace(',', ".").parse(),
        _ => return None,
    }
    .ok()?;
    powered(value, rest)
}

/// What may follow directly: a power, a fraction, a power of ten.
fn powered(value: f64, rest: &str) -> Option<(f64, &str)> {
    if let Some(behind) = rest.strip_prefix('^') {
        let (power, behind) = whole(behind)?;
        return Some((value.powi(power), behind));
    }
    if let Some(behind) = rest
        .strip_prefix('/')
        .filter(|r| r.starts_with(|c: char| c.is_ascii_digit()))
    {
        let (below, behind) = whole(behind)?;
        return (below > 0 && !behind.starts_with('/')).then(|| (value / f64::from(below), behind));
    }
    let mantissa = rest.trim_start();
    let ten = ["×", "x", "*"]
        .iter()
        .find_map(|sign| {
            mantissa
                .strip_prefix(sign)?
                .trim_start()
                .strip_prefix("10^")
        })
        .or_else(|| rest.strip_prefix(['e', 'E']).filter(|r| whole(r).is_some()));
    match ten {
        Some(behind) => whole(behind).map(|(power, behind)| (value * 10f64.powi(power), behind)),
        None => Some((value, rest)),
    }
}

/// A whole number of a few digits at the start of a text.
fn whole(text: &str) -> Option<(i32, &str)> {
    let sign = usize::from(text.starts_with(['-', '+']));
    let end = text[sign..]
        .find(|c: char| !c.is_ascii_digit())
        .map_or(text.len(), |at| at + sign);
    let value: i32 = text[..end].trim_start_matches('+').parse().ok()?;
    (value.abs() <= 300).then_some((value, &text[end..]))
}

/// The upper end of a range: "-10", " to 10", " and 10".
fn range(rest: &str) -> Option<(f64, &str)> {
    let behind = ["-", " - ", " to ", " and "]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign))?;
    let (value, rest, _) = number(behind.trim_start())?;
    Some((value, rest))
}

/// "1 h 30 min" as a sum in the smaller unit.
fn compound(first: f64, rest: &str) -> Option<(f64, String)> {
    let at = rest.find(|c: char| c.is_ascii_digit())?;
    let (own, behind) = (
        rest[..at].trim().trim_end_matches("and").trim(),
        &rest[at..],
    );
    let (second, unit) = digits(behind)?;
    let unit = unit.trim();
    let sum = units(own).iter().find_map(|large| {
        units(unit).iter().find_map(|small| {
            let factor = large.ratio(small)?;
            (factor > 1.0).then_some(first * factor + second)
        })
    })?;
    Some((sum, unit.to_string()))
}

/// Whether what stands behind a number can be its unit: nothing, or a few words.
fn is_unit(unit: &str) -> bool {
    unit.split(' ').count() <= 4
        && !unit
            .split(' ')
            .any(|word| matches!(word, "not" | "or" | "and" | "no"))
        && unit.chars().all(|c| {
            c.is_alphabetic()
                || matches!(c, '%' | '°' | '/' | ' ' | '$' | '€' | '£' | '^' | '2' | '3')
        })
        && !unit.starts_with(['2', '3', '/', '^'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_as_written() {
        let check = |text: &str, low: f64, high: f64, unit: &str| {
            let read = parse(text, Kind::Number);
            let found = read.map(|read| (read.low, read.high, read.unit));
            assert_eq!(found, Some((low, high, unit.to_string())), "{text}");
        };
        check("10,240 MB", 10_240.0, 10_240.0, "MB");
        check("about 15min.", 15.0, 15.0, "min");
        check("five to ten days", 5.0, 10.0, "days");
        check("5–10 %", 5.0, 10.0, "%");
        check("3 × 10⁸ m/s", 3e8, 3e8, "m/s");
        check("1 h 30 min", 90.0, 90.0, "min");
        check("$1.5 million", 1.5e6, 1.5e6, "$");
        check("-40 °C", -40.0, -40.0, "°C");
        check("99,9 %", 99.9, 99.9, "%");
        check("1/2", 0.5, 0.5, "");
        for text in [
            "802.11ac",
            "10.0.0.0/8",
            "two-factor",
            "TLS 1.2",
            "3:1",
            "2FA",
            "",
        ] {
            assert_eq!(parse(text, Kind::Number), None, "{text}");
        }
        assert_eq!(parse("Zero Trust", Kind::Basic), None);
        let bound = |text| parse(text, Kind::Number).and_then(|read| read.bound);
        assert_eq!(bound("at least 3"), Some(Bound::Least));
        assert_eq!(bound("3 or less"), Some(Bound::Most));
    }
}
