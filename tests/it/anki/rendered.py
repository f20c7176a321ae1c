"""Imports packages, each into a new collection, in whatever version of Anki this runs, and prints a line of
JSON a package: what the cards of it say, wherever the versions should agree.

Usage: rendered.py FOLDER PACKAGE...
"""

import json
import os
import sys
from html.parser import HTMLParser

from anki import import_export_pb2 as messages
from anki.buildinfo import version
from anki.collection import Collection


class Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "li":
            self.text += "/"


def shown(html):
    """The text of a side. What stands around blanks and hints differs between versions."""
    parser = Text()
    parser.feed(html)
    parser.close()
    return " ".join(parser.text.split())


def take(collection, package):
    if hasattr(messages, "ImportAnkiPackageOptions"):
        options = messages.ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        collection.import_anki_package(
            messages.ImportAnkiPackageRequest(package_path=package, options=options)
        )
    else:  # Before 23.10 an import had no options and took everything.
        collection.import_anki_package(package)


def card_facts(collection, card_id):
    card = collection.get_card(card_id)
    output = card.render_output()
    return {
        "guid": card.note().guid,
        "question": shown(output.question_text),
        "answer": shown(output.answer_text),
        "deck": collection.decks.name(card.did),
        "tags": card.note().tags,
        "type": card.type,
        "queue": card.queue,
        "interval": card.ivl,
        "due_in_days": card.due - collection.sched.today if card.type == 2 else None,
        "reviews": collection.db.scalar("select count() from revlog where cid = ?", card_id),
    }


def main():
    folder, packages = sys.argv[1], sys.argv[2:]
    for number, package in enumerate(packages):
        collection = Collection(os.path.join(folder, f"{number}.anki2"))
        take(collection, package)
        _, unchanged = collection.fix_integrity()
        cards = [card_facts(collection, card) for card in collection.find_cards("")]
        print(json.dumps({
            "version": version,
            "check_unchanged": unchanged,
            "cards": sorted(cards, key=lambda card: card["guid"]),
        }))
        collection.close()


main()
