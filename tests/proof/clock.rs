//! Clocks that go back, summer time and journeys: no negative interval, no answer on a day that it was not
//! given on, at most one day between the due days of a journey and of staying at home.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use recito::day::Moment;
use recito::deck::CardId;
use recito::review::{Event, Form, Log, Rating, Record, Review};
use recito::schedule::{replay, retrievability};

/// Rules of forty zones, as POSIX writes them, so that no database of the system is needed.
const ZONES: [&str; 40] = [
    "UTC0",
    "GMT0BST,M3.5.0/1,M10.5.0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "EET-2EEST,M3.5.0/3,M10.5.0/4",
    "MSK-3",
    "<+0330>-3:30",
    "<+04>-4",
    "<+0430>-4:30",
    "PKT-5",
    "IST-5:30",
    "<+0545>-5:45",
    "<+06>-6",
    "<+0630>-6:30",
    "<+07>-7",
    "CST-8",
    "<+0845>-8:45",
    "JST-9",
    "ACST-9:30ACDT,M10.1.0,M4.1.0/3",
    "AEST-10AEDT,M10.1.0,M4.1.0/3",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "<+11>-11",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
    "<+13>-13",
    "<+14>-14",
    "<-01>1",
    "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
    "<-03>3",
    "NST3:30NDT,M3.2.0,M11.1.0",
    "AST4ADT,M3.2.0,M11.1.0",
    "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
    "EST5EDT,M3.2.0,M11.1.0",
    "CST5CDT,M3.2.0/0,M11.1.0/1",
    "CST6CDT,M3.2.0,M11.1.0",
    "MST7MDT,M3.2.0,M11.1.0",
    "MST7",
    "PST8PDT,M3.2.0,M11.1.0",
    "AKST9AKDT,M3.2.0,M11.1.0",
    "<-0930>9:30",
    "SST11",
];

fn moment(ms: i64, zone: &TimeZone) -> Moment {
    let at = Timestamp::from_millisecond(ms).unwrap();
    let offset = zone.to_offset(at).seconds() / 60;
    Moment {
        ms,
        offset: i16::try_from(offset).unwrap(),
    }
}

fn log(answers: &[(Moment, Rating)]) -> Log {
    let record = |(seq, (at, rating)): (u64, &(Moment, Rating))| Record {
        device: "d".into(),
        seq,
        at: *at,
        event: Event::Review(Review {
            card: CardId::of(&["card"]),
            at: *at,
            rating: *rating,
            took: 1,
            form: Form::Typed,
            options: 0,
            given: None,
            hinted: false,
            cram: false,
        }),
    };
    Log::fold((1..).zip(answers).map(record).collect()).0
}

/// By how many days an answer is due later or earlier when it is given elsewhere than at home, at the same
/// moment. More than a day lies between no two places, but for islands at both sides of the date line.
fn journey((at, rating): (Moment, Rating), home: &TimeZone, elsewhere: &TimeZone) -> i32 {
    let [home, elsewhere] = [home, elsewhere].map(|zone| moment(at.ms, zone));
    if (home.offset - elsewhere.offset).abs() > 24 * 60 {
        return 0;
    }
    let [home, elsewhere] = [home, elsewhere].map(|at| {
        let memory = replay(&log(&[(at, rating)]), 0.9).0.into_values().next();
        memory.unwrap().due
    });
    home.since(elsewhere).abs()
}

/// So many timelines; gives the figures.
pub(crate) fn timelines(count: usize) -> String {
    let zones = ZONES.map(|rule| TimeZone::posix(rule).unwrap());
    let mut random = ChaCha8Rng::seed_from_u64(40);
    let (mut answers, mut shifted) = (0, 0);
    for number in 0..count {
        let home = &zones[random.random_range(0..zones.len())];
        let mut ms = 1_780_000_000_000_i64;
        let mut timeline = Vec::new();
        for _ in 0..random.random_range(1..10) {
            // Mostly on by up to three weeks; now and then the clock is set back by up to a month.
            ms += match random.random_range(0..6) {
                0 => -random.random_range(0..30 * 86_400_000_i64),
                _ => random.random_range(0..21 * 86_400_000),
            };
            let place = match random.random_range(0..4) {
                0 => &zones[random.random_range(0..zones.len())],
                _ => home,
            };
            let at = moment(ms, place);
            let civil = Timestamp::from_millisecond(ms - 4 * 3_600_000).unwrap();
            let civil = place
                .to_offset(Timestamp::from_millisecond(ms).unwrap())
                .to_datetime(civil);
            assert_eq!(
                at.day().to_string(),
                civil.date().to_string(),
                "timeline {number}"
            );
            timeline.push((at, Rating::ALL[random.random_range(0..4)]));
        }
        answers += timeline.len();
        let memory = replay(&log(&timeline), 0.9).0.into_values().next().unwrap();
        let days = timeline.iter().map(|(at, _)| at.day());
        assert_eq!(memory.last, days.max().unwrap(), "timeline {number}");
        assert!(
            memory.due >= memory.last && memory.stability.is_finite(),
            "{memory:?}"
        );
        assert!(
            (0.0..=1.0).contains(&retrievability(&memory, memory.last)),
            "{memory:?}"
        );
        let last = timeline[timeline.len() - 1];
        let elsewhere = &zones[random.random_range(0..zones.len())];
        let shift = journey(last, home, elsewhere);
        assert!(shift <= 1, "timeline {number}: {shift} days");
        shifted += usize::from(shift > 0);
    }
    format!(
        "{count} timelines over {} zones, {answers} answers: no negative interval, every answer on its civil day; {shifted} journeys moved a due day, by one day each",
        ZONES.len()
    )
}
