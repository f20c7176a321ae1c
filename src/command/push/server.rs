//! Pushing to a sync server: the user's own, through the core of Anki in a Python of theirs.
//!
//! The core has a collection of its own, which is only a copy: it is synchronised first, so that nothing
//! that was done elsewhere is lost, and after the import.

use std::path::Path;

use serde_json::json;

use super::{Failure, Push, State, changed};
use crate::command::Exit;
use crate::command::export_anki::Made;
use crate::store::files;
use crate::store::peer::{Core, Peer as _};

impl Push<'_> {
    /// To the collection of a sync server.
    pub(super) fn push_server(
        &mut self,
        url: &str,
        folder: &Path,
        made: &Made,
    ) -> Result<Exit, Failure> {
        let (user, password) = self.account()?;
        let mut core = Core::start(&self.args.python)?;
        let copy = folder.join(name_of(url, user)).join("collection.anki2");
        files::private_folder(copy.parent().unwrap_or(folder))?;
        core.ask("open", json!({ "path": copy })).map_err(|error| {
            Failure::from(error).hint(
                "install the core of Anki, `pip install anki`, and name its Python with `--python`",
            )
        })?;
        let login = json!({ "endpoint": url, "user": user, "password": password });
        core.ask("login", login).map_err(|error| {
            Failure::from(error).hint("the server, the user or the password is wrong")
        })?;
        self.catch_up(&mut core)?;
        let state = State::of(&mut core, &made.package)?;
        if !state.changed.is_empty() {
            self.consent(&changed(&state.changed))?;
        }
        let plan = state.plan(made);
        if !self.args.dry_run {
            let merge = !state.changed.is_empty();
            let import =
                json!({ "path": self.file, "merge": merge, "scheduling": self.args.progress });
            core.ask("importPackage", import)?;
            self.apply(&mut core, &plan)?;
        }
        self.report(&mut core, made, &state, &plan)?;
        if !self.args.dry_run {
            self.hand_over(&mut core)?;
        }
        Ok(Exit::Clean)
    }

    fn account(&self) -> Result<(&str, &str), Failure> {
        let user = self.args.user.as_deref();
        let user = user.ok_or_else(|| {
            Failure::new("a sync server wants to know who you are")
                .hint("name the account with `--user NAME`")
        })?;
        let password = self.context.sync_password.as_deref();
        let password = password.ok_or_else(|| {
            Failure::new("a sync server wants a password")
                .hint("put it into the environment, as RECITO_SYNC_PASSWORD")
        })?;
        Ok((user, password))
    }

    /// Brings the copy to what the server has. It holds nothing of its own, so it may be replaced; a server
    /// that has nothing yet is not filled unasked.
    fn catch_up(&mut self, core: &mut Core) -> Result<(), Failure> {
        let required = core.ask("sync", json!({}))?;
        match required.as_str() {
            Some("FULL_SYNC" | "FULL_DOWNLOAD") => {
                core.ask("full", json!({ "upload": false }))?;
            }
            Some("FULL_UPLOAD") => self.fill(core, EMPTY)?,
            _ => {}
        }
        Ok(())
    }

    /// Puts the copy in the place of what the server has.
    fn fill(&mut self, core: &mut Core, warning: &str) -> Result<(), Failure> {
        self.consent(warning)?;
        core.ask("full", json!({ "upload": true }))?;
        Ok(())
    }

    /// Brings the server to what the copy has now.
    fn hand_over(&mut self, core: &mut Core) -> Result<(), Failure> {
        let required = core.ask("sync", json!({}))?;
        match required.as_str() {
            Some("FULL_UPLOAD") => self.fill(core, EMPTY)?,
            Some("FULL_SYNC" | "FULL_DOWNLOAD") => self.fill(core, REPLACED)?,
            _ => {}
        }
        self.say("synchronised")
    }
}

/// What to say before a server that has nothing is filled.
const EMPTY: &str = "the server has no collection yet: one with your recito cards only would be the first, and \
                     devices that have another collection would have to choose one of them";

/// What to say before the collection of a server is replaced.
const REPLACED: &str = "the server wants a one-way sync: its collection would be replaced";

/// The name of the folder for the copy of an account.
fn name_of(url: &str, user: &str) -> String {
    let name = format!("{user}@{}", url.split("://").last().unwrap_or(url));
    let plain = |c: char| {
        if c.is_alphanumeric() || c == '@' || c == '.' {
            c
        } else {
            '-'
        }
    };
    name.chars().map(plain).take(100).collect()
}
