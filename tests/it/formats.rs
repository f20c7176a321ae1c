//! The formats of `check` for other programs, against their schemas and the limits of their hosts.
//!
//! The schemas are not our own where there are others: that of OASIS for SARIF comes from `PyPI`, that of Jenkins
//! for `JUnit` lies in `formats/` with its licence.

use std::process::Command;

use serde_json::Value;

use crate::python;
use crate::world::World;

const REQUIREMENTS: &str = include_str!("formats/requirements.txt");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/formats");

/// Findings of all severities, with labels, fixes of one edit and of several, signs that a format may stumble
/// over, and a name that has to be escaped.
fn odd_notes() -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write(
        "desk/notes/ödd & <name>%20.md",
        "## Cells \n\n- The cells 😀 recieve \"oxygen\" & <b>more</b>\n-\n- Kinds:\n- \u{7}bell, tab\tand\u{200b} more \n\
         - **Light\n- Vitamins: A, B, C, etc.\n\n## Void\n",
    );
    world.write(
        "desk/notes/twice.md",
        "# T\n\n- The same fact is written down in this list twice\n- The same fact is written down in this list twice\n",
    );
    world
}

#[test]
fn reports_are_valid_by_the_schemas_of_their_formats() {
    let world = odd_notes();
    world.write("clean/recito.toml", "");
    world.write(
        "clean/notes/fine.md",
        "# Fine\n\n- The kidney filters the blood\n",
    );
    let mut validate = Command::new(python::with("formats-venv", REQUIREMENTS).join("python"));
    validate.arg(format!("{FOLDER}/validate.py"));
    for folder in ["desk", "clean"] {
        for format in ["sarif", "gitlab", "junit", "rdjson"] {
            let report = world.path(&format!("{folder}.{format}"));
            let file = report.to_str().unwrap();
            let ran = world.run_in(folder, &["check", "--format", format, "--output", file]);
            assert_eq!(
                (ran.code, ran.err.as_str()),
                (i32::from(folder == "desk"), "")
            );
            validate.arg(format!("{format}={file}"));
        }
    }
    python::run(&mut validate);
}

#[test]
fn the_schemas_refuse_what_is_wrong() {
    let world = World::empty();
    let python = python::with("formats-venv", REQUIREMENTS).join("python");
    for (format, wrong) in [
        ("sarif", r#"{"version":"2.1.0","runs":[{"tool":{}}]}"#),
        (
            "gitlab",
            r#"[{"description":"x","check_name":"y","severity":"minor","location":{"path":"a"}}]"#,
        ),
        ("junit", "<testsuites><testsuite/><finding/></testsuites>"),
        (
            "rdjson",
            r#"{"source":{"name":"x"},"diagnostics":[{"message":"x","location":{"path":"a"},"severity":"BAD"}]}"#,
        ),
    ] {
        world.write("wrong", wrong);
        let argument = format!("{format}={}", world.path("wrong").display());
        let mut validate = Command::new(&python);
        let output = validate
            .args([format!("{FOLDER}/validate.py"), argument])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}");
        let out = String::from_utf8_lossy(&output.stdout);
        assert!(out.starts_with(&format!("{format}: ")), "{out}");
    }
}

/// A vault of ten thousand findings and more: errors, warnings and hints.
fn many() -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    for note in 0..10 {
        let mut text = format!("# Note {note}\n\n");
        for i in 0..400 {
            let four = format!(
                "- Fact {i} of note {note}\n-\n- Kinds of thing {i}:\n- Members {i}: a, b, c, etc.\n"
            );
            text.push_str(&four);
        }
        world.write(&format!("desk/notes/{note}.md"), text);
    }
    world
}

/// The limits are those of "Troubleshooting SARIF uploads" and of the annotations of a step, both of GitHub's
/// documentation.
#[test]
fn the_limits_of_github_hold_with_ten_thousand_findings() {
    let world = many();
    let ran = world.run(&["check", "--format", "github"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    for level in ["error", "warning", "notice"] {
        let of_level = ran
            .out
            .lines()
            .filter(|line| line.starts_with(&format!("::{level} ")));
        assert_eq!(of_level.count(), 10, "{level}");
    }
    let plain = ran
        .out
        .lines()
        .filter(|line| line.starts_with("notes/"))
        .count();
    let summary = ran.out.lines().last().unwrap();
    let total: usize = summary
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse::<usize>().ok())
        .take(3)
        .sum();
    assert!(total >= 10_000, "{summary}");
    assert!(plain <= total - 30, "{plain} of {total}");

    let sarif = world.run(&["check", "--format", "sarif"]).out;
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), total);
    assert!(
        results
            .iter()
            .all(|result| result["partialFingerprints"].is_object())
    );
}
