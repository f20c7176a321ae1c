//! Carrying the log through a git repository of its own, in the data folder, with the `git` program.
//!
//! Only the log is in it. Two devices never write the same file, so nothing conflicts; for a copied device
//! both sides' lines stay. Git is always told where the repository is, so that it finds no other around it,
//! and nothing that a repository may bring runs: no hooks, no monitors, no transport that is a command.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail, ensure};

use super::files::{create, is_there};
use super::log::{device_turn, own_device};

/// The branch that is carried.
const BRANCH: &str = "main";
const REMOTE: &str = "origin";

/// The file that tells git to leave line ends alone and to keep the lines of both sides.
const ATTRIBUTES: &str = ".gitattributes";
const ATTRIBUTES_TEXT: &[u8] = b"log/** -text merge=union\n";

/// How often a push is tried when others push at the same time.
const TRIES: usize = 8;

/// What a repository and its remote must not do here.
const SAFE: [&str; 10] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.symlinks=false",
    "core.autocrlf=false",
    "core.quotePath=false",
    "protocol.ext.allow=never",
    "commit.gpgSign=false",
    "fetch.recurseSubmodules=false",
    "submodule.recurse=false",
    "gc.autoDetach=false",
];

/// Variables that would lead git elsewhere.
const LEADING: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
];

/// What git says when there is no network. All else is an error.
const OFFLINE: [&str; 8] = [
    "Could not resolve host",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "No route to host",
    "Connection refused",
    "Connection timed out",
    "Failed to connect",
    "Could not connect",
];

/// How far the log was carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// There is no remote: it is kept in the repository here.
    Here,
    /// The remote could not be reached, and why.
    Offline(String),
    /// To the remote and back; whether there was something to send.
    There { sent: bool },
}

/// The repository in a data folder.
pub struct Repository {
    data_dir: PathBuf,
    state_dir: PathBuf,
    /// Whether git may ask for a password.
    may_ask: bool,
}

impl Repository {
    /// Opens the repository, or makes it.
    pub fn open(data_dir: &Path, state_dir: &Path, may_ask: bool) -> anyhow::Result<Repository> {
        let repository = Repository {
            data_dir: data_dir.to_owned(),
            state_dir: state_dir.to_owned(),
            may_ask,
        };
        let new = !is_there(&data_dir.join(".git"));
        if new {
            super::log::create_folder(data_dir)
                .with_context(|| format!("could not create {}", data_dir.display()))?;
            repository.git(&["init", "-q", "-b", BRANCH])?;
        }
        repository.refuse_others()?;
        create(&data_dir.join(ATTRIBUTES), ATTRIBUTES_TEXT)?;
        Ok(repository)
    }

    /// Fails when the repository holds something else than a log: it is somebody's notes.
    fn refuse_others(&self) -> anyhow::Result<()> {
        let tracked = self.git(&["ls-files", "-z"])?;
        let ours = |path: &&str| path.starts_with("log/") || *path == ATTRIBUTES;
        let foreign = tracked.split('\0').filter(|path| !path.is_empty());
        match foreign.into_iter().find(|path| !ours(path)) {
            Some(path) => bail!(
                "the repository in {} holds `{path}`: it is not one for the log",
                self.data_dir.display()
            ),
            None => Ok(()),
        }
    }

    /// The address of the remote, if there is one.
    pub fn remote(&self) -> Option<String> {
        let url = self.git(&["remote", "get-url", REMOTE]).ok()?;
        Some(url.trim().to_owned())
    }

    /// Sets the remote.
    pub fn set_remote(&self, url: &str) -> anyhow::Result<()> {
        ensure!(!url.starts_with('-'), "`{url}` is no address");
        let how = if self.remote().is_some() {
            "set-url"
        } else {
            "add"
        };
        self.git(&["remote", how, "--", REMOTE, url])?;
        Ok(())
    }

    /// Takes the log into the repository, and carries it to the remote and back.
    pub fn carry(&self) -> anyhow::Result<Carried> {
        self.commit()?;
        if self.remote().is_none() {
            return Ok(Carried::Here);
        }
        match self.exchange() {
            Err(error) => {
                let said = format!("{error:#}");
                if OFFLINE.iter().any(|words| said.contains(words)) {
                    Ok(Carried::Offline(said))
                } else {
                    Err(error)
                }
            }
            carried => carried,
        }
    }

    fn exchange(&self) -> anyhow::Result<Carried> {
        let mut last = None;
        for _ in 0..TRIES {
            self.git(&["fetch", "-q", "--no-tags", REMOTE])?;
            let there = format!("refs/remotes/{REMOTE}/{BRANCH}");
            let known = self.git(&["rev-parse", "-q", "--verify", &there]).is_ok();
            if known {
                self.merge(&there)?;
                let ahead = format!("{there}..HEAD");
                if self.git(&["rev-list", "--count", &ahead])?.trim() == "0" {
                    return Ok(Carried::There { sent: false });
                }
            }
            let refs = format!("HEAD:refs/heads/{BRANCH}");
            match self.git(&["push", "-q", REMOTE, &refs]) {
                Ok(_) => return Ok(Carried::There { sent: true }),
                // Another device was faster: its records come first.
                Err(error) if is_race(&error) => last = Some(error),
                Err(error) => return Err(error),
            }
        }
        let last = last.map_or(String::new(), |error| format!("{error:#}"));
        bail!("others send all the time; try again: {last}")
    }

    /// Takes what is new in the log into the repository.
    fn commit(&self) -> anyhow::Result<()> {
        let _turn = device_turn(&self.state_dir)?;
        self.record()
    }

    fn record(&self) -> anyhow::Result<()> {
        self.git(&["add", "--", ATTRIBUTES])?;
        if is_there(&self.data_dir.join("log")) {
            self.git(&["add", "--", "log"])?;
        }
        if self.git(&["diff", "--cached", "--quiet"]).is_ok()
            && self.git(&["rev-parse", "-q", "--verify", "HEAD"]).is_ok()
        {
            return Ok(());
        }
        let device = own_device(&self.state_dir).unwrap_or_default();
        let message = format!("Answers of {device}");
        self.git(&[
            "commit",
            "-q",
            "--allow-empty",
            "--no-verify",
            "-m",
            message.trim(),
        ])?;
        Ok(())
    }

    /// Takes over what others sent. No answer is written meanwhile, so that git finds the files as it left them.
    fn merge(&self, there: &str) -> anyhow::Result<()> {
        let _turn = device_turn(&self.state_dir)?;
        self.record()?;
        let merged = self.git(&[
            "merge",
            "-q",
            "--no-edit",
            "--no-verify",
            "--allow-unrelated-histories",
            there,
        ]);
        if merged.is_err() {
            // What was there before stays; that the merge can not be undone changes nothing about it.
            let _ = self.git(&["merge", "--abort"]);
        }
        merged.map(drop)
    }

    /// Runs git; gives what it printed, or fails with what it said.
    fn git(&self, args: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new("git");
        for variable in LEADING {
            command.env_remove(variable);
        }
        let device = own_device(&self.state_dir).unwrap_or_else(|| "device".to_owned());
        for setting in SAFE {
            command.args(["-c", setting]);
        }
        command
            .args([
                "-c",
                "user.name=recito",
                "-c",
                &format!("user.email={device}@recito.invalid"),
            ])
            .arg("--git-dir")
            .arg(self.data_dir.join(".git"))
            .arg("--work-tree")
            .arg(&self.data_dir)
            .args(args)
            .current_dir(&self.data_dir)
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        if !self.may_ask {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        let output = command
            .output()
            .context("could not run `git`; is it installed?")?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("git {}: {}", args[0], said.trim())
    }
}

/// Whether a push failed because another one came first.
fn is_race(error: &anyhow::Error) -> bool {
    let said = format!("{error:#}");
    [
        "rejected",
        "fetch first",
        "cannot lock ref",
        "failed to update ref",
    ]
    .iter()
    .any(|words| said.contains(words))
}
