"""The reference of benches/anki.rs: genanki writes the same number of notes. Needs `pip install genanki`.

Usage: with_genanki.py COUNT
"""

import os
import resource
import sys
import tempfile
import time

import genanki


def main():
    count = int(sys.argv[1])
    model = genanki.Model(1600000001, "bench", fields=[{"name": "Front"}, {"name": "Back"}],
                          templates=[{"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}])
    deck = genanki.Deck(1600000002, "bench")
    path = os.path.join(tempfile.mkdtemp(), "bench.apkg")
    start, worked = time.perf_counter(), time.process_time()
    for n in range(count):
        back = f"It is &lt;b&gt; {n} of the <code>items</code> that stand in row {n // 97} and column {n % 97}." * 2
        deck.add_note(genanki.Note(model=model, tags=["one::two", "three"], guid=f"{n:016}",
                                   fields=[f"What is the number {n} good for in the theory of {n % 997}?", back]))
    genanki.Package(deck).write_to_file(path)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{seconds:.3f} s  {worked:.2f} s  {memory:4} MiB in all  {os.path.getsize(path) / 1e6:6.2f} MB")


main()
