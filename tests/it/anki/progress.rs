//! Progress in the real Anki: reviews, memories and due dates, wherever the learner lives.

use std::collections::BTreeMap;

use recito::anki::{self, Format, Part, Progress, Stamps};
use recito::config::AnkiSettings;
use recito::day::{Day, Moment};
use recito::deck::Deck;
use recito::note::attached::Attachments;
use recito::question::Kind;
use recito::review::Rating::{self, Again, Easy, Good, Hard};
use recito::review::{Event, Form, Log, Record, Review};
use recito::schedule::{self, Memory};
use recito::source::{Source, SourceId};
use serde_json::{Value, json};

use super::core::in_anki_at;
use super::{card, card_of, counts};

/// Zones as POSIX writes them, which is east below zero, and their minutes east of UTC.
const ZONES: [(&str, i16); 5] = [
    ("UTC0", 0),
    ("JST-9", 540),
    ("PST8", -480),
    ("LINT-14", 840),
    ("IST-5:30", 330),
];

const DAY: i64 = 86_400_000;

/// A learner in a zone: answers to cards, as days before now and ratings.
pub(super) struct Learner {
    pub(super) now: Moment,
    pub(super) deck: Deck,
    stamps: Stamps,
    records: Vec<Record>,
}

impl Learner {
    pub(super) fn new(offset: i16) -> Learner {
        let cards = [
            "new",
            "good",
            "again",
            "lapsed",
            "twice",
            "crammed",
            "suspended",
            "bad",
        ];
        let cards = cards.map(|name| card(Kind::Basic, name, "x", "")).to_vec();
        let now = Moment {
            ms: jiff::Timestamp::now().as_millisecond(),
            offset,
        };
        let mut learner = Learner {
            now,
            deck: Deck {
                note: "notes/a.md".into(),
                cards,
            },
            stamps: Stamps::new(),
            records: Vec::new(),
        };
        learner.answers(1, &[(30, Good), (28, Good), (17, Hard)]);
        learner.answers(2, &[(2, Again)]);
        learner.answers(3, &[(40, Easy), (9, Again)]);
        learner.answers(4, &[(3, Again), (3, Good), (1, Good)]);
        learner.answers(5, &[(12, Good)]);
        learner.answer(5, 1, Again, true);
        learner.answers(6, &[(20, Good)]);
        learner.answers(7, &[(20, Good)]);
        let (suspended, bad) = (learner.id(6), learner.id(7));
        learner.record(
            1,
            Event::Suspend {
                card: suspended,
                suspended: true,
            },
        );
        learner.record(
            1,
            Event::Bad {
                card: bad,
                bad: true,
            },
        );
        learner
    }

    fn id(&self, card: usize) -> recito::deck::CardId {
        self.deck.cards[card].id
    }

    fn answers(&mut self, card: usize, answers: &[(i64, Rating)]) {
        for (days, rating) in answers {
            self.answer(card, *days, *rating, false);
        }
    }

    fn answer(&mut self, card: usize, days: i64, rating: Rating, cram: bool) {
        let review = Review {
            card: self.id(card),
            at: Moment::default(),
            rating,
            took: 4_200,
            form: Form::Typed,
            options: 0,
            given: None,
            hinted: false,
            cram,
        };
        self.record(days, Event::Review(review));
    }

    /// All records of a day have the same time, so that their numbers meet in Anki.
    fn record(&mut self, days: i64, mut event: Event) {
        let mut at = self.now.plus_ms(-days * DAY);
        at.ms -= at.ms % 1000;
        if let Event::Review(review) = &mut event {
            review.at = at;
        }
        let seq = self.records.len() as u64 + 1;
        self.records.push(Record {
            device: "d".into(),
            seq,
            at,
            event,
        });
    }

    pub(super) fn log(&self) -> Log {
        Log::fold(self.records.clone()).0
    }

    /// The package as of now.
    pub(super) fn package(&mut self, format: Format) -> Vec<u8> {
        self.package_of(Part::of(&self.deck.clone()), format)
    }

    /// The package with an image on a card.
    pub(super) fn package_with_image(&mut self, format: Format) -> Vec<u8> {
        let deck = self.deck.clone();
        let source = Source::new(deck.note.as_str(), "\n".repeat(8) + "![](a.png)\n");
        let (note, _) = recito::note::parse(SourceId(0), &source);
        let attachments = Attachments::of(&note, &source);
        let medium = anki::picture::medium("a.png", vec![1, 2]).unwrap();
        let part = Part {
            attachments: Some(&attachments),
            media: &BTreeMap::from([("a.png".to_owned(), medium)]),
            ..Part::of(&deck)
        };
        self.package_of(part, format)
    }

    fn package_of(&mut self, part: Part<'_>, format: Format) -> Vec<u8> {
        let settings = AnkiSettings::default();
        let log = self.log();
        let progress = Progress::new(&log, 0.9);
        let package = anki::export(
            &[part],
            settings,
            &mut self.stamps,
            Some(&progress),
            self.now,
        );
        anki::write(&package, format).unwrap()
    }
}

#[test]
fn due_dates_and_memories_are_the_same_in_every_zone() {
    std::thread::scope(|scope| {
        for (number, (zone, offset)) in ZONES.into_iter().enumerate() {
            let format = [Format::Compat, Format::Latest][number % 2];
            scope.spawn(move || check_zone(zone, offset, format));
        }
    });
}

fn check_zone(zone: &str, offset: i16, format: Format) {
    let mut learner = Learner::new(offset);
    let log = learner.log();
    let facts = in_anki_at(zone, "all", &[&learner.package(format)]);
    assert_eq!(counts(&facts, 0), (8, 0, 0));
    let (memories, _) = schedule::replay(&log, 0.9);
    let expect: BTreeMap<usize, &Memory> = (0..8)
        .filter_map(|index| Some((index, memories.get(&learner.id(index))?)))
        .collect();
    assert_eq!(expect.len(), 7);
    let today = learner.now.day();
    for (index, memory) in expect {
        let card = card_of(&facts, &learner.deck, index);
        check_card(zone, card, memory, today);
    }
    let queue = |index| card_of(&facts, &learner.deck, index)["queue"].clone();
    let queues: Vec<Value> = (0..8).map(queue).collect();
    assert_eq!(queues, [0, 2, 1, 1, 2, 2, -1, -1], "{zone}");
    let flags = |index| card_of(&facts, &learner.deck, index)["flag"].clone();
    assert_eq!((flags(6), flags(7)), (json!(0), json!(1)));
    check_reviews(&facts, &learner);
}

fn check_card(zone: &str, card: &Value, memory: &Memory, today: Day) {
    assert_eq!(card["reps"], memory.reps, "{zone}");
    assert_eq!(card["lapses"], memory.lapses, "{zone}");
    let near = |name: &str, value: f32| {
        let anki = card["memory"][name].as_f64().unwrap();
        assert!(
            (anki - f64::from(value)).abs() < 6e-4,
            "{zone}: {name} {anki} {value}"
        );
    };
    near("s", memory.stability);
    near("d", memory.difficulty);
    if memory.is_learning() {
        assert!(card["type"] == 1 || card["type"] == 3);
    } else {
        assert_eq!(card["type"], 2);
        assert_eq!(
            card["due_in_days"],
            memory.due.since(today),
            "{zone}: {card}"
        );
        assert_eq!(card["interval"], memory.due.since(memory.last), "{zone}");
    }
}

/// Reviews as `(rating, interval, interval before, kind)`.
fn check_reviews(facts: &Value, learner: &Learner) {
    let of = |index: usize| -> Vec<[i64; 4]> {
        let reviews = card_of(facts, &learner.deck, index)["reviews"]
            .as_array()
            .unwrap();
        let row = |row: &Value| [1, 2, 3, 6].map(|column| row[column].as_i64().unwrap());
        reviews.iter().map(row).collect()
    };
    assert_eq!(of(0), [[0; 4]; 0]);
    assert_eq!(of(2), [[1, -600, 0, 0]]);
    let lapsed = of(3);
    assert_eq!((lapsed[0][0], lapsed[0][3], lapsed[1][3]), (4, 0, 1));
    assert_eq!((lapsed[1][1], lapsed[1][2]), (-600, lapsed[0][1]));
    let twice: Vec<i64> = of(4).iter().map(|row| row[3]).collect();
    assert_eq!(twice, [0, 0, 1]);
    let crammed = of(5);
    assert_eq!((crammed.len(), crammed[1][3]), (2, 3));
}
