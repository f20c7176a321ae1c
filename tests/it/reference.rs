//! The reference pages say what the program does: the examples of `docs/format.md` are read and written
//! back, `docs/questions.md` has the templates, gates and weights of the source, and `ARCHITECTURE.md` its
//! modules.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use recito::deck::format as deck;
use recito::review::format as log;
use recito::source::SourceId;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The text of the only fence of a language in a page.
fn fence<'t>(page: &'t str, language: &str) -> &'t str {
    let (_, rest) = page.split_once(&format!("```{language}\n")).unwrap();
    let (inside, after) = rest.split_once("```").unwrap();
    assert!(!after.contains(&format!("```{language}\n")));
    inside
}

/// The names between backticks in a text.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The first cells of the table below a heading.
fn first_cells<'t>(page: &'t str, heading: &str) -> BTreeSet<&'t str> {
    let (_, section) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| names(row.split('|').nth(1).unwrap()))
        .collect()
}

#[test]
fn the_example_of_a_deck_is_one_and_has_the_keys_of_the_table() {
    let page = read("docs/format.md");
    let example = fence(&page, "toml");
    let (cards, problems) = deck::parse(SourceId(0), "notes/lambda.md", example);
    assert_eq!(problems, []);
    assert_eq!(cards.cards.len(), 2);
    assert_eq!(deck::print(&cards), example);

    let table = first_cells(&page, "Decks");
    for key in &table {
        // A key that is not known would be a problem, and so is a value that no key takes.
        let text = format!("[[card]]\nid = \"aaaaaaaaaaaaaaaa\"\n{key} = 1979-05-27\n");
        let text = match *key {
            "id" => "[[card]]\nid = 1979-05-27\n",
            _ => text.as_str(),
        };
        let (_, problems) = deck::parse(SourceId(0), "n.md", text);
        assert!(
            problems.iter().any(|problem| problem.rule != "unknown-key"),
            "`{key}` is not known"
        );
    }
    let lines = example.lines().filter(|line| !line.starts_with('#'));
    for (key, _) in lines.filter_map(|line| line.split_once(" = ")) {
        assert!(key == "version" || table.contains(key), "`{key}`");
    }
}

#[test]
fn the_examples_of_records_are_records_and_have_the_keys_of_the_table() {
    let page = read("docs/format.md");
    let table = first_cells(&page, "The log");
    let mut kinds = BTreeSet::new();
    let mut shown = BTreeSet::new();
    for line in fence(&page, "json").lines() {
        let record = log::read_line("k4q2", line).unwrap();
        assert_eq!(log::write_line(&record), line);
        let keys: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        kinds.insert(keys["k"].as_str().unwrap().to_string());
        for key in keys.keys().filter(|key| *key != "x") {
            assert!(table.contains(key.as_str()), "`{key}`");
            shown.insert(key.clone());
        }
    }
    assert_eq!(kinds.len(), 8, "an example of each kind");
    assert_eq!(
        shown.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        table
    );
}

#[cfg(feature = "anki")]
#[test]
fn the_example_of_stamps_is_one() {
    use recito::anki::stamp;
    let page = read("docs/format.md");
    let (_, section) = page.split_once("\n## Stamps for Anki\n").unwrap();
    let example = fence(section, "text");
    assert_eq!(stamp::print(&stamp::parse(example)), example);
}

#[test]
fn the_page_on_questions_has_the_templates_and_their_scores() {
    let page = read("docs/questions.md");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/question/template");
    let mut real = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        if let Some((_, rest)) = text.split_once("name: \"") {
            let name = rest.split('"').next().unwrap().to_string();
            // Where a template has one score, the page has it.
            let base = text.split_once("base: 0.").map(|(_, rest)| rest);
            if let Some(base) = base {
                let digits: String = base.chars().take_while(char::is_ascii_digit).collect();
                let score = format!("0.{digits:0<2}");
                let row = page
                    .lines()
                    .find(|line| line.starts_with(&format!("| `{name}`")));
                let row = row.unwrap_or_else(|| panic!("no row for `{name}`"));
                assert!(row.contains(&score), "{score} is not in: {row}");
            }
            real.insert(name);
        }
    }
    let named = first_cells(&page, "Templates");
    assert_eq!(named, real.iter().map(String::as_str).collect());
}

#[test]
fn the_page_on_questions_has_the_gates_and_the_weights() {
    let page = read("docs/questions.md");
    let gates = read("src/question/gate.rs");
    let (_, list) = gates.split_once("const GATES").unwrap();
    let list = list.split("];").next().unwrap();
    let real: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    assert!(real.len() > 5);
    let (_, section) = page.split_once("\n## Gates\n").unwrap();
    let paragraph = section.trim_start().split("\n\n").next().unwrap();
    assert_eq!(names(paragraph), real);

    let select = read("src/question/select.rs");
    let score = select.split_once("fn score").unwrap().1;
    let score = score.split("\n}\n").next().unwrap();
    let weights: Vec<String> = score
        .split("add(evidence.")
        .skip(1)
        .map(|call| {
            let (_, weight) = call.split_once(", ").unwrap();
            let weight = weight.split(')').next().unwrap();
            match weight.strip_prefix('-') {
                Some(size) => format!("− {size}"),
                None => format!("+ {weight}"),
            }
        })
        .collect();
    assert!(weights.len() > 5);
    let (_, section) = page.split_once("\n## Score\n").unwrap();
    let line = section.split("\n## ").next().unwrap().replace('\n', " ");
    let said: Vec<String> = line
        .match_indices(['+', '−'])
        .map(|(at, _)| line[at..].chars().take(6).collect())
        // The first is for lines built alike, which is no condition.
        .skip(1)
        .collect();
    assert_eq!(said, weights);
}

#[test]
fn the_code_map_has_every_module() {
    let page = read("ARCHITECTURE.md");
    let (_, map) = page.split_once("\n## Code map\n").unwrap();
    let map = names(map.split("\n## ").next().unwrap());
    let library = read("src/lib.rs");
    let modules: Vec<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(modules.len() > 15);
    let lost: Vec<&&str> = modules
        .iter()
        .filter(|name| !map.contains(**name))
        .collect();
    assert!(lost.is_empty(), "not in the code map: {lost:?}");
}
