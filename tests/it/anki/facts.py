"""Imports packages into an empty Anki collection, one after the other, and prints what came of it.

Usage: facts.py COLLECTION MODE PACKAGE|EDIT...

MODE is `plain` (what the import dialog does at first) or `all` (note types merged, learning progress
and deck presets taken: what AnkiConnect asks for). Prints one JSON object; judges nothing.
"""

import hashlib
import json
import os
import sqlite3
import sys
import tempfile
import zipfile
from html.parser import HTMLParser

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from audit import problems, unicase, unpacked


class Markup(HTMLParser):
    """The text of a field or card and the tags in it, as a browser would see them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags = []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.append(" ".join([tag] + [f"{name}={value}" for name, value in attrs]))
        if tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag):
        if tag == "li":
            self.text += "/"


def markup(html):
    parser = Markup()
    parser.feed(html)
    parser.close()
    return {"html": html, "text": parser.text, "tags": parser.tags}


def package_facts(path):
    """What the package says by itself, read without Anki."""
    with zipfile.ZipFile(path) as package, tempfile.TemporaryDirectory() as folder:
        latest = "collection.anki21b" in package.namelist()
        file = folder + "/database"
        with open(file, "wb") as out:
            out.write(unpacked(package, "collection.anki21b" if latest else "collection.anki2", latest))
        database = sqlite3.connect(file)
        database.create_collation("unicase", unicase)
        rows = database.execute("select guid, csum, cast(sfld as text), flds from notes").fetchall()
        facts = {
            "latest": latest,
            "problems": problems(path),
            "rows": {guid: {"csum": csum, "sfld": sfld, "flds": flds} for guid, csum, sfld, flds in rows},
        }
        database.close()
        return facts


def imported(collection, package, take_all):
    options = ImportAnkiPackageOptions(
        merge_notetypes=take_all, with_scheduling=take_all, with_deck_configs=take_all
    )
    request = ImportAnkiPackageRequest(package_path=package, options=options)
    log = collection.import_anki_package(request).log
    return {
        name: len(getattr(log, name))
        for name in ["new", "updated", "duplicate", "conflicting", "first_field_match",
                     "missing_notetype", "missing_deck", "empty_first_field"]
    }


def card_facts(collection, card_id):
    card = collection.get_card(card_id)
    note = card.note()
    output = card.render_output()
    return {
        "guid": note.guid,
        "note_type": note.note_type()["name"],
        "fields": {name: markup(html) for name, html in note.items()},
        "tags": note.tags,
        "modified": note.mod,
        "deck": collection.decks.name(card.did),
        "type": card.type,
        "queue": card.queue,
        "due": card.due,
        "due_in_days": card.due - collection.sched.today,
        "interval": card.ivl,
        "reps": card.reps,
        "lapses": card.lapses,
        "flag": card.user_flag(),
        "memory": {"s": card.memory_state.stability, "d": card.memory_state.difficulty}
        if card.memory_state else None,
        "reviews": collection.db.all(
            "select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id", card_id
        ),
        "css": output.css,
        "question": markup(output.question_text),
        "answer": markup(output.answer_text),
        "sounds": len(output.question_av_tags) + len(output.answer_av_tags),
    }


def edit(collection, step):
    """What the learner does between two imports: `FIELD=ID=TEXT` edits a note, `tag=ID=TAG` adds a tag."""
    field, id, text = step.split("=")
    [number] = collection.find_notes(f"recito:{id}")
    note = collection.get_note(number)
    if field == "tag":
        note.add_tag(text)
    else:
        note[field] = text
    collection.update_note(note)


def media_facts(collection):
    """The files in Anki's folder of media, with a hash of what is in them."""
    folder = collection.media.dir()
    files = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = hashlib.sha1(file.read()).hexdigest()
    check = collection.media.check()
    return {"files": files, "missing": list(check.missing), "unused": list(check.unused)}


def main():
    path, mode, packages = sys.argv[1], sys.argv[2], sys.argv[3:]
    packed = [package_facts(package) for package in packages if "=" not in package]
    collection = Collection(path)
    schema_before = collection.db.scalar("select scm from col")
    imports = []
    for package in packages:
        if "=" in package:
            edit(collection, package)
        else:
            imports.append(imported(collection, package, mode == "all"))
    check, unchanged = collection.fix_integrity()
    rows = collection.db.all("select guid, csum, cast(sfld as text), flds from notes")
    cards = collection.find_cards("", order="c.due")
    print(json.dumps({
        "packages": packed,
        "imports": imports,
        "check": check,
        "check_unchanged": unchanged,
        "forces_full_sync": collection.db.scalar("select scm from col") != schema_before,
        "notes": collection.note_count(),
        "media": media_facts(collection),
        "cards": [card_facts(collection, card) for card in cards],
        "decks": sorted(deck.name for deck in collection.decks.all_names_and_ids()),
        "note_types": sorted(kind.name for kind in collection.models.all_names_and_ids()),
        "empty_cards": len(collection.get_empty_cards().notes),
        "found_by_id": len(collection.find_notes("recito:*")),
        "rows": {guid: {"csum": csum, "sfld": sfld, "flds": flds} for guid, csum, sfld, flds in rows},
    }))
    collection.close()


main()
