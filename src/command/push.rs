//! `recito push anki`: brings the cards into an Anki that runs, or into the collection of a sync server, and
//! moves and deletes there what a package alone cannot.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{BufRead as _, Write};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::export::Job;
use super::export_anki::{self, Made};
use super::{Context, Exit, Failure};
use crate::anki::push::{self, Plan, There};
use crate::anki::{self, Format, NoteType, Package};
use crate::cli::PushArgs;
use crate::printable::one_line;
use crate::report::counted;
use crate::store::files;
use crate::store::peer::{Peer, Running};

mod server;

/// How many notes are asked for at once.
const BATCH: usize = 500;

/// The folder below that of the device for what pushing needs.
const FOLDER: &str = "push";

/// Runs the command.
pub(super) fn run(
    args: &PushArgs,
    context: &Context,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let job = Job::open(&args.paths, context)?;
    let made = export_anki::make(&job, &args.layout, args.progress)?;
    let folder = context.state_dir.join(FOLDER);
    let file = folder.join("recito.apkg");
    if !args.dry_run {
        export_anki::save(&job, &made)?;
        files::write_if_changed(&file, &anki::write(&made.package, Format::Compat)?)?;
    }
    let mut push = Push {
        args,
        context,
        out,
        file,
    };
    match &args.server {
        None => push.push_running(&made),
        Some(url) => push.push_server(url, &folder, &made),
    }
}

/// What pushing needs to know.
struct Push<'a> {
    args: &'a PushArgs,
    context: &'a Context,
    out: &'a mut dyn Write,
    /// The package.
    file: PathBuf,
}

impl Push<'_> {
    fn say(&mut self, text: &str) -> Result<(), Failure> {
        if !self.context.quiet {
            writeln!(self.out, "{}", one_line(text))?;
        }
        Ok(())
    }

    /// Asks before something that forces a one-way sync.
    fn consent(&mut self, what: &str) -> Result<(), Failure> {
        if self.args.one_way {
            return Ok(());
        }
        let refused = || {
            Failure::new(format!("{what}; nothing was changed there"))
                .hint("`--one-way` allows it: sync all other devices before")
        };
        if !self.context.terminal {
            return Err(refused());
        }
        write!(self.out, "{}\ngo on? [y/N] ", one_line(what))?;
        self.out.flush()?;
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer)?;
        match answer.trim() {
            "y" | "Y" | "yes" => Ok(()),
            _ => Err(refused()),
        }
    }

    /// To an Anki that runs on this machine.
    fn push_running(&mut self, made: &Made) -> Result<Exit, Failure> {
        let mut anki = Running::at(&self.args.connect, self.args.key.clone());
        anki.ask("version", json!({})).map_err(|error| {
            Failure::from(error)
                .hint("start Anki with the add-on AnkiConnect (2055492159)")
                .hint("or push to a sync server of your own with `--server URL`")
        })?;
        let state = State::of(&mut anki, &made.package)?;
        // AnkiConnect always merges note types.
        if !state.changed.is_empty() {
            self.consent(&changed(&state.changed))?;
        }
        let plan = state.plan(made);
        if !self.args.dry_run {
            anki.ask("importPackage", json!({ "path": self.file }))?;
            self.apply(&mut anki, &plan)?;
        }
        self.report(&mut anki, made, &state, &plan)?;
        if !self.args.no_sync && !self.args.dry_run {
            match anki.ask("sync", json!({})) {
                Ok(_) => self.say("Anki syncs")?,
                Err(error) => self.say(&format!("Anki does not sync: {error:#}"))?,
            }
        }
        Ok(Exit::Clean)
    }

    /// Moves and deletes.
    fn apply(&self, anki: &mut dyn Peer, plan: &Plan) -> Result<(), Failure> {
        for (deck, cards) in &plan.moves {
            for cards in cards.chunks(BATCH) {
                anki.ask("changeDeck", json!({ "cards": cards, "deck": deck }))?;
            }
        }
        if self.args.prune {
            for notes in plan.retired.chunks(BATCH) {
                anki.ask("deleteNotes", json!({ "notes": notes }))?;
            }
        }
        Ok(())
    }

    /// Says what was done. What still differs after the import was edited in Anki later than in the notes.
    fn report(
        &mut self,
        anki: &mut dyn Peer,
        made: &Made,
        state: &State,
        plan: &Plan,
    ) -> Result<(), Failure> {
        let cards = made.package.notes.len();
        let moved: usize = plan.moves.values().map(Vec::len).sum();
        let mut kept = 0;
        if !self.args.dry_run {
            let before: HashMap<i64, &There> = state.notes.iter().map(|n| (n.id, n)).collect();
            let numbers: Vec<i64> = plan.differing.iter().copied().collect();
            let after = notes(anki, &numbers)?;
            let same = |note: &&There| {
                before
                    .get(&note.id)
                    .is_some_and(|b| b.fields == note.fields)
            };
            kept = after.iter().filter(same).count();
        }
        let verb = if self.args.dry_run {
            "would push"
        } else {
            "pushed"
        };
        let (new, changed) = (plan.new, plan.differing.len() - kept);
        let unchanged = cards - new - plan.differing.len();
        self.say(&format!(
            "{verb} {}: {new} new, {changed} changed, {unchanged} unchanged, {moved} moved",
            counted(cards, "card")
        ))?;
        if kept > 0 {
            let kept = counted(kept, "card");
            self.say(&format!("{kept} with what you edited in Anki, which stays"))?;
        }
        let retired = counted(plan.retired.len(), "card");
        match (plan.retired.is_empty(), self.args.prune, self.args.dry_run) {
            (true, ..) => Ok(()),
            (_, true, false) => self.say(&format!("{retired} deleted that your notes do not have any more")),
            (_, true, true) => self.say(&format!("{retired} would be deleted")),
            (_, false, _) => self.say(&format!(
                "{retired} not in your notes any more; `--prune` deletes them in Anki, with their history"
            )),
        }
    }
}

/// What to say of note types that have other fields in Anki.
fn changed(names: &BTreeSet<&str>) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    format!(
        "the fields of {} were changed in Anki, and merging them forces a one-way sync",
        names.join(", ")
    )
}

/// What an Anki has of our cards.
struct State {
    notes: Vec<There>,
    decks: BTreeMap<i64, String>,
    /// Note types whose fields were changed.
    changed: BTreeSet<&'static str>,
}

impl State {
    fn of(anki: &mut dyn Peer, package: &Package) -> Result<State, Failure> {
        let known: Vec<String> = strings(&anki.ask("modelNames", json!({}))?);
        let mut names = BTreeMap::new();
        for kind in package.note_types.iter().map(|kind: &&NoteType| kind.name) {
            if known.iter().any(|name| name == kind) {
                let fields = anki.ask("modelFieldNames", json!({ "modelName": kind }))?;
                names.insert(kind.to_owned(), strings(&fields));
            }
        }
        let numbers = anki.ask("findNotes", json!({ "query": push::ALL }))?;
        let numbers: Vec<i64> = numbers
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_i64)
            .collect();
        let notes = notes(anki, &numbers)?;
        let mut decks = BTreeMap::new();
        let cards: Vec<i64> = notes
            .iter()
            .flat_map(|note| note.cards.iter().copied())
            .collect();
        for cards in cards.chunks(BATCH) {
            let found = anki.ask("getDecks", json!({ "cards": cards }))?;
            for (deck, cards) in found.as_object().into_iter().flatten() {
                let cards = cards
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_i64);
                decks.extend(cards.map(|card| (card, deck.clone())));
            }
        }
        Ok(State {
            notes,
            decks,
            changed: push::changed_types(package, &names).into_iter().collect(),
        })
    }

    fn plan(&self, made: &Made) -> Plan {
        push::plan(&made.package, &made.stamps, &self.notes, &self.decks)
    }
}

fn notes(anki: &mut dyn Peer, numbers: &[i64]) -> Result<Vec<There>, Failure> {
    let mut found = Vec::new();
    for numbers in numbers.chunks(BATCH) {
        let infos = anki.ask("notesInfo", json!({ "notes": numbers }))?;
        found.extend(
            infos
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(push::there),
        );
    }
    Ok(found)
}

fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}
