//! What a line of the learner says: letters of options, numbers of parts, a rating. Pure.

use crate::review::Rating;

/// The places of options that letters, numbers or their texts name.
pub(super) fn places(line: &str, order: &[usize], texts: &[String]) -> Option<Vec<usize>> {
    let whole = order.iter().position(|at| {
        texts
            .get(*at)
            .is_some_and(|text| text.eq_ignore_ascii_case(line))
    });
    if let Some(place) = whole {
        return Some(vec![place]);
    }
    line.split([',', ';', ' '])
        .filter(|part| !part.trim().is_empty())
        .map(|part| place(part.trim(), order.len()))
        .collect()
}

/// Whether places are all of so many, each once.
pub(super) fn is_whole(places: &[usize], count: usize) -> bool {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    sorted.into_iter().eq(0..count)
}

/// The rating that a word, its first letter or its grade names.
pub(super) fn rating(line: &str) -> Option<Rating> {
    let word = line.to_lowercase();
    Rating::ALL.into_iter().find(|rating| {
        word == rating.name() || word == rating.name()[..1] || word == rating.grade().to_string()
    })
}

fn place(part: &str, count: usize) -> Option<usize> {
    let part = part.trim_end_matches([')', '.']).to_ascii_lowercase();
    let letter = match part.as_bytes() {
        [byte @ b'a'..=b'z'] => Some(usize::from(byte - b'a')),
        _ => None,
    };
    letter
        .or_else(|| part.parse::<usize>().ok()?.checked_sub(1))
        .filter(|place| *place < count)
}

pub(super) fn ticks(line: &str, count: usize) -> Option<Vec<bool>> {
    match line.to_lowercase().as_str() {
        "all" | "y" | "yes" => return Some(vec![true; count]),
        "none" | "no" | "n" | "0" | "" => return Some(vec![false; count]),
        _ => {}
    }
    let mut ticks = vec![false; count];
    for part in line.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
        let place = part.parse::<usize>().ok()?.checked_sub(1)?;
        *ticks.get_mut(place)? = true;
    }
    Some(ticks)
}
