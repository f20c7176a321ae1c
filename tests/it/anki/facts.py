"""Imports packages into an empty Anki collection, one after the other, and prints what came of it.

Usage: facts.py COLLECTION MODE PACKAGE...

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

import zstandard
from anki.import_export_pb2 import MediaEntries
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


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


def unicase(a, b):
    a, b = a.casefold(), b.casefold()
    return (a > b) - (a < b)


def unpacked(package, name, latest):
    data = package.read(name)
    return zstandard.ZstdDecompressor().decompressobj().decompress(data) if latest else data


def package_facts(path):
    """What the package says by itself, read without Anki."""
    with zipfile.ZipFile(path) as package, tempfile.TemporaryDirectory() as folder:
        latest = "collection.anki21b" in package.namelist()
        file = folder + "/database"
        with open(file, "wb") as out:
            out.write(unpacked(package, "collection.anki21b" if latest else "collection.anki2", latest))
        database = sqlite3.connect(file)
        database.create_collation("unicase", unicase)
        rows = database.execute("select guid, csum, cast(sfld as text), flds, mid from notes").fetchall()
        if latest:
            fields = dict(database.execute("select ntid, count() from fields group by ntid"))
            decks = {id: name.replace("\x1f", "::") for id, name in database.execute("select id, name from decks")}
            presets = [str(id) for (id,) in database.execute("select id from deck_config")]
            media = [entry.name for entry in MediaEntries.FromString(unpacked(package, "media", True)).entries]
        else:
            columns = database.execute("select models, decks, dconf from col").fetchone()
            models, decks, presets = map(json.loads, columns)
            fields = {int(id): len(model["flds"]) for id, model in models.items()}
            decks = {int(id): deck["name"] for id, deck in decks.items()}
            media = list(json.loads(package.read("media")).values())
        names = set(decks.values())
        facts = {
            "latest": latest,
            "members": sorted(package.namelist()),
            "media": sorted(media),
            "years": sorted({member.date_time[0] for member in package.infolist()}),
            "integrity": [row[0] for row in database.execute("pragma integrity_check")],
            "version": database.execute("select ver from col").fetchone()[0],
            "presets": sorted(presets),
            "decks": sorted(names),
            "decks_without_parent": [
                name for name in names if "::" in name and name.rsplit("::", 1)[0] not in names
            ],
            "wrong_field_counts": sum(len(flds.split("\x1f")) != fields[mid] for *_, flds, mid in rows),
            "cards_without_deck": sum(
                did not in decks for (did,) in database.execute("select did from cards")
            ),
            "notes_without_card": database.execute(
                "select count() from notes where id not in (select nid from cards)"
            ).fetchone()[0],
            "reviews_without_card": database.execute(
                "select count() from revlog where cid not in (select id from cards)"
            ).fetchone()[0],
            "rows": {guid: {"csum": csum, "sfld": sfld, "flds": flds} for guid, csum, sfld, flds, _ in rows},
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
        "question": markup(output.question_text),
        "answer": markup(output.answer_text),
        "sounds": len(output.question_av_tags) + len(output.answer_av_tags),
    }


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
    packed = [package_facts(package) for package in packages]
    collection = Collection(path)
    schema_before = collection.db.scalar("select scm from col")
    imports = [imported(collection, package, mode == "all") for package in packages]
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
