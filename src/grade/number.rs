//! Numbers with units: equal in value and dimension, whatever the unit.

use crate::question::BLANK;

/// What a unit measures, and how many of the smallest unit it is. Units of data have two sizes, since
/// notes use powers of 1000 and of 1024 for the same names.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unit {
    dimension: &'static str,
    size: f64,
    binary: f64,
}

/// Names of units, their dimension, their size and their size counted in powers of 1024.
const UNITS: [(&[&str], &str, f64, f64); 27] = [
    (
        &["ms", "millisecond", "milliseconds", "msec"],
        "time",
        0.001,
        0.001,
    ),
    (&["s", "sec", "secs", "second", "seconds"], "time", 1.0, 1.0),
    (&["min", "mins", "minute", "minutes"], "time", 60.0, 60.0),
    (
        &["h", "hr", "hrs", "hour", "hours"],
        "time",
        3_600.0,
        3_600.0,
    ),
    (&["d", "day", "days"], "time", 86_400.0, 86_400.0),
    (&["week", "weeks"], "time", 604_800.0, 604_800.0),
    (&["month", "months"], "months", 1.0, 1.0),
    (&["year", "years", "yr", "yrs"], "months", 12.0, 12.0),
    (&["bit", "bits"], "data", 0.125, 0.125),
    (&["byte", "bytes", "b"], "data", 1.0, 1.0),
    (&["kb", "kib"], "data", 1e3, 1024.0),
    (&["mb", "mib"], "data", 1e6, 1_048_576.0),
    (&["gb", "gib"], "data", 1e9, 1_073_741_824.0),
    (&["tb", "tib"], "data", 1e12, 1_099_511_627_776.0),
    (&["hz"], "frequency", 1.0, 1.0),
    (&["khz"], "frequency", 1e3, 1e3),
    (&["mhz"], "frequency", 1e6, 1e6),
    (&["ghz"], "frequency", 1e9, 1e9),
    (
        &["mm", "millimetres", "millimeters"],
        "length",
        0.001,
        0.001,
    ),
    (&["cm", "centimetres", "centimeters"], "length", 0.01, 0.01),
    (
        &["m", "metre", "metres", "meter", "meters"],
        "length",
        1.0,
        1.0,
    ),
    (&["km", "kilometres", "kilometers"], "length", 1e3, 1e3),
    (&["mg"], "mass", 0.001, 0.001),
    (&["g", "gram", "grams"], "mass", 1.0, 1.0),
    (&["kg", "kilogram", "kilograms"], "mass", 1e3, 1e3),
    (&["ml"], "volume", 0.001, 0.001),
    (
        &["l", "litre", "litres", "liter", "liters"],
        "volume",
        1.0,
        1.0,
    ),
];

/// Numbers in words.
const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// A number with what stands behind it.
#[derive(Clone, Debug, PartialEq)]
struct Quantity {
    value: f64,
    unit: String,
}

impl Quantity {
    fn known(&self) -> Option<Unit> {
        let (_, dimension, size, binary) = UNITS
            .iter()
            .find(|(names, ..)| names.contains(&self.unit.as_str()))?;
        Some(Unit {
            dimension,
            size: *size,
            binary: *binary,
        })
    }
}

/// Whether a typed number is the expected one; `None` when the expected answer is no number. Digits are
/// never fuzzy.
pub(super) fn compare(given: &str, answer: &str, prompt: &str) -> Option<bool> {
    let expected = parse(answer)?;
    let Some(given) = parse(given) else {
        return Some(false);
    };
    let printed = prompt
        .split_once(BLANK)
        .map_or_else(String::new, |(_, behind)| unit_of(behind));
    let expected = if expected.unit.is_empty() {
        Quantity {
            unit: printed,
            ..expected
        }
    } else {
        expected
    };
    if given.unit.is_empty() || expected.unit.is_empty() {
        let bare = given.unit.is_empty() || expected.known().is_none();
        let optional = prompt
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric() && c != '%')
            .any(|word| word == expected.unit);
        return Some(
            bare && (optional || expected.known().is_none()) && equal(given.value, expected.value),
        );
    }
    Some(match (given.known(), expected.known()) {
        (Some(a), Some(b)) => {
            a.dimension == b.dimension
                && (equal(given.value * a.size, expected.value * b.size)
                    || equal(given.value * a.binary, expected.value * b.binary))
        }
        _ => equal(given.value, expected.value) && stem(&given.unit) == stem(&expected.unit),
    })
}

/// Units are compared without their plural.
fn stem(unit: &str) -> &str {
    unit.strip_suffix('s')
        .filter(|stem| stem.len() > 2)
        .unwrap_or(unit)
}

fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// Reads "10,240 MB", "15min", "three", "$5", "99.9 %". `None` for anything with more in it.
fn parse(text: &str) -> Option<Quantity> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let text = [
        "about ",
        "approximately ",
        "~",
        "around ",
        "up to ",
        "$",
        "€",
        "£",
    ]
    .iter()
    .fold(text.as_str(), |text, lead| {
        text.strip_prefix(lead).unwrap_or(text)
    })
    .trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let number = number.trim_end_matches(['.', ',']).replace(',', "");
    let (value, unit) = if let Ok(value) = number.parse::<f64>() {
        (value, rest.trim().trim_start_matches('-').trim())
    } else {
        let word = text.split(' ').next()?;
        let at = WORDS.iter().position(|known| *known == word)?;
        (f64::from(u8::try_from(at).ok()?), text[word.len()..].trim())
    };
    is_unit(unit).then(|| Quantity {
        value,
        unit: unit.to_string(),
    })
}

/// Whether what stands behind a number can be its unit: nothing, or one word.
fn is_unit(unit: &str) -> bool {
    unit.chars()
        .all(|c| c.is_alphabetic() || matches!(c, '%' | '°' | '/' | '²' | '³'))
}

/// The unit that a prompt prints behind its blank.
fn unit_of(behind: &str) -> String {
    behind
        .trim_start_matches([' ', '-'])
        .chars()
        .take_while(|c| c.is_alphabetic() || matches!(c, '%' | '°'))
        .collect::<String>()
        .to_lowercase()
}
