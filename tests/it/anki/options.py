"""Imports two packages one after the other, under every combination of the options of an import, each
time into a new collection, and prints a line of JSON a combination.

Usage: options.py FOLDER FIRST SECOND
"""

import itertools
import json
import os
import shutil
import sys

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

FLAGS = ["merge_notetypes", "with_scheduling", "with_deck_configs"]
UPDATES = ["update_notes", "update_notetypes"]  # 0 if newer, 1 always, 2 never


def main():
    folder, packages = sys.argv[1], sys.argv[2:]
    choices = [[False, True]] * len(FLAGS) + [[0, 1, 2]] * len(UPDATES)
    for number, values in enumerate(itertools.product(*choices)):
        options = dict(zip(FLAGS + UPDATES, values))
        path = os.path.join(folder, f"{number}.anki2")
        collection = Collection(path)
        schema = collection.db.scalar("select scm from col")
        imports = []
        for package in packages:
            request = ImportAnkiPackageRequest(
                package_path=package, options=ImportAnkiPackageOptions(**options)
            )
            log = collection.import_anki_package(request).log
            imports.append([len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)])
        _, unchanged = collection.fix_integrity()
        print(json.dumps({
            "options": options,
            "imports": imports,
            "check_unchanged": unchanged,
            "forces_full_sync": collection.db.scalar("select scm from col") != schema,
            "notes": collection.note_count(),
            "cards": collection.card_count(),
            "decks": sorted(deck.name for deck in collection.decks.all_names_and_ids()),
            "reviewed": collection.db.scalar("select count() from cards where reps > 0"),
            "reviews": collection.db.scalar("select count() from revlog"),
            "suspended": collection.db.scalar("select count() from cards where queue = -1"),
            "media": len(os.listdir(collection.media.dir())),
            "note_types": len([k for k in collection.models.all_names_and_ids() if "recito" in k.name]),
        }))
        media = collection.media.dir()
        collection.close()
        os.remove(path)
        shutil.rmtree(media)


main()
