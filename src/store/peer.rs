//! Another Anki that is asked for things: one that runs, through its add-on AnkiConnect, or the core of
//! Anki in a Python of the user's.
//!
//! Both take an action with parameters and answer with a result or an error, in JSON. What the actions mean
//! is not known here. An answer is data of a stranger: it has a limit.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 256 << 20;

/// How long an answer may take, in seconds: a large import takes a while.
const PATIENCE: u64 = 600;

/// The version of AnkiConnect whose answers are understood.
const VERSION: u32 = 6;

/// What runs in the user's Python.
const CORE: &str = include_str!("core.py");

/// An Anki.
pub trait Peer {
    /// The result of an action.
    fn ask(&mut self, action: &str, params: Value) -> anyhow::Result<Value>;
}

/// A running Anki with the add-on `AnkiConnect`.
pub struct Running {
    url: String,
    key: Option<String>,
}

impl Running {
    /// The one at an address, as in `http://127.0.0.1:8765`; `key` is that of its settings, if there is one.
    pub fn at(url: &str, key: Option<String>) -> Running {
        Running {
            url: url.to_owned(),
            key,
        }
    }
}

impl Peer for Running {
    fn ask(&mut self, action: &str, params: Value) -> anyhow::Result<Value> {
        let mut request = json!({ "action": action, "version": VERSION, "params": params });
        if let Some(key) = &self.key {
            request["key"] = key.as_str().into();
        }
        let answer = minreq::post(self.url.as_str())
            .with_header("Content-Type", "application/json")
            .with_body(request.to_string())
            .with_timeout(PATIENCE)
            .with_follow_redirects(false)
            .send_lazy()
            .with_context(|| format!("no Anki answers at {}", self.url))?;
        let mut bytes = Vec::new();
        answer.take(LONGEST + 1).read_to_end(&mut bytes)?;
        ensure!(bytes.len() as u64 <= LONGEST, "the answer is too long");
        result(action, &bytes)
    }
}

/// The core of Anki in a Python.
pub struct Core {
    child: Child,
    /// Closed to end it.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Core {
    /// Starts it.
    pub fn start(python: &Path) -> anyhow::Result<Core> {
        let mut child = Command::new(python)
            .args(["-c", CORE])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start `{}`", python.display()))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            bail!("could not talk to `{}`", python.display());
        };
        Ok(Core {
            child,
            input: Some(input),
            output: BufReader::new(output),
        })
    }
}

impl Peer for Core {
    fn ask(&mut self, action: &str, params: Value) -> anyhow::Result<Value> {
        let line = json!({ "action": action, "params": params }).to_string();
        let input = self.input.as_mut().context("it has ended")?;
        let sent = input
            .write_all(line.as_bytes())
            .and_then(|()| input.write_all(b"\n"))
            .and_then(|()| input.flush());
        let mut answer = Vec::new();
        let mut output = (&mut self.output).take(LONGEST);
        output.read_until(b'\n', &mut answer)?;
        ensure!(
            sent.is_ok() && answer.ends_with(b"\n"),
            "the core of Anki ended while it was asked to `{action}`"
        );
        result(action, &answer)
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        // It closes its collection when there is nothing more to read.
        self.input = None;
        let _ = self.child.wait();
    }
}

/// The result in an answer.
fn result(action: &str, answer: &[u8]) -> anyhow::Result<Value> {
    let mut answer: Value = serde_json::from_slice(answer)
        .with_context(|| format!("the answer to `{action}` is not JSON"))?;
    match answer.get("error") {
        Some(Value::String(error)) => bail!("{action}: {error}"),
        Some(Value::Null) => Ok(answer["result"].take()),
        _ => bail!("the answer to `{action}` is not that of AnkiConnect"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_result_without_an_error_counts() {
        let check = |answer: &str, expect: Result<Value, &str>| {
            let found = result("sync", answer.as_bytes()).map_err(|error| error.to_string());
            assert_eq!(found, expect.map_err(str::to_owned), "{answer}");
        };
        check(r#"{"result": [1], "error": null}"#, Ok(json!([1])));
        check(r#"{"result": null, "error": "no"}"#, Err("sync: no"));
        check(
            "\"AnkiConnect v.6\"",
            Err("the answer to `sync` is not that of AnkiConnect"),
        );
        check("<html>", Err("the answer to `sync` is not JSON"));
    }
}
