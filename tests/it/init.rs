//! `recito init` with the real program.

use crate::world::{CHEESE, World};

#[test]
fn init_makes_a_collection_and_overwrites_nothing() {
    let world = World::empty();
    let out = world
        .run(&["init", "--github", "--gitlab", "--pre-commit"])
        .ok();
    assert_eq!(
        out,
        "wrote recito.toml\nwrote .github/workflows/recito.yml\nwrote .gitlab-ci.yml\nwrote .pre-commit-config.yaml\n"
    );
    world.write("desk/a.md", CHEESE);
    assert!(
        world
            .run(&["build"])
            .ok()
            .contains("1 deck written in [WORLD]/desk/decks")
    );

    let before = world.files();
    let out = world.run(&["init", "--pre-commit", "."]).ok();
    assert!(
        out.starts_with("recito.toml is there already and was left as it is\n"),
        "{out}"
    );
    assert!(out.contains("it needs:\nrepos:\n"), "{out}");
    assert_eq!(world.files(), before);
    world
        .run(&["init", "a.md"])
        .fails_with(&["`a.md` is not a folder"]);
    assert_eq!(world.run(&["init", "new"]).ok(), "wrote new/recito.toml\n");
}
