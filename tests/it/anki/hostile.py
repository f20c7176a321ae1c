"""Imports a package and prints, for every card, the text that a browser shows of its question and answer,
and the tags in them that are not of the templates.

Usage: hostile.py COLLECTION PACKAGE
"""

import json
import sys
from html.parser import HTMLParser

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

OURS = {"div", "hr", "br", "span", "code", "ol", "ul", "li", "a"}


class Markup(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.strangers = []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        if tag not in OURS or any(name.startswith("on") for name, _ in attrs):
            self.strangers.append(tag)
        if tag == "br":
            self.text += " "


def shown(html):
    parser = Markup()
    parser.feed(html)
    parser.close()
    return " ".join(parser.text.split()), parser.strangers


def main():
    collection = Collection(sys.argv[1])
    options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
    request = ImportAnkiPackageRequest(package_path=sys.argv[2], options=options)
    log = collection.import_anki_package(request).log
    _, unchanged = collection.fix_integrity()
    print(json.dumps([len(log.new), unchanged]))
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        output = card.render_output()
        question, strange = shown(output.question_text)
        answer, stranger = shown(output.answer_text)
        sounds = len(output.question_av_tags) + len(output.answer_av_tags)
        print(json.dumps([card.note()["recito"], question, answer, strange + stranger, sounds]))


main()
