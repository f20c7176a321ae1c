//! `recito doctor`: verifies log and decks, backs up, restores.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::collection::{self, Collection};
use super::{Context, Exit, Failure};
use crate::cli::DoctorArgs;
use crate::deck::CardId;
use crate::diagnostic::{Diagnostic, Severity};
use crate::printable::one_line;
use crate::report::counted;
use crate::report::doctor::{Backups, Checkup, Damage, DeckState, LogState, Studied, human, json};
use crate::review::Event;
use crate::store::log::{self, Reading};
use crate::store::place::{Special, special};
use crate::store::{backup, files};
use crate::workspace::build;

/// Runs the command.
pub fn run(args: &DoctorArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    if let Some(file) = &args.restore {
        return restore(&context.current_dir.join(file), context, out);
    }
    if let Some(file) = &args.backup {
        let file = context.current_dir.join(file);
        let manifest = backup::write(&context.data_dir, &file, context.now.get())?;
        let (records, files) = (manifest.records, manifest.files.len());
        let (records, files) = (counted(records, "record"), counted(files, "file"));
        let shown = file.display().to_string();
        writeln!(out, "{records} in {files} kept in {}", one_line(&shown))?;
        return Ok(Exit::Clean);
    }
    let checkup = check_up(args, context)?;
    if args.json {
        writeln!(out, "{}", json(&checkup))?;
    } else {
        out.write_all(human(&checkup).as_bytes())?;
    }
    Ok(if checkup.healthy() {
        Exit::Clean
    } else {
        Exit::Problems
    })
}

fn restore(file: &Path, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let restored = backup::restore(&context.data_dir, file)?;
    writeln!(
        out,
        "{} added, {} there already",
        counted(restored.added, "record"),
        restored.known
    )?;
    if restored.decks > 0 {
        writeln!(out, "{} put back", counted(restored.decks, "deck"))?;
    }
    if !restored.listed {
        writeln!(out, "problem: the backup has no manifest that can be read")?;
    }
    for name in &restored.damaged {
        let name = one_line(name);
        writeln!(
            out,
            "problem: `{name}` of the backup is damaged; what is whole of it was taken"
        )?;
    }
    Ok(if restored.listed && restored.damaged.is_empty() {
        Exit::Clean
    } else {
        Exit::Problems
    })
}

fn check_up(args: &DoctorArgs, context: &Context) -> Result<Checkup, Failure> {
    let reading = log::read(&context.data_dir)?;
    let mut checkup = Checkup {
        log: log_state(&reading, context)?,
        backups: backups(context)?,
        ..Checkup::default()
    };
    about_log(&reading, context, &mut checkup);
    about_places(context, &mut checkup);
    let answered: BTreeSet<CardId> = reading.log.reviews().map(|review| review.card).collect();
    checkup.studied = Studied {
        cards: answered.len(),
        elsewhere: answered.len(),
        ..Studied::default()
    };
    // What is wrong with the log is a part of the report.
    let quiet = Context {
        quiet: true,
        ..context.clone()
    };
    match collection::read(&args.paths, &quiet) {
        Ok(collection) => about_decks(&collection, &answered, &mut checkup),
        Err(failure) if args.paths.is_empty() => {
            let why = format!("no decks were looked at: {:#}", failure.error);
            checkup.notes.push(why);
        }
        Err(failure) => return Err(failure),
    }
    Ok(checkup)
}

fn log_state(reading: &Reading, context: &Context) -> Result<LogState, Failure> {
    let devices: BTreeSet<&str> = reading
        .files
        .iter()
        .map(|file| file.device.as_str())
        .collect();
    let records: usize = reading.files.iter().map(|file| file.records).sum();
    let distinct = backup::distinct(&context.data_dir)?;
    let unknown = reading.log.records.iter();
    let unknown = unknown.filter(|record| matches!(record.event, Event::Unknown { .. }));
    let conflicts = reading.files.iter().filter(|file| {
        let name = file.path.to_string_lossy();
        name.contains(".sync-conflict-") || name.contains("conflicted copy")
    });
    let shown = |path: &Path| path.display().to_string();
    let damage = reading.problems.iter().map(|problem| Damage {
        file: shown(&problem.file),
        line: problem.line,
        bytes: problem.bytes.clone(),
        reason: problem.reason.clone(),
    });
    let unended = reading.files.iter().filter(|file| file.unended);
    let unended = unended.map(|file| Damage {
        file: shown(&file.path),
        line: 0,
        bytes: file.bytes..file.bytes,
        reason: "its last line has no line end".to_owned(),
    });
    Ok(LogState {
        folder: shown(&context.data_dir.join("log")),
        devices: devices.len(),
        files: reading.files.len(),
        conflict_copies: conflicts.count(),
        records,
        repeated: records.saturating_sub(distinct),
        answers: reading.log.reviews().count(),
        unknown: unknown.count(),
        damage: damage.chain(unended).collect(),
    })
}

fn about_log(reading: &Reading, context: &Context, checkup: &mut Checkup) {
    let LogState {
        unknown,
        conflict_copies,
        ..
    } = checkup.log;
    if unknown > 0 {
        checkup.problems.push(format!(
            "{} of a newer recito: kept, but without effect here; update recito",
            counted(unknown, "record")
        ));
    }
    if conflict_copies > 0 {
        let copies = match conflict_copies {
            1 => "1 conflict copy of a syncer is".to_owned(),
            some => format!("{some} conflict copies of a syncer are"),
        };
        checkup
            .notes
            .push(format!("{copies} read, too; nothing has to be done"));
    }
    let own = log::own_device(&context.state_dir);
    let clashed: BTreeSet<&str> = reading
        .clashes
        .iter()
        .map(|clash| clash.device.as_str())
        .collect();
    for device in clashed {
        let what = format!("two machines wrote as `{device}`; what both wrote counts");
        if own.as_deref() == Some(device) {
            let next = "with its next answer this one takes a new name";
            checkup.notes.push(format!("{what}; {next}"));
        } else {
            checkup.notes.push(what);
        }
    }
}

/// What the places of the folders mean for the log.
fn about_places(context: &Context, checkup: &mut Checkup) {
    for place in special(&context.data_dir) {
        checkup.notes.push(match place {
            Special::Network(kind) => format!(
                "the data folder lies on a network drive ({kind}): it works, but its locks and its fsync may promise more than they keep"
            ),
            Special::Synced(program, folder) => format!(
                "{program} carries {}: the log is made for that; let it finish before you study on another machine",
                folder.display()
            ),
            Special::Repository(folder) => format!(
                "the data folder lies in the repository {}: whoever gets a copy of that sees your answers",
                folder.display()
            ),
        });
    }
    for place in special(&context.state_dir) {
        if let Special::Synced(program, folder) = place {
            checkup.problems.push(format!(
                "{program} carries {}, and with it the name of this device: two machines would write as one; set XDG_STATE_HOME to a folder that stays here",
                folder.display()
            ));
        }
    }
}

fn backups(context: &Context) -> Result<Backups, Failure> {
    let kept = backup::kept(&context.state_dir)?;
    let newest = kept.last().and_then(|path| path.file_stem());
    Ok(Backups {
        folder: backup::folder(&context.state_dir).display().to_string(),
        count: kept.len(),
        newest: newest.map(|name| name.to_string_lossy().into_owned()),
    })
}

/// Looks at the decks, and for the cards that were answered.
fn about_decks(collection: &Collection, answered: &BTreeSet<CardId>, checkup: &mut Checkup) {
    let workspace = &collection.workspace;
    let broken = |problem: &&Diagnostic| problem.rule == "broken-deck";
    for problem in workspace.diagnostics.iter().filter(broken) {
        let text = collection::located(problem, &workspace.sources);
        match problem.severity {
            Severity::Error => checkup.problems.push(text),
            _ => checkup.notes.push(text),
        }
    }
    let built = build(workspace);
    let cards = built
        .decks
        .iter()
        .chain(&built.others)
        .flat_map(|deck| &deck.cards);
    let (retired, asked): (Vec<_>, Vec<_>) = cards.partition(|card| card.retired);
    let of = |cards: &[&crate::deck::Card]| -> BTreeSet<CardId> {
        let ids = cards.iter().map(|card| card.id);
        ids.filter(|id| answered.contains(id)).collect()
    };
    let (in_notes, gone) = (of(&asked), of(&retired));
    checkup.studied = Studied {
        cards: answered.len(),
        in_notes: in_notes.len(),
        retired: gone.len(),
        elsewhere: answered.len() - in_notes.union(&gone).count(),
    };
    let files = workspace.decks.iter();
    let files = files.filter(|deck| files::is_there(&collection.deck_file(&deck.note)));
    checkup.decks = Some(DeckState {
        folder: collection.decks_dir.display().to_string(),
        files: files.count(),
        asked: asked.len(),
        retired: retired.len(),
    });
}
