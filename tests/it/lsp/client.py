"""A session with the language server: plays it with pytest-lsp's client and prints what it saw."""

import asyncio
import json
import pathlib
import sys
import time
import urllib.parse

from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities


async def session(server, root):
    client = LanguageClient()

    async def findings():
        kind = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        return await asyncio.wait_for(client.wait_for_notification(kind), 60)

    await client.start_io(server, "lsp", cwd=root)
    started = await client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities("visual-studio-code"),
            root_uri=root.as_uri(),
        )
    )
    seen = {"server": started.server_info.name}

    note = root / "notes" / "cells.md"
    uri = note.as_uri()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri, "markdown", 1, note.read_text(encoding="utf-8"))
        )
    )
    found = await findings()
    seen["opened"] = [
        [str(item.code), item.range.start.line, item.range.start.character, int(item.severity)]
        for item in found.diagnostics
    ]
    document = types.TextDocumentIdentifier(uri)
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            document,
            types.Range(types.Position(2, 0), types.Position(2, 99)),
            types.CodeActionContext(found.diagnostics),
        )
    )
    seen["actions"] = [[action.title, str(getattr(action.kind, "value", action.kind))] for action in actions]
    seen["edit"] = [edit.new_text for edit in actions[0].edit.changes[uri]]
    hover = await client.text_document_hover_async(types.HoverParams(document, types.Position(4, 3)))
    seen["hover"] = hover.contents.value
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(document))
    seen["lenses"] = [[lens.range.start.line, lens.command.title] for lens in lenses]
    places = await client.text_document_definition_async(
        types.DefinitionParams(document, types.Position(4, 3))
    )
    target = pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(places[0].uri).path))
    line = target.read_text(encoding="utf-8").splitlines()[places[0].range.start.line]
    seen["definition"] = [target.relative_to(root).as_posix(), line]

    def change(version, text):
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    change(2, "# Cells\n\n- Fine <!-- recito: allow ")
    seen["changed"] = len((await findings()).diagnostics)
    items = await client.text_document_completion_async(
        types.CompletionParams(document, types.Position(2, 30))
    )
    seen["completion"] = [item.label for item in items][:2]

    # A large note that is typed in: the time from each edit to its findings.
    line = "- The kidney number {} filters the blood, and wihout it the body keeps what it should let go\n"
    large = "# Kidney\n\n" + "".join(line.format(i) for i in range(2600))
    times = []
    for version in range(3, 6):
        began = time.perf_counter()
        change(version, large + f"- edit {version}\n")
        await findings()
        times.append((time.perf_counter() - began) * 1000)
    seen["bytes"] = len(large)
    print(f"edit to findings: {sorted(times)[len(times) // 2]:.0f} ms", file=sys.stderr)
    try:
        await client.protocol.send_request_async("recito/unknown", {})
        seen["unknown"] = "answered"
    except Exception as error:
        seen["unknown"] = type(error).__name__
    await client.shutdown_session()
    print(json.dumps(seen))


asyncio.run(session(sys.argv[1], pathlib.Path(sys.argv[2])))
