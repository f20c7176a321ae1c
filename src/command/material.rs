//! What notes give to cards in Anki besides text: tags, code, and the images that lie beside them.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use super::Failure;
use super::collection::Collection;
use crate::anki::{Media, Part, picture};
use crate::deck::Deck;
use crate::note::attached::Attachments;
use crate::printable::printable;
use crate::store::files::{self, Content, Place};

/// The largest image that is taken along, in bytes.
const LARGEST: u64 = 32 << 20;

/// The most bytes of images in one package.
const MOST: usize = 1 << 30;

/// What there is of each note, by its path.
pub(super) struct Material<'a> {
    notes: BTreeMap<&'a str, OfNote<'a>>,
    /// Images that stay behind, and why.
    missing: Vec<String>,
}

struct OfNote<'a> {
    tags: &'a [String],
    attachments: Attachments<'a>,
    media: BTreeMap<String, Media>,
}

impl<'a> Material<'a> {
    /// Gathers what stands with the cards, and reads the images.
    pub(super) fn of(collection: &'a Collection, decks: &[Deck]) -> Result<Material<'a>, Failure> {
        let workspace = &collection.workspace;
        let notes = workspace.notes.iter().filter_map(|note| {
            let source = workspace.sources.get(note.source.0 as usize)?;
            let of_note = OfNote {
                tags: &note.tags,
                attachments: Attachments::of(note, source),
                media: BTreeMap::new(),
            };
            Some((note.path.as_str(), of_note))
        });
        let mut material = Material {
            notes: notes.collect(),
            missing: Vec::new(),
        };
        material.read_images(&collection.root, decks)?;
        Ok(material)
    }

    fn read_images(&mut self, root: &Path, decks: &[Deck]) -> Result<(), Failure> {
        let mut size = 0;
        for deck in decks {
            let wanted: Vec<(String, usize)> = self
                .part(deck)
                .images()
                .into_iter()
                .map(|(target, line)| (target.to_owned(), line))
                .collect();
            for (target, line) in wanted {
                match image(root, &deck.note, &target)? {
                    Ok(medium) if size + medium.bytes.len() <= MOST => {
                        size += medium.bytes.len();
                        if let Some(note) = self.notes.get_mut(deck.note.as_str()) {
                            note.media.insert(target, medium);
                        }
                    }
                    Ok(_) => self.miss(&deck.note, line, &target, "the others are 1 GiB already"),
                    Err(why) => self.miss(&deck.note, line, &target, why),
                }
            }
        }
        Ok(())
    }

    fn miss(&mut self, note: &str, line: usize, target: &str, why: &str) {
        self.missing.push(format!(
            "{note}:{line}: the image `{target}` stays behind: {why}"
        ));
    }

    /// The decks with what belongs to them.
    pub(super) fn parts<'p>(&'p self, decks: &'p [Deck]) -> Vec<Part<'p>> {
        decks.iter().map(|deck| self.part(deck)).collect()
    }

    fn part<'p>(&'p self, deck: &'p Deck) -> Part<'p> {
        match self.notes.get(deck.note.as_str()) {
            None => Part::of(deck),
            Some(note) => Part {
                deck,
                tags: note.tags,
                attachments: Some(&note.attachments),
                media: &note.media,
            },
        }
    }

    /// Says on standard error which images stay behind.
    pub(super) fn warn(&self) {
        let mut err = std::io::stderr().lock();
        for missing in &self.missing {
            // Standard error may be closed; the warning is not worth more than the command.
            let _ = writeln!(err, "recito: {}", printable(missing));
        }
    }
}

/// The image that a note names, or why it is not taken.
fn image(root: &Path, note: &str, target: &str) -> Result<Result<Media, &'static str>, Failure> {
    if !picture::is_file(target) {
        return Ok(Err("it is not a file of a kind that Anki shows"));
    }
    let folder = root.join(note);
    let beside = folder.parent().unwrap_or(root);
    let decoded = decode(target);
    // Addresses may be written with `%20`, and the names of wiki links stand for files anywhere above.
    let places = [target, decoded.as_str()].into_iter();
    let places = places.flat_map(|target| [beside.join(target), root.join(target)]);
    for path in places {
        // A note of a stranger must not make the program read what is not of the notes.
        let Ok(Place::File(real)) = files::place(&path) else {
            continue;
        };
        if !real.starts_with(root) || files::is_link(&real) {
            return Ok(Err("it is outside of the collection"));
        }
        return Ok(match files::read(&real, LARGEST)? {
            Content::Bytes(bytes) => picture::medium(target, bytes).ok_or("it is not an image"),
            Content::TooLarge(_) => Err("it is larger than 32 MiB"),
        });
    }
    Ok(Err("it is not there"))
}

/// An address with what is written as `%20` decoded.
fn decode(target: &str) -> String {
    let bytes = target.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| target.get(at + 1..at + 3));
        let code = code
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded() {
        for (target, expect) in [
            ("a%20b.png", "a b.png"),
            ("%C3%BC.png", "ü.png"),
            ("100%.png", "100%.png"),
            ("%ff.png", "%ff.png"),
            ("%2", "%2"),
        ] {
            assert_eq!(decode(target), expect);
        }
    }
}
