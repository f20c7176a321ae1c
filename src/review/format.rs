//! One record of the log as one line of JSON, and back. Pure: the files are the business of
//! [`crate::store::log`].
//!
//! Every line ends with the key `x`, the CRC-32 of all bytes before it, so that a torn or damaged line
//! is told from a good one. `docs/format.md` describes the keys.

use serde::{Deserialize, Serialize};

use super::{Event, Form, Rating, Record, Review};
use crate::day::Moment;
use crate::deck::reconcile::Seen;

/// Version of the records that this program writes.
pub const VERSION: u32 = 1;

/// Longer lines are not records.
pub const MAX_LINE: usize = 64 * 1024;

/// The kinds that [`event`] reads.
const KINDS: [&str; 8] = ["r", "u", "c", "b", "s", "w", "a", "f"];

/// What stands between a record and its checksum.
pub(super) const CHECKSUM: &str = ",\"x\":\"";

/// The most headings that are kept of a record that does not fit.
const MAX_HEADINGS: usize = 32;

/// A line that is no record, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    pub reason: String,
}

/// The keys that every kind and version has.
#[derive(Deserialize)]
struct Head {
    v: u32,
    k: String,
    n: u64,
    t: i64,
    o: i16,
}

/// The keys of all kinds of records; a kind uses a few of them.
#[derive(Default, Serialize, Deserialize)]
struct Line {
    /// Version of the record.
    v: u32,
    /// Kind: `r` review, `u` undo, `c` card seen, `b` bad card, `s` suspension, `w` accepted spelling,
    /// `a` link between cards, `f` card started again.
    k: String,
    /// Number of the record among those of its device.
    n: u64,
    /// Milliseconds since 1970 UTC.
    t: i64,
    /// Minutes east of UTC where it was written.
    o: i16,
    /// Card.
    #[serde(skip_serializing_if = "Option::is_none")]
    c: Option<String>,
    /// Grade from 1 to 4.
    #[serde(skip_serializing_if = "Option::is_none")]
    g: Option<u8>,
    /// Milliseconds from question to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<u32>,
    /// Form of the answer: `typed`, `chosen`, `revealed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<String>,
    /// Number of options.
    #[serde(skip_serializing_if = "Option::is_none")]
    options: Option<u8>,
    /// What was typed or chosen; of `w` the spelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cram: Option<bool>,
    /// Of `u`: device and number of the record that is taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seq: Option<u64>,
    /// Of `c`: where the card stood and what it asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    under: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Vec<String>>,
    /// Of `w`: which item of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<usize>,
    /// Of `a`: the card of before.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Of `a`, `b` and `s`: whether it holds or is lifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<bool>,
}

impl Line {
    fn head(&self) -> Head {
        Head {
            v: self.v,
            k: self.k.clone(),
            n: self.n,
            t: self.t,
            o: self.o,
        }
    }
}

/// A record as a line, without its line end. Texts that would make it longer than [`MAX_LINE`] are
/// cut: that an answer was given is worth more than every letter of what was pasted.
pub fn write_line(record: &Record) -> String {
    let line = || Line {
        v: VERSION,
        n: record.seq,
        t: record.at.ms,
        o: record.at.offset,
        ..keys(&record.event)
    };
    let mut text = seal(&line());
    let mut longest = MAX_LINE / 4;
    while text.len() > MAX_LINE && longest > 0 {
        text = seal(&shortened(line(), longest));
        longest /= 2;
    }
    text
}

fn seal(line: &Line) -> String {
    // A struct of numbers, texts and lists always has a JSON form.
    let mut text = serde_json::to_string(line).unwrap_or_default();
    text.pop();
    let checksum = crc32fast::hash(text.as_bytes());
    format!("{text}{CHECKSUM}{checksum:08x}\"}}")
}

fn shortened(mut line: Line, longest: usize) -> Line {
    let texts = [&mut line.given, &mut line.note, &mut line.fact];
    for text in texts.into_iter().flatten() {
        text.truncate(text.floor_char_boundary(longest));
    }
    if let Some(under) = &mut line.under {
        under.truncate(MAX_HEADINGS);
    }
    // A part of the answer is none, and the statement has it.
    line.answer = None;
    for heading in line.under.iter_mut().flatten() {
        heading.truncate(heading.floor_char_boundary(longest / MAX_HEADINGS));
    }
    line
}

fn keys(event: &Event) -> Line {
    let kind = |k: &str| Line {
        k: k.to_string(),
        ..Line::default()
    };
    match event {
        Event::Review(review) => Line {
            c: Some(review.card.to_string()),
            g: Some(review.rating.grade()),
            d: Some(review.took),
            form: Some(form_name(review.form).to_string()),
            options: Some(review.options).filter(|options| *options > 0),
            given: review.given.clone(),
            hint: Some(true).filter(|_| review.hinted),
            cram: Some(true).filter(|_| review.cram),
            ..kind("r")
        },
        Event::Undo { device, seq } => Line {
            device: Some(device.clone()),
            seq: Some(*seq),
            ..kind("u")
        },
        Event::Seen(seen) => memory(seen, kind("c")),
        Event::Bad { card, bad } => Line {
            c: Some(card.to_string()),
            on: Some(*bad),
            ..kind("b")
        },
        Event::Suspend { card, suspended } => Line {
            c: Some(card.to_string()),
            on: Some(*suspended),
            ..kind("s")
        },
        Event::Accept {
            card,
            item,
            spelling,
        } => Line {
            c: Some(card.to_string()),
            item: Some(*item),
            given: Some(spelling.clone()),
            ..kind("w")
        },
        Event::Link { card, from, same } => Line {
            c: Some(card.to_string()),
            from: Some(from.to_string()),
            on: Some(*same),
            ..kind("a")
        },
        Event::Fresh { card } => Line {
            c: Some(card.to_string()),
            ..kind("f")
        },
        Event::Unknown { kind: unknown } => kind(unknown),
    }
}

fn memory(seen: &Seen, kind: Line) -> Line {
    Line {
        c: Some(seen.card.to_string()),
        note: Some(seen.note.clone()),
        under: Some(seen.under.clone()),
        fact: Some(seen.fact.clone()),
        template: Some(seen.template.clone()).filter(|name| !name.is_empty()),
        answer: Some(seen.answer.clone()).filter(|items| !items.is_empty()),
        ..kind
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Typed => "typed",
        Form::Chosen => "chosen",
        Form::Revealed => "revealed",
    }
}

fn form_of(name: Option<&str>) -> Form {
    match name {
        Some("chosen") => Form::Chosen,
        Some("revealed") => Form::Revealed,
        _ => Form::Typed,
    }
}

/// Reads a line that a device wrote. Kinds and versions that this program does not know are kept as
/// [`Event::Unknown`].
pub fn read_line(device: &str, line: &str) -> Result<Record, BadLine> {
    let bad = |reason: &str| BadLine {
        reason: reason.to_string(),
    };
    if line.len() > MAX_LINE {
        return Err(bad("it is too long for a record"));
    }
    let (body, checksum) = line
        .rsplit_once(CHECKSUM)
        .ok_or_else(|| bad("it has no checksum: it was cut off"))?;
    let checksum = checksum
        .strip_suffix("\"}")
        .ok_or_else(|| bad("it was cut off in its checksum"))?;
    if checksum != format!("{:08x}", crc32fast::hash(body.as_bytes())) {
        return Err(bad("its checksum does not match: it is damaged"));
    }
    let body = format!("{body}}}");
    let keys: Option<Line> = serde_json::from_str(&body).ok();
    let head = keys.as_ref().map(Line::head);
    // What the other keys of a newer kind are is not ours to judge.
    let Head { v, k, n, t, o } = match head {
        Some(head) => head,
        None => serde_json::from_str(&body).map_err(|_| bad("it is no record"))?,
    };
    let event = if v > VERSION || !KINDS.contains(&k.as_str()) {
        Event::Unknown { kind: k }
    } else {
        let keys = keys.ok_or_else(|| bad("a key has no sensible value"))?;
        event(keys).ok_or_else(|| bad("a key is missing or has no sensible value"))?
    };
    Ok(Record {
        device: device.to_string(),
        seq: n,
        at: Moment { ms: t, offset: o },
        event,
    })
}

/// What a record says. `None` when a key of its kind is missing.
fn event(keys: Line) -> Option<Event> {
    let card = keys.c.as_deref().map(str::parse);
    Some(match keys.k.as_str() {
        "r" => Event::Review(Review {
            card: card?.ok()?,
            at: Moment {
                ms: keys.t,
                offset: keys.o,
            },
            rating: Rating::of_grade(keys.g?)?,
            took: keys.d.unwrap_or_default(),
            form: form_of(keys.form.as_deref()),
            options: keys.options.unwrap_or_default(),
            given: keys.given,
            hinted: keys.hint.unwrap_or_default(),
            cram: keys.cram.unwrap_or_default(),
        }),
        "u" => Event::Undo {
            device: keys.device?,
            seq: keys.seq?,
        },
        "c" => Event::Seen(Seen {
            card: card?.ok()?,
            note: keys.note?,
            under: keys.under.unwrap_or_default(),
            fact: keys.fact?,
            template: keys.template.unwrap_or_default(),
            answer: keys.answer.unwrap_or_default(),
        }),
        "b" => Event::Bad {
            card: card?.ok()?,
            bad: keys.on.unwrap_or(true),
        },
        "s" => Event::Suspend {
            card: card?.ok()?,
            suspended: keys.on.unwrap_or(true),
        },
        "w" => Event::Accept {
            card: card?.ok()?,
            item: keys.item.unwrap_or_default(),
            spelling: keys.given?,
        },
        "a" => Event::Link {
            card: card?.ok()?,
            from: keys.from?.parse().ok()?,
            same: keys.on.unwrap_or(true),
        },
        "f" => Event::Fresh { card: card?.ok()? },
        _ => return None,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::deck::CardId;
    use proptest::prelude::*;

    /// Records whose devices, numbers and times are few, so that they clash and tie.
    pub(crate) fn records() -> impl Strategy<Value = Record> {
        (events(), "[ab]", 1..6u64, 0..9i64, any::<i16>()).prop_map(
            |(mut event, device, seq, ms, offset)| {
                let at = Moment { ms, offset };
                if let Event::Review(review) = &mut event {
                    review.at = at;
                }
                Record {
                    device,
                    seq,
                    at,
                    event,
                }
            },
        )
    }

    fn cards() -> impl Strategy<Value = CardId> + Clone {
        "[a-z]{1,3}".prop_map(|text: String| CardId::of(&[&text]))
    }

    fn events() -> impl Strategy<Value = Event> {
        prop_oneof![
            reviews().prop_map(Event::Review),
            (any::<String>(), any::<u64>()).prop_map(|(device, seq)| Event::Undo { device, seq }),
            (
                cards(),
                any::<String>(),
                any::<Vec<String>>(),
                any::<String>(),
                any::<(String, Vec<String>)>()
            )
                .prop_map(|(card, note, under, fact, (template, answer))| Event::Seen(
                    Seen {
                        card,
                        note,
                        under,
                        fact,
                        template,
                        answer,
                    }
                )),
            (cards(), any::<bool>()).prop_map(|(card, bad)| Event::Bad { card, bad }),
            (cards(), any::<bool>())
                .prop_map(|(card, suspended)| Event::Suspend { card, suspended }),
            (cards(), 0..9usize, any::<String>()).prop_map(|(card, item, spelling)| {
                Event::Accept {
                    card,
                    item,
                    spelling,
                }
            }),
            (cards(), cards(), any::<bool>()).prop_map(|(card, from, same)| Event::Link {
                card,
                from,
                same
            }),
            cards().prop_map(|card| Event::Fresh { card }),
        ]
    }

    fn reviews() -> impl Strategy<Value = Review> {
        let answer = (any::<u32>(), any::<u8>(), any::<Option<String>>());
        (cards(), 1..=4u8, 0..3usize, answer, any::<(bool, bool)>()).prop_map(
            |(card, grade, form, (took, options, given), (hinted, cram))| Review {
                card,
                at: Moment::default(),
                rating: Rating::of_grade(grade).unwrap(),
                took,
                form: [Form::Typed, Form::Chosen, Form::Revealed][form],
                options,
                given,
                hinted,
                cram,
            },
        )
    }

    proptest! {
        #[test]
        fn lines_read_back(record in records()) {
            let line = write_line(&record);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(read_line(&record.device, &line), Ok(record));
        }

        #[test]
        fn each_flipped_byte_is_found(record in records(), at in any::<prop::sample::Index>(), bit in 0..7u32) {
            let mut bytes = write_line(&record).into_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let line = String::from_utf8_lossy(&bytes).into_owned();
            prop_assert!(read_line("a", &line).is_err(), "{line}");
        }

        #[test]
        fn a_cut_line_is_found(record in records(), at in any::<prop::sample::Index>()) {
            let line = write_line(&record);
            let cut: String = line.chars().take(at.index(line.chars().count())).collect();
            prop_assert!(read_line("a", &cut).is_err());
        }
    }

    #[test]
    fn newer_versions_and_kinds_are_kept() {
        let line = |body: &str| {
            format!(
                "{body}{CHECKSUM}{:08x}\"}}",
                crc32fast::hash(body.as_bytes())
            )
        };
        let read = |body: &str| read_line("a", &line(body)).map(|record| record.event);
        assert_eq!(
            read(r#"{"v":1,"k":"z","n":1,"t":5,"o":0,"new":[1]"#),
            Ok(Event::Unknown { kind: "z".into() })
        );
        assert_eq!(
            read(r#"{"v":2,"k":"r","n":1,"t":5,"o":0,"c":[7],"g":"good""#),
            Ok(Event::Unknown { kind: "r".into() })
        );
        assert!(read(r#"{"v":1,"k":"r","n":1,"t":5,"o":0"#).is_err());
    }

    #[test]
    fn a_huge_answer_is_cut_and_not_lost() {
        for letter in ["x", "é", "\u{1}"] {
            let record = Record {
                device: "a".into(),
                seq: 1,
                at: Moment::default(),
                event: Event::Seen(Seen {
                    card: CardId::default(),
                    note: "a.md".into(),
                    under: vec![letter.repeat(9000); 400],
                    fact: letter.repeat(300_000),
                    template: "cloze".into(),
                    answer: vec![letter.repeat(9000); 40],
                }),
            };
            let line = write_line(&record);
            assert!(line.len() <= MAX_LINE);
            let Ok(Event::Seen(Seen { fact, .. })) =
                read_line("a", &line).map(|record| record.event)
            else {
                panic!("not read back");
            };
            assert!(fact.len() > 1000);
        }
    }
}
