//! The rules, one a file.

pub(super) mod broken_deck;
pub(super) mod broken_mine;
pub(super) mod dangling_colon;
pub(super) mod double_marker;
pub(super) mod doubled_word;
pub(super) mod duplicate_sibling_heading;
pub(super) mod empty_bullet;
pub(super) mod empty_section;
pub(super) mod file_too_large;
pub(super) mod invalid_utf8;
pub(super) mod joined_words;
pub(super) mod literal_bold;
pub(super) mod long_enumeration;
pub(super) mod misspelling;
pub(super) mod near_miss;
pub(super) mod odd_case;
pub(super) mod open_ended_list;
pub(super) mod setext_accident;
pub(super) mod split_word;
pub(super) mod stale_deck;
pub(super) mod unclosed_fence;
pub(super) mod unicode_bullet;
pub(super) mod unknown_directive;
pub(super) mod unknown_key;
pub(super) mod unused_allow;
