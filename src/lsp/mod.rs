//! The language server: findings, fixes, cards and comments for every editor that speaks the protocol.
//!
//! A loop over messages; what it answers with are functions of the notes. Reading files is done by
//! whoever starts it. Messages are JSON values: the protocol has hundreds of types, of which a dozen are
//! needed here.

mod answers;
mod places;
mod state;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value, json};

use state::State;
pub use state::{Loaded, Loader, Studied};

/// Serves a client until it says goodbye. The loader reads the collection around a note.
pub fn serve(connection: &Connection, load: Loader<'_>) -> anyhow::Result<()> {
    let (id, _) = connection.initialize_start()?;
    connection.initialize_finish(id, initialized())?;
    let mut state = State::new(load);
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(());
                }
                connection.sender.send(answer(&mut state, request).into())?;
            }
            Message::Notification(notification) => {
                if let Some(note) = notice(&mut state, &notification) {
                    connection.sender.send(note.into())?;
                }
            }
            Message::Response(_) => {}
        }
    }
    Ok(())
}

/// What the server can do. Places count UTF-16 units, which every client understands.
fn initialized() -> Value {
    json!({
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 1, "save": { "includeText": false } },
            "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll"] },
            "hoverProvider": true,
            "definitionProvider": true,
            "codeLensProvider": { "resolveProvider": false },
            "completionProvider": { "triggerCharacters": [":", " "] },
        },
        "serverInfo": { "name": "recito", "version": env!("CARGO_PKG_VERSION") },
    })
}

fn answer(state: &mut State<'_>, request: Request) -> Response {
    let uri = text_at(&request.params, "/textDocument/uri").to_string();
    let params = &request.params;
    let result = match request.method.as_str() {
        "textDocument/codeAction" => answers::code_actions(state, &uri, params),
        "textDocument/hover" => answers::hover(state, &uri, params),
        "textDocument/definition" => answers::definition(state, &uri, params),
        "textDocument/codeLens" => answers::code_lenses(state, &uri),
        "textDocument/completion" => answers::completion(state, &uri, params),
        method => {
            let message = format!("recito does not know {method}");
            return Response::new_err(request.id, ErrorCode::MethodNotFound as i32, message);
        }
    };
    Response::new_ok(request.id, result)
}

/// What a notification leads to: the findings of the note that it is about.
fn notice(state: &mut State<'_>, notification: &Notification) -> Option<Notification> {
    let params = &notification.params;
    let uri = text_at(params, "/textDocument/uri").to_string();
    let version = params.pointer("/textDocument/version").cloned();
    match notification.method.as_str() {
        "textDocument/didOpen" => state.open(&uri, text_at(params, "/textDocument/text")),
        "textDocument/didChange" => {
            // With full synchronisation the last change holds the whole text.
            let changes = params.pointer("/contentChanges").and_then(Value::as_array);
            state.change(&uri, text_at(changes?.last()?, "/text"));
        }
        "textDocument/didSave" => state.save(&uri),
        "textDocument/didClose" => {
            state.close(&uri);
            return Some(published(&uri, None, &json!([])));
        }
        _ => return None,
    }
    let diagnostics = answers::diagnostics(state, &uri);
    Some(published(&uri, version, &diagnostics))
}

fn published(uri: &str, version: Option<Value>, diagnostics: &Value) -> Notification {
    let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
    if let Some(version) = version {
        params["version"] = version;
    }
    Notification::new("textDocument/publishDiagnostics".into(), params)
}

/// The text at a place of a message; empty when there is none.
fn text_at<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
