"""Breaks a sound package in every way that Anki would mend silently or choke on, one at a time.

Usage: traps.py PACKAGE FOLDER NOW

Prints a line of JSON a trap: its name, the word that the audit should find, and what it finds.
"""

import json
import os
import sqlite3
import sys
import zipfile

import zstandard
from anki.import_export_pb2 import MediaEntries
from audit import problems, unicase, unpacked

AHEAD = 100 * 24 * 60 * 60

# What to do to the database, and the word that the audit has to say.
SQL = {
    "two notes with one guid": ("update notes set guid = (select guid from notes limit 1)", "guid"),
    "a note without a guid": ("update notes set guid = '' where id = (select min(id) from notes)", "guid"),
    "a note without its card": ("delete from cards where id = (select min(id) from cards)", "note without card"),
    "a card without its note": ("delete from notes where id = (select min(id) from notes)", "card without note"),
    "a field too few": ("update notes set flds = substr(flds, 1, instr(flds, char(31)) - 1)", "field count"),
    "a field too many": ("update notes set flds = flds || char(31) || 'x'", "field count"),
    "a note type that is not there": ("update notes set mid = 5", "note type"),
    "an empty first field": ("update notes set flds = substr(flds, instr(flds, char(31))), sfld = ''", "first field"),
    "no checksum": ("update notes set csum = 0", "checksum"),
    "a wrong sort field": ("update notes set sfld = 0", "sort field"),
    "a deck that is not there": ("update cards set did = 5", "deck"),
    "two cards in one place": ("update cards set nid = (select min(nid) from cards), ord = 0", "card twice"),
    "a review without its card": ("update revlog set cid = 5", "review without card"),
    "another last review": ("update revlog set id = id + 5000", "last review"),
    "a note from the future": (f"update notes set mod = mod + {AHEAD}", "future"),
    "a review from the future": (f"update revlog set id = id + {AHEAD}000", "future"),
    "a control character": ("update notes set flds = replace(flds, 'a', char(7))", "control character"),
    "another normal form": ("update notes set flds = flds || 'e' || char(769)", "normal form"),
    "a picture that is not there": ("update notes set flds = flds || '<img src=\"gone.png\">'", "media missing"),
    "tags without blanks around them": ("update notes set tags = trim(tags)", "tags"),
    "a due day far off": ("update cards set due = 1800000000 where type = 2", "due day"),
    "another schema": ("update col set ver = 14", "schema"),
    "no index": ("drop index ix_cards_nid", "index"),
}
SQL_11 = {
    "no preset": ("update col set dconf = '{}'", "preset"),
    "a deck without its parent": ("update col set decks = json_remove(decks, (select '$.\"' || key || '\"' from json_each(decks) where json_extract(value, '$.name') = 'recito'))", "deck parent"),
    "no default deck": ("update col set decks = json_remove(decks, '$.\"1\"')", "default deck"),
    "a deck with a preset of its own": ("update col set decks = replace(decks, '\"conf\":1', '\"conf\":9')", "preset of deck"),
}
SQL_18 = {
    "no preset": ("delete from deck_config", "preset"),
    "a deck without its parent": ("delete from decks where name = 'recito'", "deck parent"),
    "no default deck": ("delete from decks where id = 1", "default deck"),
    "two colons in the name of a deck": ("update decks set name = replace(name, char(31), '::')", "deck name"),
}


def members(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write(path, files, year=1980):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), data)


def with_sql(files, member, sql, folder):
    latest = member.endswith("b")
    path = os.path.join(folder, "database")
    data = zstandard.ZstdDecompressor().decompressobj().decompress(files[member]) if latest else files[member]
    with open(path, "wb") as file:
        file.write(data)
    database = sqlite3.connect(path)
    database.create_collation("unicase", unicase)
    database.execute(sql)
    database.commit()
    database.close()
    with open(path, "rb") as file:
        data = file.read()
    return files | {member: zstandard.ZstdCompressor().compress(data) if latest else data}


def renamed(files, latest, name):
    if latest:
        listed = MediaEntries.FromString(zstandard.ZstdDecompressor().decompressobj().decompress(files["media"]))
        listed.entries[0].name = name
        data = zstandard.ZstdCompressor().compress(listed.SerializeToString())
    else:
        data = json.dumps(json.loads(files["media"]) | {"0": name}).encode()
    return files | {"media": data}


def without(files, name):
    return {key: data for key, data in files.items() if key != name}


def containers(files, member, latest):
    """Traps of the container: name, word, members."""
    yield "no database", "database", without(files, member)
    yield "a damaged database", "integrity", files | {member: (
        zstandard.ZstdCompressor().compress(b"SQLite format 3\0" + bytes(5000)) if latest else files[member][:4000]
    )}
    yield "no list of media", "media list", without(files, "media")
    yield "a list of media that is none", "media list", files | {"media": b"[]"}
    yield "a picture that is listed only", "media file", without(files, "0")
    yield "a member that nobody listed", "member", files | {"99": b""}
    yield "a picture that leads out of its folder", "media name", renamed(files, latest, "../a.png")
    yield "a picture whose name Anki would change", "media name", renamed(files, latest, "e\u0301.png")
    yield "a picture that no card shows", "media unused", renamed(files, latest, "other.png")
    if latest:
        yield "another picture than was listed", "media hash", files | {
            "0": zstandard.ZstdCompressor().compress(b"other")
        }
        yield "a kind of package to come", "version", files | {"meta": b"\x08\x09"}


def main():
    package, folder, now = sys.argv[1], sys.argv[2], int(sys.argv[3])
    files = members(package)
    latest = "meta" in files
    member = "collection.anki21b" if latest else "collection.anki2"
    broken = os.path.join(folder, "broken.apkg")

    def tell(name, word, year=1980):
        print(json.dumps({"trap": name, "word": word, "found": problems(broken, now)}))

    write(broken, files)
    tell("none", None)
    for name, (sql, word) in (SQL | (SQL_18 if latest else SQL_11)).items():
        write(broken, with_sql(files, member, sql, folder))
        tell(name, word)
    for name, word, changed in containers(files, member, latest):
        write(broken, changed)
        tell(name, word)
    write(broken, files, year=2024)
    tell("the time of the export in the file", "zip time")


main()
