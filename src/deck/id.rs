//! The identity of a card.

use std::fmt;
use std::str::FromStr;

/// Digits of RFC 4648 base 32, in lower case.
const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Sixteen base-32 characters: 80 bits of a BLAKE3 hash of what the card asked at first sight, and
/// then kept for good. Two branches that build the same new note get the same id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CardId(u128);

impl CardId {
    /// Derives the id of a key. Each part is length-prefixed, so that no two keys run together.
    pub fn of(parts: &[&str]) -> CardId {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let hash = hasher.finalize();
        CardId(
            hash.as_bytes()[..10]
                .iter()
                .fold(0, |id, byte| id << 8 | u128::from(*byte)),
        )
    }

    /// A number for orders and choices that shall differ from card to card but never change.
    pub fn seed(self) -> u64 {
        u64::try_from(self.0 & u128::from(u64::MAX)).unwrap_or_default()
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..16).rev() {
            let digit = usize::try_from((self.0 >> (place * 5)) & 31).unwrap_or_default();
            write!(f, "{}", char::from(DIGITS[digit]))?;
        }
        Ok(())
    }
}

impl FromStr for CardId {
    type Err = ();
    fn from_str(text: &str) -> Result<CardId, ()> {
        if text.len() != 16 {
            return Err(());
        }
        text.bytes()
            .try_fold(0, |id, byte| {
                let digit = DIGITS.iter().position(|d| *d == byte)?;
                Some(id << 5 | digit as u128)
            })
            .map(CardId)
            .ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ids_read_back(parts in prop::collection::vec(".*", 0..4)) {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let id = CardId::of(&parts);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(CardId::of(&["ab", "c"]), CardId::of(&["a", "bc"]));
        assert_eq!(CardId::of(&["ab"]).to_string().len(), 16);
        assert!("short".parse::<CardId>().is_err());
        assert!("0123456789abcdef".parse::<CardId>().is_err());
    }
}
