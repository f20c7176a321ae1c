"""A learner's phone: imports a package with its progress, answers cards, exports its collection.

Usage: phone.py COLLECTION PACKAGE OUT EASE...

Answers one card that is due for each EASE (1 to 4) and prints the ids, of recito, of the answered cards.
"""

import json
import sys

from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def main():
    path, package, out, eases = sys.argv[1], sys.argv[2], sys.argv[3], map(int, sys.argv[4:])
    collection = Collection(path)
    options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))
    collection.decks.select(collection.decks.id("recito"))
    answered = []
    for ease in eases:
        queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = collection.get_card(queued.card.id)
        card.start_timer()
        answered.append([card.note()["recito"], ease])
        rating = ease - 1
        answer = collection.sched.build_answer(card=card, states=queued.states, rating=rating)
        collection.sched.answer_card(answer)
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=False)
    collection.export_anki_package(out_path=out, options=options, limit=None)
    collection.close()
    print(json.dumps(answered))


main()
