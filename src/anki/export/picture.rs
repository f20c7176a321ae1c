//! Images of notes as media of Anki.
//!
//! Anki has one folder for the media of all decks. So a name says where the image comes from and, by a
//! hash, what is in it: two images never share a name, and a changed one gets another.

use std::collections::{BTreeMap, BTreeSet};

use super::Part;
use crate::anki::{Media, Note, html};

/// Endings of the files that Anki and its phones show in a card.
const ENDINGS: [&str; 9] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico",
];

/// Longest part of a name that comes from the file, in characters: Anki takes 120 bytes in all.
const LONGEST: usize = 24;

/// Bytes of the hash in a name.
const HASH: usize = 6;

/// Whether the target is that of a file that can be shown, and not of a page of the web.
pub fn is_file(target: &str) -> bool {
    !target.contains(':') && ending(target).is_some()
}

fn ending(target: &str) -> Option<&'static str> {
    let (_, ending) = target.rsplit_once('.')?;
    ENDINGS
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(ending))
}

/// The medium for an image; `None` when it is not one that can be shown.
pub fn medium(target: &str, bytes: Vec<u8>) -> Option<Media> {
    let ending = ending(target).filter(|_| is_file(target))?;
    let file = target.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem: String = html::clean(stem)
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let hash = blake3::hash(&bytes).to_hex();
    let stem = match stem.trim_matches('-') {
        "" => "image",
        stem => stem,
    };
    let name = format!("{stem}-{}.{ending}", &hash[..HASH * 2]);
    Some(Media { name, bytes })
}

/// The media that the notes show, by name.
pub(super) fn media(parts: &[Part<'_>], notes: &[Note]) -> Vec<Media> {
    let all: BTreeMap<&str, &Media> = parts
        .iter()
        .flat_map(|part| part.media.values())
        .map(|medium| (medium.name.as_str(), medium))
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let shown: BTreeSet<&str> = notes
        .iter()
        .flat_map(|note| &note.fields)
        .flat_map(|field| html::pictures(field))
        .collect();
    all.into_iter()
        .filter(|(name, _)| shown.contains(name))
        .map(|(_, medium)| medium.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_is_in_a_file() {
        let check = |target: &str, expect: Option<&str>| {
            let name = medium(target, b"x".to_vec()).map(|medium| medium.name);
            assert_eq!(name.as_deref(), expect, "{target}");
            assert_eq!(is_file(target), expect.is_some());
        };
        check("img/Flow chart.PNG", Some("Flow-chart-3ae7d805f678.png"));
        check("../_x.svg", Some("x-3ae7d805f678.svg"));
        check("e\u{301}\u{202e}.webp", Some("é-3ae7d805f678.webp"));
        check("!?.gif", Some("image-3ae7d805f678.gif"));
        check("https://a.org/b.png", None);
        check("data:image/png", None);
        check("a.exe", None);
        check("png", None);
        let long = medium(&format!("{}.jpg", "ü".repeat(99)), Vec::new()).unwrap();
        assert!(long.name.len() <= 120);
    }
}
