"""Another device of the learner: the real Anki with a collection of its own that synchronises.

Usage: client.py COLLECTION ENDPOINT USER PASSWORD STEP...

Steps: `upload` fills the server, `sync` synchronises, `add` makes a note of its own, `answer=ID,EASE` reviews
the card of recito with this id, `edit=ID,FIELD,TEXT` changes its text, `move=ID,DECK` moves it, `field=TYPE,NAME`
adds a field to a note type. Prints what the collection has in the end.
"""

import json
import os
import sys
import time

from anki.collection import Collection


def wait(collection):
    time.sleep(0.05)
    while collection.media_sync_status().active:
        time.sleep(0.05)


def sync(collection, auth, upload=False):
    answer = collection.sync_collection(auth, False)
    required = answer.ChangesRequired.Name(answer.required)
    if required.startswith("FULL"):
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=auth, server_usn=answer.server_media_usn, upload=upload)
        collection.reopen(after_full_sync=True)
    else:
        collection.sync_media(auth)
    wait(collection)
    return required


def card_of(collection, id):
    [card] = collection.find_cards(f"recito:{id}")
    return collection.get_card(card)


def step(collection, auth, step):
    name, _, rest = step.partition("=")
    words = rest.split(",")
    if name in ("sync", "upload"):
        return sync(collection, auth, name == "upload")
    if name == "add":
        note = collection.new_note(collection.models.by_name("Basic"))
        note["Front"], note["Back"] = "mine", "too"
        collection.add_note(note, collection.decks.id("Default"))
    elif name == "answer":
        card = card_of(collection, words[0])
        card.start_timer()
        states = collection._backend.get_scheduling_states(card.id)
        answer = collection.sched.build_answer(card=card, states=states, rating=int(words[1]) - 1)
        collection.sched.answer_card(answer)
    elif name == "edit":
        time.sleep(1.1)  # Anki counts edits by the second.
        note = card_of(collection, words[0]).note()
        note[words[1]] = words[2]
        collection.update_note(note)
    elif name == "move":
        collection.set_deck([card_of(collection, words[0]).id], collection.decks.id(words[1]))
    elif name == "field":
        kind = collection.models.by_name(words[0])
        collection.models.add_field(kind, collection.models.new_field(words[1]))
        collection.models.update_dict(kind)
    return None


def state(collection):
    cards = {}
    for number in collection.find_cards("recito:_*"):
        card = collection.get_card(number)
        note = card.note()
        cards[note["recito"]] = {
            "fields": dict(note.items()),
            "deck": collection.decks.name(card.did),
            "reps": card.reps,
            "reviews": collection.db.scalar("select count() from revlog where cid = ?", number),
            "queue": card.queue,
        }
    return {
        "cards": cards,
        "notes": collection.note_count(),
        "media": sorted(os.listdir(collection.media.dir())),
        "check_unchanged": collection.fix_integrity()[1],
    }


def main():
    path, endpoint, user, password, *steps = sys.argv[1:]
    collection = Collection(path)
    auth = collection.sync_login(user, password, endpoint)
    required = [step(collection, auth, word) for word in steps]
    print(json.dumps({"required": required} | state(collection)))
    collection.close()


main()
