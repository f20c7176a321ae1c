"""Makes packages as learners have them, in Anki itself, with its own note types.

Usage: make.py FOLDER

Writes into FOLDER: latest.apkg, legacy2.apkg, collection.colpkg, and, made of these, legacy1.apkg (the
oldest kind) and stub.apkg (the newest without its cards).
"""

import os
import sys
import zipfile

from anki.collection import Collection, ExportAnkiPackageOptions

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8cfc0"
    "f01f00050001ff56c7a2a50000000049454e44ae426082"
)


def add(collection, kind, deck, tags=(), **fields):
    note = collection.new_note(collection.models.by_name(kind))
    for name, value in fields.items():
        note[name.replace("_", " ")] = value
    note.tags = list(tags)
    collection.add_note(note, collection.decks.id(deck))


def rezip(source, target, members):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name, renamed in members.items():
            new.writestr(renamed, old.read(name))


def main():
    folder = sys.argv[1]
    at = lambda name: os.path.join(folder, name)
    collection = Collection(at("source.anki2"))
    with open(at("cell wall.png"), "wb") as out:
        out.write(PIXEL)
    picture = collection.media.add_file(at("cell wall.png"))
    with open(at("wall.mp3"), "wb") as out:
        out.write(b"ID3")
    sound = collection.media.add_file(at("wall.mp3"))
    add(collection, "Basic", "Biology::Cells", ["exam::one", "leech", "plants"], Front="What surrounds a <b>plant</b> cell?",
        Back=f'<div>A cell wall</div><img src="{picture}">[sound:{sound}]')
    add(collection, "Basic (and reversed card)", "Biology", Front="mitochondrion", Back="power house")
    add(collection, "Basic (type in the answer)", "Chemistry", Front="Formula of water? {{literal}}", Back="H<sub>2</sub>O, of mass \\(18 \\cdot m\\)")
    add(collection, "Cloze", "Chemistry", Text="The {{c1::ribosome}} makes {{c2::proteins::what?}} from amino acids.",
        Back_Extra="extra")
    add(collection, "Image Occlusion", "Biology", Occlusion="{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}",
        Image=f'<img src="{picture}">')
    options = lambda legacy: ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
    )
    for name, legacy in [("latest.apkg", False), ("legacy2.apkg", True)]:
        collection.export_anki_package(out_path=at(name), options=options(legacy), limit=None)
    collection.export_collection_package(at("collection.colpkg"), include_media=True, legacy=False)
    rezip(at("legacy2.apkg"), at("legacy1.apkg"), {"collection.anki21": "collection.anki2", "media": "media", "0": "0", "1": "1"})
    rezip(at("latest.apkg"), at("stub.apkg"), {"collection.anki2": "collection.anki2"})


main()
