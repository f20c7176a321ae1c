//! Images, code and lists item by item in the real Anki, exported by the real program.

use serde_json::{Value, json};

use super::core::in_anki;
use super::{counts, words};
use crate::world::World;

/// The smallest images there are, one of each colour.
const RED: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
const BLUE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

const NOTE: &str = "\
# Loops

Q: Which loop is this? ![](img/loop.gif)
A: An endless one

Q: What ends it? ![](img/none.gif)
A: A break ![](<../pictures/the end.gif>)

Q: Where is it from?
A: The web ![](https://example.org/x.gif)

Q: How is it written?
A: With a keyword
```rust
loop { break \"<b>\"; } // {{c1::x}}
```

## Steps

1. Mix the flour
2. Knead the dough
3. Proof the loaf
4. Bake the bread
5. Cool the crust
";

fn world() -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write("desk/notes/loops.md", NOTE);
    world.write("desk/notes/img/loop.gif", RED);
    world.write("desk/pictures/the end.gif", BLUE);
    world
}

fn package(world: &World, options: &[&str]) -> (Vec<u8>, String) {
    let ran = world.run(&[&["export", "anki"], options].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    (
        std::fs::read(world.path("desk/recito.apkg")).unwrap(),
        ran.err,
    )
}

fn asked<'a>(facts: &'a Value, prompt: &str) -> &'a Value {
    let mut cards = facts["cards"].as_array().unwrap().iter();
    let found = cards.find(|card| words(&card["question"]["text"]).contains(prompt));
    found.unwrap_or_else(|| panic!("no card asks {prompt}"))
}

fn tags<'a>(side: &'a Value, name: &str) -> Vec<&'a str> {
    let tags = side["tags"].as_array().unwrap().iter();
    let tags = tags.map(|tag| tag.as_str().unwrap());
    tags.filter(|tag| tag.split(' ').next() == Some(name))
        .collect()
}

#[test]
fn images_come_along_in_both_formats_and_only_once() {
    for format in ["compat", "latest"] {
        let world = world();
        let (first, said) = package(&world, &["--format", format]);
        let gone = "notes/loops.md:6: the image `img/none.gif` stays behind: it is not there";
        assert!(said.contains(gone), "{said}");
        assert!(
            said.contains("`https://example.org/x.gif` stays behind"),
            "{said}"
        );
        let facts = in_anki("plain", &[&first]);
        let mut names: Vec<&String> = facts["media"]["files"]
            .as_object()
            .unwrap()
            .keys()
            .collect();
        names.sort();
        let [loop_, end] = names.as_slice() else {
            panic!("{names:?}")
        };
        assert!(
            loop_.starts_with("loop-") && end.starts_with("the-end-"),
            "{names:?}"
        );
        let card = asked(&facts, "Which loop");
        assert_eq!(tags(&card["question"], "img"), [format!("img src={loop_}")]);
        let card = asked(&facts, "What ends");
        assert_eq!(tags(&card["question"], "img"), [""; 0]);
        assert_eq!(tags(&card["answer"], "img"), [format!("img src={end}")]);

        // A changed image gets another name, and its card is the only one that is updated.
        world.write("desk/notes/img/loop.gif", BLUE);
        let (second, _) = package(&world, &["--format", format]);
        let cards = facts["cards"].as_array().unwrap().len() as u64;
        let script = in_anki_unchecked(&[&first, &second]);
        assert_eq!(counts(&script, 1), (0, 1, cards - 1));
        assert_eq!(script["media"]["files"].as_object().unwrap().len(), 3);
        assert_eq!(script["media"]["missing"], json!([]));
    }
}

/// An image that no card shows any more stays in Anki until its learner removes it there.
fn in_anki_unchecked(packages: &[&[u8]]) -> Value {
    super::core::facts("UTC0", "plain", packages)
}

#[test]
fn code_of_the_note_stands_on_the_back_as_text() {
    let (bytes, _) = package(&world(), &[]);
    let facts = in_anki("plain", &[&bytes]);
    let card = asked(&facts, "How is it written");
    assert_eq!(tags(&card["answer"], "pre").len(), 1);
    let told = words(&card["answer"]["text"]);
    assert!(
        told.contains("loop { break \"<b>\"; } // {{c1::x}}"),
        "{told}"
    );
    assert!(!words(&card["question"]["text"]).contains("break"));
}

#[test]
fn a_long_list_is_asked_item_by_item_beside_the_whole() {
    let world = world();
    let (bytes, _) = package(&world, &["--overlapping", "--decks", "one"]);
    let facts = in_anki("all", &[&bytes]);
    assert_eq!(facts["decks"], json!(["Default", "recito"]));
    let cards = facts["cards"].as_array().unwrap().iter();
    let steps: Vec<(String, String)> = cards
        .filter(|card| card["note_type"] == "recito overlapping v1")
        .map(|card| {
            (
                words(&card["question"]["text"]),
                words(&card["answer"]["text"]),
            )
        })
        .collect();
    assert_eq!(steps.len(), 5, "{facts}");
    let items = [
        "Mix the flour",
        "Knead the dough",
        "Proof the loaf",
        "Bake the bread",
        "Cool the crust",
    ];
    for (at, (question, answer)) in steps.iter().enumerate() {
        for (other, item) in items.iter().enumerate() {
            let shown = other < at && other + 2 >= at;
            assert_eq!(question.contains(item), shown, "{at} {question}");
        }
        assert!(question.contains("[...]"), "{question}");
        assert!(answer.contains(&items.join("/")), "{answer}");
    }
    let (again, _) = package(&world, &["--overlapping", "--decks", "one"]);
    assert!(again == bytes);
}
