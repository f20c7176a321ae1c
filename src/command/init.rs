//! `recito init`: makes a collection of a folder. Nothing that is there is ever overwritten.

use std::io::Write;
use std::path::Path;

use super::{Context, Exit, Failure};
use crate::cli::InitArgs;
use crate::config;
use crate::printable::one_line;
use crate::store::files::{self, Place};

/// A file that `init` can write: its path in the folder, its content, and what to do when there is
/// one already.
struct Template {
    path: &'static str,
    content: &'static str,
    when_there: WhenThere,
}

/// What a file that was there already still needs.
#[derive(Clone, Copy)]
enum WhenThere {
    Nothing,
    /// The content has to be put into it by hand.
    Merge,
}

const CONFIG: Template = Template {
    path: config::FILE_NAME,
    content: include_str!("init/recito.toml"),
    when_there: WhenThere::Nothing,
};

const GITHUB: Template = Template {
    path: ".github/workflows/recito.yml",
    content: include_str!("init/github.yml"),
    when_there: WhenThere::Nothing,
};

const GITLAB: Template = Template {
    path: ".gitlab-ci.yml",
    content: include_str!("init/gitlab.yml"),
    when_there: WhenThere::Merge,
};

const PRE_COMMIT: Template = Template {
    path: ".pre-commit-config.yaml",
    content: include_str!("init/pre-commit.yaml"),
    when_there: WhenThere::Merge,
};

/// Runs the command.
pub fn run(args: &InitArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let folder = context.current_dir.join(&args.folder);
    if let Place::File(_) | Place::Special = files::place(&folder)? {
        let shown = args.folder.display();
        return Err(Failure::new(format!("`{shown}` is not a folder")));
    }
    let mut wanted = vec![CONFIG];
    if args.github {
        wanted.push(GITHUB);
    }
    if args.gitlab {
        wanted.push(GITLAB);
    }
    if args.pre_commit {
        wanted.push(PRE_COMMIT);
    }
    for template in &wanted {
        write(&folder, &args.folder, template, out)?;
    }
    Ok(Exit::Clean)
}

fn write(
    folder: &Path,
    shown: &Path,
    template: &Template,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let name = shown.join(template.path);
    let name = name
        .strip_prefix(".")
        .unwrap_or(&name)
        .display()
        .to_string();
    let name = one_line(&name);
    if files::create(&folder.join(template.path), template.content.as_bytes())? {
        writeln!(out, "wrote {name}")?;
        return Ok(());
    }
    match template.when_there {
        WhenThere::Nothing => writeln!(out, "{name} is there already and was left as it is")?,
        WhenThere::Merge => {
            writeln!(
                out,
                "{name} is there already and was left as it is; it needs:"
            )?;
            write!(out, "{}", template.content)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::SourceId;

    #[test]
    fn the_written_settings_are_the_defaults_with_or_without_their_comment_signs() {
        let (config, found) = config::apply(Config::default(), SourceId(0), CONFIG.content);
        assert_eq!((config, found), (Config::default(), vec![]));
        let settings: Vec<&str> = CONFIG
            .content
            .lines()
            .filter_map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")))
            .collect();
        let uncommented = settings.join("\n");
        let (config, found) = config::apply(Config::default(), SourceId(0), &uncommented);
        let expected = Config {
            notes: vec!["notes".into()],
            reviews_per_day: Some(200),
            ..Config::default()
        };
        assert_eq!((config, found), (expected, vec![]));
    }
}
