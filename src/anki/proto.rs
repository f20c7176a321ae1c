//! The messages of Anki's newest format, as far as packages need them. Field numbers are those of
//! the `.proto` files of Anki; what is not listed is passed over when read.

use prost::Message;

/// `meta` of a package.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct PackageMetadata {
    /// 1 and 2 are the older kinds, 3 is the newest.
    #[prost(int32, tag = "1")]
    pub(super) version: i32,
}

/// `media` of a package of the newest kind.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct MediaEntries {
    #[prost(message, repeated, tag = "1")]
    pub(super) entries: Vec<MediaEntry>,
}

#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct MediaEntry {
    #[prost(string, tag = "1")]
    pub(super) name: String,
    #[prost(uint32, tag = "2")]
    pub(super) size: u32,
    #[prost(bytes = "vec", tag = "3")]
    pub(super) sha1: Vec<u8>,
}

/// `notetypes.config`.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct NoteTypeConfig {
    /// 0 normal, 1 cloze.
    #[prost(int32, tag = "1")]
    pub(super) kind: i32,
    #[prost(string, tag = "3")]
    pub(super) css: String,
    #[prost(string, tag = "5")]
    pub(super) latex_pre: String,
    #[prost(string, tag = "6")]
    pub(super) latex_post: String,
    #[prost(message, repeated, tag = "8")]
    pub(super) requirements: Vec<CardRequirement>,
}

#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct CardRequirement {
    #[prost(uint32, tag = "1")]
    pub(super) card_ord: u32,
    /// 1: any of the fields has to be there.
    #[prost(int32, tag = "2")]
    pub(super) kind: i32,
    #[prost(uint32, repeated, tag = "3")]
    pub(super) field_ords: Vec<u32>,
}

/// `fields.config`.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct FieldConfig {
    #[prost(string, tag = "3")]
    pub(super) font_name: String,
    #[prost(uint32, tag = "4")]
    pub(super) font_size: u32,
    #[prost(bool, tag = "7")]
    pub(super) collapsed: bool,
    #[prost(int64, optional, tag = "9")]
    pub(super) id: Option<i64>,
}

/// `templates.config`.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct TemplateConfig {
    #[prost(string, tag = "1")]
    pub(super) front: String,
    #[prost(string, tag = "2")]
    pub(super) back: String,
    #[prost(int64, optional, tag = "8")]
    pub(super) id: Option<i64>,
}

/// `decks.common`.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct DeckCommon {
    #[prost(bool, tag = "2")]
    pub(super) browser_collapsed: bool,
}

/// `decks.kind`.
#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct DeckKind {
    #[prost(message, optional, tag = "1")]
    pub(super) normal: Option<NormalDeck>,
}

#[derive(Clone, PartialEq, Eq, Message)]
pub(super) struct NormalDeck {
    /// The preset.
    #[prost(int64, tag = "1")]
    pub(super) config_id: i64,
}

/// `deck_config.config`.
#[derive(Clone, PartialEq, Message)]
pub(super) struct PresetConfig {
    #[prost(float, repeated, tag = "1")]
    pub(super) learn_steps: Vec<f32>,
    #[prost(float, repeated, tag = "2")]
    pub(super) relearn_steps: Vec<f32>,
    #[prost(uint32, tag = "9")]
    pub(super) new_per_day: u32,
    #[prost(uint32, tag = "10")]
    pub(super) reviews_per_day: u32,
    #[prost(float, tag = "11")]
    pub(super) initial_ease: f32,
    #[prost(float, tag = "12")]
    pub(super) easy_multiplier: f32,
    #[prost(float, tag = "13")]
    pub(super) hard_multiplier: f32,
    #[prost(float, tag = "15")]
    pub(super) interval_multiplier: f32,
    #[prost(uint32, tag = "16")]
    pub(super) maximum_review_interval: u32,
    #[prost(uint32, tag = "17")]
    pub(super) minimum_lapse_interval: u32,
    #[prost(uint32, tag = "18")]
    pub(super) graduating_interval_good: u32,
    #[prost(uint32, tag = "19")]
    pub(super) graduating_interval_easy: u32,
    #[prost(int32, tag = "21")]
    pub(super) leech_action: i32,
    #[prost(uint32, tag = "22")]
    pub(super) leech_threshold: u32,
    #[prost(uint32, tag = "24")]
    pub(super) cap_answer_time_to_secs: u32,
    #[prost(float, tag = "37")]
    pub(super) desired_retention: f32,
}
