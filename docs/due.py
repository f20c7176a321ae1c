"""What is due, from the log alone: `python3 due.py DATA_DIR [RETENTION]` prints card, due day and stability of every card."""
import datetime, glob, json, math, os, sys, zlib

W = [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729,
     0.5425, 0.0912, 0.0658, 0.1542]  # FSRS-6
FACTOR, RETENTION = 0.9 ** (-1 / W[20]) - 1, float(sys.argv[2]) if len(sys.argv) > 2 else 0.9
first_difficulty = lambda g: W[4] - math.exp(W[5] * (g - 1)) + 1
recall = lambda s, days: (1 + FACTOR * days / s) ** -W[20]

def answered(s, d, g, days):  # stability and difficulty after grade g
    if s is None: return W[g - 1], min(max(first_difficulty(g), 1), 10)
    forgotten, grown = 1 - recall(s, days), math.exp(W[17] * (g - 3 + W[18])) * s ** -W[19]
    if days == 0: new = s * (max(grown, 1) if g > 1 else grown)
    elif g > 1: new = s * (1 + math.exp(W[8]) * (11 - d) * s ** -W[9] * math.expm1(forgotten * W[10]) * {2: W[15], 4: W[16]}.get(g, 1))
    else: new = min(W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * math.exp(forgotten * W[14]), s / math.exp(W[17] * W[18]))
    d -= W[6] * (g - 3) * (10 - d) / 9
    return min(max(new, 0.001), 36500), min(max(W[7] * (first_difficulty(4) - d) + d, 1), 10)

log, undone, links, memory, recent = set(), set(), {}, {}, []
for path in glob.glob(os.path.join(sys.argv[1], "log", "*", "*")):
    for line in open(path, "rb"):
        body, mark, crc = line.strip().rpartition(b',"x":"')
        if mark and crc == b'%08x"}' % zlib.crc32(body):
            r = json.loads(body + b"}")
            log.add((r["t"], path.split(os.sep)[-2][:12], r["n"], body + b"}"))
log = [(device, json.loads(body)) for _, device, _, body in sorted(log)]
for device, r in reversed(log):
    if r["k"] == "u" and (device, r["n"]) not in undone: undone.add((r["device"], r["seq"]))
log = [(device, r) for device, r in log if (device, r["n"]) not in undone]
links.update(((r["from"], r["c"]), r.get("on", True)) for _, r in log if r["k"] == "a")
def heirs(card, found):
    for (old, new), on in links.items():
        if on and old == card and new not in found: heirs(new, found.add(new) or found)
    return found

for device, r in log:
    if r["k"] == "f": memory.pop(r["c"], None)
    if r["k"] != "r" or any(r["t"] - o["t"] < 1000 and (o["c"], o["g"]) == (r["c"], r["g"]) and other != device and
                            (None in (o.get("given"), r.get("given")) or o["given"] == r["given"]) for other, o in recent[-99:]): continue
    recent.append((device, r))
    day = (r["t"] + 60_000 * r["o"] - 14_400_000) // 86_400_000
    for card in [] if r.get("cram") else heirs(r["c"], {r["c"]}):
        s, d, last, _ = memory.get(card, (None, None, day, day))
        days, g = max(day - last, 0), r["g"]
        (new, hard), prior = answered(s, d, g, days), 0.3 if s is None else recall(s, days)
        if r["form"] == "chosen" and g > 1:  # it may have been a guess
            known = prior / (prior + (1 - prior) / max(r.get("options", 0), 2))
            new = new ** known * answered(s, d, 1, days)[0] ** (1 - known)
        last, wait = max(last, day), math.floor(new / FACTOR * (RETENTION ** (-1 / W[20]) - 1) + 0.5)
        memory[card] = new, hard, last, last if g == 1 else last + min(max(wait, 1), 36500)
for card, (s, _, _, due) in sorted(memory.items()):
    print(card, datetime.date(1970, 1, 1) + datetime.timedelta(due), f"{s:.4f}")
