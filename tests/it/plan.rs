//! `recito plan` and `recito study --exam` with the real program: weeks of studying, with a clock that is told.

use serde_json::Value;

use crate::world::World;

/// A collection of facts that have nothing to do with each other, under a few headings.
fn facts(settings: &str, count: usize) -> World {
    let world = World::empty();
    world.write("desk/recito.toml", settings);
    let fact = |at: usize| {
        let heading = if at.is_multiple_of(10) {
            format!("## Part {}\n\n", at / 10)
        } else {
            String::new()
        };
        format!(
            "{heading}Q: What is the code word of door {at}?\nA: word{at}x{}\n\n",
            at * 7919
        )
    };
    let note: String = (0..count).map(fact).collect();
    world.write("desk/notes/doors.md", format!("# Doors\n\n{note}"));
    world
}

fn at(day: usize) -> String {
    format!("2026-12-{day:02}T18:00:00+01:00")
}

fn plan(world: &World, day: usize, more: &[&str]) -> Value {
    let now = at(day);
    let args = [&["plan", "--json", "--now", &now], more].concat();
    serde_json::from_str(&world.run(&args).ok()).unwrap()
}

/// Answers all that is asked on a day: looks, and says that it was known or not. Returns the number of answers.
fn study(world: &World, day: usize, more: &[&str], known: bool) -> usize {
    let now = at(day);
    let args = [
        &[
            "study", "--plain", "--answer", "self", "--seed", "1", "--now", &now,
        ],
        more,
    ]
    .concat();
    let answer = if known { "\ng\n" } else { "\na\n\ng\n" };
    let shown = world.run_with(&args, &answer.repeat(400)).ok();
    shown.matches("; next ").count()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn the_object_is_the_frozen_one() {
    let world = facts("[exam]\ndate = \"2026-12-11\"\nminutes = 5\n", 20);
    let object = plan(&world, 1, &[]);
    let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
    let mut wanted = [
        "version",
        "exam",
        "minutes_per_day",
        "expected_score",
        "days",
        "topics",
    ]
    .to_vec();
    wanted.sort_unstable();
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!(sorted, wanted);
    assert_eq!(
        (&object["version"], &object["exam"]),
        (&1.into(), &"2026-12-11".into())
    );
    let days = object["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[0]["date"]), (10, &"2026-12-01".into()));
    assert_eq!(object["topics"][0]["topic"][0], "Part 0");
    let [today, exam] = ["today", "exam"].map(|when| number(&object["expected_score"][when]));
    assert!(today.abs() < 1e-9 && exam > 0.6, "{today} {exam}");
}

#[test]
fn a_plan_follows_what_is_studied_and_what_is_missed() {
    let world = facts("[exam]\ndate = \"2026-12-09\"\nminutes = 6\n", 90);
    let mut before = 0.0;
    for day in [1, 2, 5, 6] {
        let answered = study(&world, day, &[], true);
        assert!(answered > 3, "{answered} answers on day {day}");
        let today = number(&plan(&world, day, &[])["expected_score"]["today"]);
        assert!(today > before - 0.02, "{today} after {before} on day {day}");
        before = today;
    }
    // The same log gives the same plan, whatever the seed.
    let text = |seed| world.run(&["plan", "--now", &at(7), "--seed", seed]).ok();
    assert_eq!(text("1"), text("2"));
    assert!(
        text("1").contains("of late you spend about"),
        "{}",
        text("1")
    );
}

#[test]
fn more_minutes_show_more_and_too_few_are_said() {
    let world = facts("", 60);
    let score = |minutes| {
        number(
            &plan(&world, 1, &["--exam", "2026-12-07", "--minutes", minutes])["expected_score"]["exam"],
        )
    };
    let scores = ["1", "3", "9", "30"].map(score);
    assert!(scores.is_sorted(), "{scores:?}");
    let text = world
        .run(&[
            "plan",
            "--now",
            &at(1),
            "--exam",
            "2026-12-07",
            "--minutes",
            "1",
        ])
        .ok();
    assert!(
        text.contains("can not be seen in time; 10 minutes a day more would do"),
        "{text}"
    );
}

#[test]
fn a_session_has_the_cards_that_the_plan_has_and_stops_when_the_time_is_spent() {
    let world = facts("", 60);
    let exam = ["--exam", "2026-12-11", "--minutes", "4"];
    let planned = plan(&world, 1, &exam);
    let new = usize::try_from(planned["days"][0]["new"].as_u64().unwrap()).unwrap();
    let asked = study(&world, 1, &exam, true);
    assert!(
        new <= asked && asked <= 3 * new,
        "{new} planned, {asked} asked"
    );
    let world = facts("[exam]\ndate = \"2026-12-11\"\nminutes = 0\n", 10);
    let said = world.run(&["study", "--plain", "--now", &at(1)]).ok();
    assert!(
        said.starts_with("the minutes of today for the exam are spent"),
        "{said}"
    );
}

#[test]
fn topics_and_weights_choose_what_is_planned_for() {
    let settings = "[[exam]]\ndate = 2026-12-11\nminutes = 3\ntopics = [\"part 1\"]\n\
                    [[exam]]\ndate = 2026-12-08\nminutes = 2\ntopics = [\"part 0\"]\nweights = { \"Part 0\" = 2 }\n";
    let world = facts(settings, 30);
    let object = plan(&world, 1, &[]);
    let topics = object["topics"].as_array().unwrap();
    let names: Vec<&Value> = topics.iter().map(|topic| &topic["topic"][0]).collect();
    assert_eq!(names, ["Part 0", "Part 1"]);
    assert!(
        (number(&object["minutes_per_day"]) - 4.4).abs() < 0.11,
        "{object}"
    );
}

#[test]
fn the_end_of_a_session_compares_what_was_expected() {
    let world = facts("[exam]\ndate = \"2026-12-20\"\nminutes = 3\n", 12);
    study(&world, 1, &[], true);
    let now = at(4);
    let args = ["study", "--plain", "--answer", "self", "--now", &now];
    let shown = world.run_with(&args, &"\ng\n".repeat(50)).ok();
    assert!(shown.contains("were to be expected"), "{shown}");
}

#[test]
fn dates_that_make_no_sense_are_told() {
    let world = facts("", 4);
    world
        .run(&["plan", "--now", &at(1)])
        .fails_with(&["no exam is set", "hint: name its date"]);
    world
        .run(&["plan", "--now", &at(1), "--exam", "soon"])
        .fails_with(&["`soon` is not a date", "2026-12-15"]);
    world
        .run(&["plan", "--now", &at(5), "--exam", "2026-12-05"])
        .fails_with(&["2026-12-05 is not after today, 2026-12-05"]);
    world
        .run(&["study", "--plain", "--now", &at(5), "--exam", "2026-12-04"])
        .fails_with(&["2026-12-04 is not after today", "the usual schedule"]);
}

#[test]
fn a_simulation_repeats_itself() {
    let world = World::empty();
    let args = "simulate --cards 40 --days 4 --minutes 5 --learners 1 --seed 3";
    let run = || world.run(&args.split(' ').collect::<Vec<_>>()).ok();
    let shown = run();
    assert_eq!(shown, run());
    assert!(
        shown.contains("   c5  0.") && shown.contains("bound  0."),
        "{shown}"
    );
    world
        .run(&["simulate", "--days", "9999"])
        .fails_with(&["take hours", "hint: at most"]);
}
