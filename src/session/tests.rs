//! Scripts of events, and what they come to.

use proptest::prelude::*;

use super::*;
use crate::deck::CardId;
use crate::question::{Kind, Question};
use crate::review::Form;

fn at(seconds: i64) -> Moment {
    Moment {
        ms: seconds * 1000,
        offset: 0,
    }
}

fn task(name: &str) -> Task {
    Task {
        card: CardId::of(&[name]),
        question: Question {
            prompt: format!("what is {name}?"),
            answer: vec![name.to_owned()],
            accept: vec![Vec::new()],
            ..Question::default()
        },
        under: vec!["H".into(), name.to_owned()],
        reviews: 1,
        ..Task::default()
    }
}

fn choice(name: &str) -> Task {
    let mut task = task(name);
    task.question.kind = Kind::Choice;
    task.question.choices = vec![name.to_owned(), "other".into(), "third".into()];
    task
}

fn long(name: &str) -> Task {
    let mut task = task(name);
    task.question.answer = vec!["one".into(), "two".into(), "three".into()];
    task.question.accept = vec![Vec::new(); 3];
    task
}

/// A session of cards named `a`, `b`, ….
fn session(count: u8) -> Session {
    let names = (b'a'..).take(usize::from(count));
    let tasks = names.map(|name| task(&char::from(name).to_string()));
    Session::new(tasks.collect(), Settings::default(), at(0))
}

fn letter(session: &Session, card: CardId) -> String {
    let found = session.tasks.iter().find(|task| task.card == card);
    found.map_or_else(|| "?".to_owned(), |task| task.under[1].clone())
}

/// An effect in one word: `a3` is a review of `a` as good, `-0` takes back record 0.
fn word(session: &Session, effect: &Effect) -> String {
    match effect {
        Effect::Retract { number } => format!("-{number}"),
        Effect::Record { event, .. } => match event {
            Written::Review(review) => {
                format!("{}{}", letter(session, review.card), review.rating.grade())
            }
            Written::Bad { card, .. } => format!("bad {}", letter(session, *card)),
            Written::Suspend { card, .. } => format!("suspend {}", letter(session, *card)),
            Written::Accept { item, spelling, .. } => format!("accept {item} {spelling}"),
            other => format!("{other:?}"),
        },
    }
}

/// Where the session stands, in one word: `a?` asks a, `a=` has an answer, `.` is done.
fn stand(session: &Session) -> String {
    let name = session.task().map(|task| task.under[1].clone());
    let sign = match session.state() {
        State::Asking => "?",
        State::Shown => "!",
        State::Answered { .. } => "=",
        State::Done => ".",
    };
    name.unwrap_or_default() + sign
}

/// Plays a script, one second a step: `x text` submits, `c 0,1` chooses, `r` reveals, `t 101` ticks,
/// `1` to `4` rate, `+` takes the suggested rating, `ok` marks right, `u` undoes, `s` skips, `h`
/// hints, `bad`, `susp`, `q`. Gives the effects and where the session stands after each step.
fn play(session: &mut Session, script: &str) -> String {
    let mut out = Vec::new();
    for (second, step) in (1..).zip(script.split_whitespace()) {
        let (verb, rest) = step.split_at(step.find(':').unwrap_or(step.len()));
        let rest = rest.trim_start_matches(':');
        let event = match verb {
            "x" => Event::Submit(rest.to_owned()),
            "c" => Event::Choose(rest.split(',').map(|n| n.parse().unwrap()).collect()),
            "r" => Event::Reveal,
            "t" => Event::Tick(rest.chars().map(|c| c == '1').collect()),
            "+" => Event::Rate(None),
            "ok" => Event::MarkRight,
            "u" => Event::Undo,
            "s" => Event::Skip,
            "h" => Event::Hint,
            "bad" => Event::Bad,
            "susp" => Event::Suspend,
            "q" => Event::Quit,
            grade => Event::Rate(Rating::of_grade(grade.parse().unwrap())),
        };
        let effects = session.apply(&event, at(second));
        let words = effects.iter().map(|effect| word(session, effect));
        out.extend(words.chain([stand(session)]));
    }
    out.join(" ")
}

#[track_caller]
fn check(tasks: Vec<Task>, script: &str, wanted: &str) {
    let mut session = Session::new(tasks, Settings::default(), at(0));
    assert_eq!(play(&mut session, script), wanted, "{script}");
}

#[test]
fn an_answer_is_rated_and_recorded_before_the_next_question() {
    check(
        vec![task("a"), task("b")],
        "x:a 3 x:b 4",
        "a= a3 b? b= b4 .",
    );
}

#[test]
fn events_out_of_place_do_nothing() {
    check(
        vec![task("a")],
        "3 + ok t:1 c:0 x: x:a x:b r h c:1 3 3 s bad susp q x:a",
        "a? a? a? a? a? a? a= a= a= a= a= a3 . . . . . . .",
    );
}

#[test]
fn a_failed_card_comes_back_after_five_others_until_it_is_right() {
    let mut session = session(8);
    let script = "r 1 x:b 3 x:c 3 x:d 3 x:e 3 x:f 3 x:a 1 x:g 3 x:h 3 x:a 2";
    assert_eq!(
        play(&mut session, script),
        "a= a1 b? b= b3 c? c= c3 d? d= d3 e? e= e3 f? f= f3 a? a= a1 g? g= g3 h? h= h3 a? a= a2 ."
    );
    let summary = session.summary();
    assert_eq!(
        (
            summary.answered,
            summary.right,
            summary.again,
            summary.repeated
        ),
        (10, 7, 1, 2)
    );
    assert_eq!(summary.slipped, [(vec!["H".into(), "a".into()], 1)]);
}

#[test]
fn undo_goes_back_step_by_step_and_takes_back_what_was_recorded() {
    check(
        vec![task("a"), task("b")],
        "x:a 1 x:b u u u u x:a 3 r 3 u",
        "a= a1 b? b= b? -0 a= a? a? a= a3 b? b= b3 . -2 b=",
    );
}

#[test]
fn a_card_that_was_taken_back_does_not_come_back() {
    check(vec![task("a")], "x:b 1 u 3", "a= a1 a? -0 a= a3 .");
}

#[test]
fn skipped_suspended_and_bad_cards_are_not_asked_again() {
    check(
        vec![task("a"), task("b"), task("c"), task("d")],
        "s susp u susp x:c bad x:d 3",
        "b? suspend b c? -0 b? suspend b c? c= bad c d? d= d3 .",
    );
}

#[test]
fn a_bad_card_takes_its_repeat_with_it() {
    check(
        vec![task("a"), task("b")],
        "x:z 1 x:b 1 bad x:b 3",
        "a= a1 b? b= b1 a? bad a b? b= b3 .",
    );
}

#[test]
fn being_right_after_all_counts_as_good_and_is_remembered() {
    check(
        vec![task("a"), task("b")],
        "x:alpha ok u x:b 1",
        "a= accept 0 alpha a3 b? -1 -0 a= a= a1 b?",
    );
    // Who only looked has no spelling to remember.
    check(vec![task("a")], "r ok", "a= a3 .");
}

#[test]
fn options_are_chosen_by_place_and_looking_is_not_knowing() {
    check(
        vec![choice("a"), choice("b")],
        "c:7 x:a c:2 3 r +",
        "a? a? a= a3 b? b= b1 b?",
    );
}

#[test]
fn parts_are_ticked_once_they_are_shown() {
    check(
        vec![long("a"), long("b")],
        "t:111 x:thought t:11 t:101 2 r 3",
        "a? a! a! a= a2 b? b! b3 .",
    );
}

#[test]
fn a_review_says_how_the_answer_came_about() {
    let mut session = Session::new(vec![choice("a")], Settings::default(), at(0));
    let place = match &session.turn().unwrap().ask {
        Ask::Options(order) => order.iter().position(|at| *at == 1).unwrap(),
        other => panic!("{other:?}"),
    };
    session.apply(&Event::Hint, at(1));
    session.apply(&Event::Choose(vec![place]), at(3));
    let effects = session.apply(&Event::Rate(Some(Rating::Again)), at(9));
    let review = Review {
        card: CardId::of(&["a"]),
        at: at(9),
        rating: Rating::Again,
        took: 3000,
        form: Form::Chosen,
        options: 3,
        given: Some("other".into()),
        hinted: true,
        cram: false,
    };
    assert_eq!(
        effects,
        [Effect::Record {
            number: 0,
            event: Written::Review(review)
        }]
    );
}

#[test]
fn a_hint_leaves_at_most_hard_and_stays_taken() {
    let settings = Settings {
        habit: Habit::Own,
        ..Settings::default()
    };
    let mut task = task("long");
    task.hint = Some("own words".into());
    let mut session = Session::new(vec![task], settings, at(0));
    session.apply(&Event::Hint, at(1));
    session.apply(&Event::Reveal, at(2));
    let suggested = |session: &Session| match session.state() {
        State::Answered { suggested, .. } => Some(*suggested),
        _ => None,
    };
    assert_eq!(suggested(&session), Some(Rating::Hard));
    session.apply(&Event::Undo, at(3));
    assert_eq!(session.hints(), ["own words"]);
    session.apply(&Event::Undo, at(3));
    session.apply(&Event::Reveal, at(4));
    assert_eq!(suggested(&session), Some(Rating::Hard));
}

#[test]
fn limit_and_minutes_end_the_session() {
    let tasks = || vec![task("a"), task("b"), task("c")];
    let limited = Settings {
        limit: Some(2),
        ..Settings::default()
    };
    let mut session = Session::new(tasks(), limited, at(0));
    assert_eq!(
        play(&mut session, "r 1 r 3 r 3"),
        "a= a1 b? b= b3 a? a= a3 ."
    );
    let timed = Settings {
        minutes: Some(1),
        ..Settings::default()
    };
    let mut session = Session::new(tasks(), timed, at(0));
    session.apply(&Event::Reveal, at(30));
    session.apply(&Event::Rate(None), at(59));
    assert_eq!(stand(&session), "b?");
    session.apply(&Event::Reveal, at(70));
    session.apply(&Event::Rate(None), at(71));
    assert_eq!(stand(&session), ".");
}

fn steps(name: &str) -> Task {
    let mut task = long(name);
    task.question.kind = Kind::Order;
    task.reviews = 0;
    task
}

/// The places that bring shown items into their order.
fn in_order(session: &Session) -> Vec<usize> {
    match &session.turn().unwrap().ask {
        Ask::Arrange(order) => (0..order.len())
            .map(|item| order.iter().position(|at| *at == item).unwrap())
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sequence_is_arranged_at_first_and_typed_later() {
    let mut session = Session::new(vec![steps("a")], Settings::default(), at(0));
    let places = in_order(&session);
    for wrong in [vec![], vec![0, 1], vec![0, 0, 1], vec![0, 1, 7]] {
        session.apply(&Event::Arrange(wrong), at(1));
        assert_eq!(*session.state(), State::Asking);
    }
    session.apply(
        &Event::Arrange(places.iter().rev().copied().collect()),
        at(2),
    );
    let effects = session.apply(&Event::Rate(None), at(3));
    let Effect::Record {
        event: Written::Review(review),
        ..
    } = &effects[0]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(
        (review.form, review.options, review.rating),
        (Form::Chosen, 6, Rating::Again)
    );
    assert_eq!(session.turn().unwrap().ask, Ask::Typed);
    session.apply(
        &Event::List(vec!["one".into(), " ".into(), "two".into(), "three".into()]),
        at(4),
    );
    let State::Answered {
        verdict: Some(verdict),
        ..
    } = session.state()
    else {
        panic!("{session:?}");
    };
    assert!(verdict.missing.is_empty());
    assert_eq!(
        session.turn().unwrap().given.as_deref(),
        Some("one; two; three")
    );
}

#[test]
fn a_mock_exam_goes_on_without_a_word_and_nothing_comes_back() {
    let settings = Settings {
        mock: true,
        cram: true,
        ..Settings::default()
    };
    let mut own_words = long("c");
    own_words.question.kind = Kind::Basic;
    let tasks = vec![task("a"), own_words, choice("b")];
    let mut session = Session::new(tasks, settings, at(0));
    assert_eq!(
        play(&mut session, "h x:z r u u x:a c:2"),
        "a? a1 b? b1 . -1 b? -0 a? a3 b? b3 ."
    );
    let summary = session.summary();
    let scores: Vec<_> = summary
        .topics
        .iter()
        .map(|topic| (topic.points, topic.answers))
        .collect();
    assert_eq!(scores, [(1.0, 1), (1.0, 1)]);
    assert_eq!(summary.undone, 2);
}

#[test]
fn an_edit_is_picked_up_where_the_session_stands() {
    let edited = |name: &str, answer: &str| {
        let mut task = task(name);
        task.question.answer = vec![answer.to_owned()];
        Event::Replace(Some(Box::new(task)))
    };
    let mut session = session(2);
    session.apply(&Event::Submit("alpha".into()), at(1));
    session.apply(&edited("a", "alpha"), at(2));
    let State::Answered { suggested, .. } = session.state() else {
        panic!("{session:?}");
    };
    assert_eq!(*suggested, Rating::Good, "graded anew");
    session.apply(&edited("b", "x"), at(3));
    assert_eq!(
        session.task().unwrap().question.answer,
        ["alpha"],
        "another card"
    );
    session.apply(&Event::Rate(None), at(4));
    session.apply(&Event::Replace(None), at(5));
    assert_eq!(*session.state(), State::Done);
}

#[test]
fn going_back_behind_an_edit_finds_the_options_there_are() {
    let mut session = Session::new(vec![choice("a"), task("b")], Settings::default(), at(0));
    session.apply(&Event::Choose(vec![0]), at(1));
    let mut fewer = choice("a");
    fewer.question.choices.truncate(2);
    session.apply(&Event::Replace(Some(Box::new(fewer))), at(2));
    session.apply(&Event::Undo, at(3));
    assert!(matches!(&session.turn().unwrap().ask, Ask::Options(order) if order.len() == 2));
}

#[test]
fn what_was_new_and_right_in_the_end_was_learned() {
    let mut new = task("a");
    new.reviews = 0;
    let mut never = task("b");
    never.reviews = 0;
    let mut session = Session::new(vec![new, never, task("c")], Settings::default(), at(0));
    play(&mut session, "x:z 1 x:z 1 x:c 3 x:a 3 q");
    let summary = session.summary();
    assert_eq!(summary.learned, 1);
    assert_eq!(summary.mistakes.len(), 2);
    assert_eq!(summary.mistakes[0].given.as_deref(), Some("z"));
}

#[test]
fn the_first_contact_offers_options_and_the_repeat_does_not() {
    let mut offered = choice("a");
    offered.question.kind = Kind::Basic;
    offered.reviews = 0;
    let mut session = Session::new(vec![offered], Settings::default(), at(0));
    assert!(matches!(session.turn().unwrap().ask, Ask::Options(_)));
    session.apply(&Event::Reveal, at(1));
    session.apply(&Event::Rate(None), at(2));
    assert_eq!(session.turn().unwrap().ask, Ask::Typed);
    assert!(session.turn().unwrap().repeat);
}

fn event() -> impl Strategy<Value = Event> {
    let rating = prop::option::of((1_u8..5).prop_map(|grade| Rating::of_grade(grade).unwrap()));
    prop_oneof![
        "[a-f]{0,2}".prop_map(Event::Submit),
        prop::collection::vec(0_usize..4, 0..3).prop_map(Event::Choose),
        prop::collection::vec(0_usize..3, 3).prop_map(Event::Arrange),
        prop::collection::vec("[a-f]{0,2}", 0..4).prop_map(Event::List),
        (0_u8..7).prop_map(|at| {
            let names = ["a", "b", "c", "d", "e", "f"];
            let name = names.get(usize::from(at));
            Event::Replace(name.map(|name| Box::new(task(name))))
        }),
        Just(Event::Reveal),
        prop::collection::vec(any::<bool>(), 3).prop_map(Event::Tick),
        rating.prop_map(Event::Rate),
        Just(Event::Rate(None)),
        Just(Event::MarkRight),
        Just(Event::Undo),
        Just(Event::Skip),
        Just(Event::Hint),
        Just(Event::Bad),
        Just(Event::Suspend),
        Just(Event::Quit),
    ]
}

proptest! {
    #[test]
    fn the_records_that_stand_are_the_answers_that_count(
        events in prop::collection::vec(event(), 0..60),
        habit in prop_oneof![Just(Habit::Own), Just(Habit::Type), Just(Habit::Choose)],
        mock: bool,
    ) {
        let tasks = vec![task("a"), choice("b"), long("c"), task("d"), choice("e"), steps("f")];
        let settings = Settings { habit, mock, ..Settings::default() };
        let mut session = Session::new(tasks, settings, at(0));
        let mut standing: Vec<(usize, bool)> = Vec::new();
        for (second, event) in (1..).zip(events) {
            for effect in session.apply(&event, at(second)) {
                match effect {
                    Effect::Record { number, event } => {
                        prop_assert!(standing.iter().all(|(other, _)| *other < number));
                        standing.push((number, matches!(event, Written::Review(_))));
                    }
                    Effect::Retract { number } => {
                        prop_assert_eq!(standing.pop().map(|(last, _)| last), Some(number));
                    }
                }
            }
            let reviews = standing.iter().filter(|(_, review)| *review).count();
            prop_assert_eq!(reviews, session.summary().answered);
            if let State::Answered { suggested, .. } = session.state() {
                prop_assert!(*suggested != Rating::Easy);
            }
            prop_assert_eq!(*session.state() == State::Done, session.turn().is_none());
        }
    }
}

#[test]
fn who_leaves_early_is_told_what_is_to_come() {
    let mut session = session(3);
    play(&mut session, "x:a + q");
    assert_eq!((session.summary().answered, session.summary().left), (1, 2));
    // Taking the end back takes that back, too.
    play(&mut session, "u");
    assert_eq!(session.summary().left, 0);
    play(&mut session, "x:b + x:c +");
    assert_eq!((session.summary().answered, session.summary().left), (3, 0));
}
