"""The core of Anki behind a pipe: reads a request a line and writes an answer a line, both JSON.

It knows a few of the actions of AnkiConnect under the same names, and those that a sync server needs. It
decides nothing.
"""

import json
import os
import sys
import time

out = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)  # What the core prints by itself is no answer.


def load():
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    return Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


class Core:
    def __init__(self):
        self.Collection, self.Options, self.Request = load()
        self.collection = None
        self.auth = None
        self.media_usn = None

    def open(self, path):
        self.collection = self.Collection(path)
        return self.collection.note_count()

    def login(self, endpoint, user, password):
        self.auth = self.collection.sync_login(user, password, endpoint)

    def sync(self):
        answer = self.collection.sync_collection(self.auth, False)
        if answer.new_endpoint:
            self.auth.endpoint = answer.new_endpoint
        self.media_usn = answer.server_media_usn
        required = answer.ChangesRequired.Name(answer.required)
        if not required.startswith("FULL"):
            self.collection.sync_media(self.auth)
            self.wait()
        return required

    def full(self, upload):
        self.collection.close_for_full_sync()
        self.collection.full_upload_or_download(auth=self.auth, server_usn=self.media_usn, upload=upload)
        self.collection.reopen(after_full_sync=True)
        self.wait()

    def wait(self):
        time.sleep(0.05)
        while self.collection.media_sync_status().active:
            time.sleep(0.05)

    def modelNames(self):
        return [kind.name for kind in self.collection.models.all_names_and_ids()]

    def modelFieldNames(self, modelName):
        kind = self.collection.models.by_name(modelName)
        return self.collection.models.field_names(kind)

    def findNotes(self, query):
        return list(self.collection.find_notes(query))

    def notesInfo(self, notes):
        found = []
        for number in notes:
            note = self.collection.get_note(number)
            found.append({
                "noteId": note.id,
                "modelName": note.note_type()["name"],
                "tags": note.tags,
                "fields": {name: {"value": value} for name, value in note.items()},
                "cards": list(note.card_ids()),
            })
        return found

    def getDecks(self, cards):
        found = {}
        for number in cards:
            name = self.collection.decks.name(self.collection.get_card(number).did)
            found.setdefault(name, []).append(number)
        return found

    def importPackage(self, path, merge=False, scheduling=False):
        options = self.Options(merge_notetypes=merge, with_scheduling=scheduling, with_deck_configs=False)
        log = self.collection.import_anki_package(self.Request(package_path=path, options=options)).log
        return len(log.conflicting)

    def changeDeck(self, cards, deck):
        self.collection.set_deck(cards, self.collection.decks.id(deck))

    def deleteNotes(self, notes):
        self.collection.remove_notes(notes)


def main():
    core = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            core = core or Core()
            result = getattr(core, request["action"])(**request["params"])
            answer = {"result": result, "error": None}
        except Exception as error:
            answer = {"result": None, "error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(answer) + "\n")
        out.flush()
    if core and core.collection:
        core.collection.close()


main()
