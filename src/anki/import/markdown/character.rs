//! Single characters that HTML and Markdown write in other ways.

use super::{CLOSE, OPEN};

/// The character of an entity that HTML itself needs, or of a number.
pub(super) fn decoded(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !matches!(*c, OPEN | CLOSE))?
        }
    })
}

/// A digit or sign above or below the line.
pub(super) fn small(c: char, up: bool) -> Option<char> {
    const SIGNS: &str = "0123456789+-=()";
    const UP: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
    const DOWN: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";
    let place = SIGNS.chars().position(|sign| sign == c)?;
    if up { UP } else { DOWN }.chars().nth(place)
}
