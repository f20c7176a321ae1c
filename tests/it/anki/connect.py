"""AnkiConnect as a program sees it, on the real core of Anki: one request a connection, version 6.

Usage: connect.py COLLECTION LOG

Prints the port it listens on. Every request is written to LOG, a line each. What each action takes and gives is
recorded in contract.json; nothing else is understood, as by the add-on itself.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


class Actions:
    def __init__(self, collection):
        self.collection = collection

    def version(self):
        return 6

    def sync(self):
        raise Exception("sync: auth not configured")

    def modelNames(self):
        return [kind.name for kind in self.collection.models.all_names_and_ids()]

    def modelFieldNames(self, modelName):
        kind = self.collection.models.by_name(modelName)
        if kind is None:
            raise Exception(f"model was not found: {modelName}")
        return [field["name"] for field in kind["flds"]]

    def findNotes(self, query=None):
        return [] if query is None else list(map(int, self.collection.find_notes(query)))

    def notesInfo(self, notes=None):
        result = []
        for number in notes:
            note = self.collection.get_note(number)
            kind = note.note_type()
            fields = {f["name"]: {"value": note.fields[f["ord"]], "order": f["ord"]} for f in kind["flds"]}
            result.append({
                "noteId": note.id, "profile": "User 1", "tags": note.tags, "fields": fields,
                "modelName": kind["name"], "mod": note.mod,
                "cards": self.collection.db.list("select id from cards where nid = ? order by ord", note.id),
            })
        return result

    def getDecks(self, cards):
        decks = {}
        for card in cards:
            did = self.collection.db.scalar("select did from cards where id = ?", card)
            decks.setdefault(self.collection.decks.get(did)["name"], []).append(card)
        return decks

    def importPackage(self, path):
        # What `AnkiPackageImporter` stands for since Anki 26.09.
        options = ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        self.collection.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        return True

    def changeDeck(self, cards, deck):
        did = self.collection.decks.id(deck)
        self.collection.set_deck(cards, did)

    def deleteNotes(self, notes):
        self.collection.remove_notes(notes)


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        with open(self.server.log, "a") as log:
            log.write(json.dumps(request) + "\n")
        answer = {"result": None, "error": None}
        try:
            if request.get("version") != 6:
                raise Exception("unsupported version")
            method = getattr(self.server.actions, request["action"], None)
            if method is None:
                raise Exception("unsupported action")
            answer["result"] = method(**request.get("params", {}))
        except Exception as error:
            answer["error"] = str(error)
        text = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


def main():
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.actions, server.log = Actions(Collection(sys.argv[1])), sys.argv[2]
    print(server.server_port, flush=True)
    server.serve_forever()


main()
