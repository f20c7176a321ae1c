"""What is wrong with a package, seen without Anki, which mends most of it silently or fails much later.

`problems(path, now)` gives a list of words, empty for a sound package. `now` is when it was made, in seconds.
"""

import hashlib
import html
import json
import re
import sqlite3
import tempfile
import unicodedata
import zipfile

import zstandard
from anki.decks_pb2 import Deck
from anki.import_export_pb2 import MediaEntries, PackageMetadata

DAY = 24 * 60 * 60
INDEXES = {
    "ix_notes_usn", "ix_cards_usn", "ix_revlog_usn", "ix_cards_nid", "ix_cards_sched", "ix_revlog_cid", "ix_notes_csum",
}
MEDIA = re.compile(r"(?i)<(?:img|audio|video|source|object)[^>]*?(?:src|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^ >]+))[^>]*>")


def unicase(a, b):
    a, b = a.casefold(), b.casefold()
    return (a > b) - (a < b)


def unpacked(package, name, latest):
    data = package.read(name)
    return zstandard.ZstdDecompressor().decompressobj().decompress(data) if latest else data


def stripped(field):
    """The text that Anki sorts by and looks for duplicates with."""
    text = MEDIA.sub(lambda found: " " + next(filter(None, found.groups()), "") + " ", field)
    text = re.sub(r"(?s)<!--.*?-->|(?i:<style.*?>.*?</style>|<script.*?>.*?</script>)|<.*?>", "", text)
    return html.unescape(text).replace("\xa0", " ")


class Audit:
    def __init__(self, package, now):
        self.package, self.now, self.found = package, now, set()
        self.names = package.namelist()

    def check(self, sound, word):
        if not sound:
            self.found.add(word)

    def container(self):
        latest = "meta" in self.names
        if latest:
            meta = PackageMetadata.FromString(self.package.read("meta"))
            self.check(meta.version == 3, "version")
        database = "collection.anki21b" if latest else "collection.anki2"
        self.check(database in self.names, "database")
        self.check(len(set(self.names)) == len(self.names), "member twice")
        self.check({m.date_time[0] for m in self.package.infolist()} == {1980}, "zip time")
        listed = self.media(latest) if "media" in self.names else None
        self.check(listed is not None, "media list")
        expected = {database, "media"} | ({"meta"} if latest else set()) | {str(n) for n in range(len(listed or []))}
        self.check(expected <= set(self.names), "media file")
        self.check(set(self.names) <= expected, "member")
        return latest, database, listed or []

    def media(self, latest):
        try:
            raw = unpacked(self.package, "media", latest)
            if latest:
                entries = MediaEntries.FromString(raw).entries
                listed = [entry.name for entry in entries]
                for number, entry in enumerate(entries):
                    if str(number) in self.names:
                        data = unpacked(self.package, str(number), True)
                        sound = entry.size == len(data) and entry.sha1 == hashlib.sha1(data).digest()
                        self.check(sound, "media hash")
            else:
                names = dict(json.loads(raw).items())
                listed = [names[str(number)] for number in range(len(names))]
        except Exception:
            self.found.add("media list")
            return []
        for name in listed:
            sound = unicodedata.is_normalized("NFC", name) and not re.search(r'[\x00-\x1f\[\]<>:"/?*^\\|]', name)
            self.check(sound and 0 < len(name.encode()) <= 120 and name[0] not in "._", "media name")
        self.check(len({name.casefold() for name in listed}) == len(listed), "media name twice")
        return listed

    def tables(self, database, latest):
        (version,) = database.execute("select ver from col").fetchone()
        self.check(version == (18 if latest else 11), "schema")
        self.check(database.execute("pragma integrity_check").fetchall() == [("ok",)], "integrity")
        there = {name for (name,) in database.execute("select name from sqlite_master where type = 'index'")}
        self.check(INDEXES <= there, "index")
        if latest:
            fields = dict(database.execute("select ntid, count() from fields group by ntid"))
            decks, nested = {}, True
            for id, name, kind in database.execute("select id, name, kind from decks"):
                nested &= "::" not in name
                decks[id] = name.replace("\x1f", "::")
                self.check(Deck.KindContainer.FromString(kind).normal.config_id == 1, "preset of deck")
            self.check(nested, "deck name")
            presets = {str(id) for (id,) in database.execute("select id from deck_config")}
        else:
            models, listed, presets = map(json.loads, database.execute("select models, decks, dconf from col").fetchone())
            fields = {int(id): len(model["flds"]) for id, model in models.items()}
            decks = {int(id): deck["name"] for id, deck in listed.items()}
            presets = set(presets)
            self.check(all(str(deck["conf"]) in presets for deck in listed.values()), "preset of deck")
        self.check("1" in presets, "preset")
        names = {name.casefold() for name in decks.values()}
        self.check(1 in decks, "default deck")
        self.check(all("::" not in n or n.rsplit("::", 1)[0] in names for n in names), "deck parent")
        self.check(len(names) == len(decks), "deck twice")
        return fields, decks

    def notes(self, database, fields, listed):
        guids, shown = set(), set()
        rows = database.execute("select id, guid, mid, mod, tags, flds, cast(sfld as text), csum from notes")
        for id, guid, mid, mod, tags, flds, sfld, csum in rows:
            values = flds.split("\x1f")
            self.check(guid and guid not in guids, "guid")
            guids.add(guid)
            self.check(mid in fields, "note type")
            self.check(fields.get(mid, len(values)) == len(values), "field count")
            self.check(stripped(values[0]).strip() or MEDIA.search(values[0]), "first field")
            self.check(sfld == stripped(values[0]), "sort field")
            digest = hashlib.sha1(stripped(values[0]).encode()).digest()
            self.check(csum == int.from_bytes(digest[:4], "big"), "checksum")
            self.check(unicodedata.is_normalized("NFC", flds), "normal form")
            self.check(not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1e]", flds), "control character")
            self.check(max(mod, id // 1000) <= self.now + DAY, "future")
            self.check(tags == "" or tags == f" {' '.join(tags.split())} ", "tags")
            shown |= {next(filter(None, found), "") for found in MEDIA.findall(flds)}
        self.check(shown <= set(listed), "media missing")
        self.check(set(listed) <= shown, "media unused")

    def cards(self, database, decks):
        def none(query, word):
            self.check(database.execute(query).fetchone() is None, word)

        none("select 1 from notes where id not in (select nid from cards)", "note without card")
        none("select 1 from cards where nid not in (select id from notes)", "card without note")
        none("select 1 from cards group by nid, ord having count() > 1", "card twice")
        none("select 1 from revlog where cid not in (select id from cards)", "review without card")
        none(f"select 1 from revlog where id / 1000 > {min(self.now + DAY, 10**12)}", "future")
        self.check(all(did in decks for (did,) in database.execute("select did from cards")), "deck")
        last = dict(database.execute("select cid, max(id) / 1000 from revlog where ease > 0 and type != 3 group by cid"))
        for id, kind, due, data in database.execute("select id, type, due, data from cards"):
            lrt = json.loads(data or "{}").get("lrt")
            self.check(lrt is None or lrt == last.get(id), "last review")
            self.check(kind != 2 or 0 <= due < 100_000, "due day")


def problems(path, now=float("inf")):
    with zipfile.ZipFile(path) as package, tempfile.NamedTemporaryFile() as file:
        audit = Audit(package, now)
        latest, member, listed = audit.container()
        if audit.found & {"database", "version"}:
            return sorted(audit.found)
        file.write(unpacked(package, member, latest))
        file.flush()
        try:
            database = sqlite3.connect(file.name)
            database.create_collation("unicase", unicase)
            fields, decks = audit.tables(database, latest)
            audit.notes(database, fields, listed)
            audit.cards(database, decks)
            database.close()
        except sqlite3.DatabaseError:
            audit.found.add("integrity")
        return sorted(audit.found)
