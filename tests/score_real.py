#!/usr/bin/env python3
"""Drafts composed from the published compilation, and the verdicts they must get.

Each draft copies provisions of five resolutions (one as it stands, one shortened, one with
the names of its Sector changed, one in superseded wording, one more as it stands) and adds
two paragraphs that stand nowhere. The texts are taken from the document when the test runs;
none is kept here. Skipped (77) where the document does not stand beside the project.

usage: score_real.py PROGRAM [-v]
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
SOURCE = ROOT.parent / "shared/corpus/td311.txt"
N_DRAFTS = 30
NEW = ["that lighthouse keepers who breed homing pigeons shall be lent a barometer in winter;",
       "to paint every second mast of a harbour in the colour that its children have chosen,"]
SECTORS = {"TSB": "BDT", "ITU-T": "ITU-D", "TSAG": "TDAG", "WTSA": "WTDC",
           "Telecommunication Standardization Bureau": "Telecommunication Development Bureau"}


def words(text):
    return re.findall(r"\w+", text.lower())


def adapted(text):
    names = "|".join(sorted(map(re.escape, SECTORS), key=len, reverse=True))
    return re.sub(rf"\b({names})\b", lambda m: SECTORS[m[1]], text)


def shortened(text):
    kept = text.split()
    return " ".join(kept[:len(kept) * 3 // 5]).rstrip(",;:.") + ";"


def is_old(clause, present):
    """Whether superseded wording has words of its own, beside present text of its kind."""
    mine = words(clause["text"])
    best = max((len(set(mine) & set(words(p["text"]))) / len(set(mine)) for p in present
                if p["resolution"] == clause["resolution"]), default=0)
    return len(mine) >= 20 and 0.4 <= best <= 0.85


def pick(pool, k, taken):
    """The k-th of N_DRAFTS evenly spread over the pool, of a resolution not yet taken."""
    at = k * len(pool) // N_DRAFTS
    for clause in pool[at:] + pool[:at]:
        if clause["resolution"] not in taken:
            taken.add(clause["resolution"])
            return clause["text"]


def compose(pools, k):
    taken = set()
    old = pick(pools["old"], k, taken)
    adapt = adapted(pick(pools["sector"], k, taken))
    first, short, second = (pick(pools["long"], (k + d) % N_DRAFTS, taken) for d in (0, 7, 17))
    return [("repeats", first), ("repeats", shortened(short)), ("adapts", adapt),
            ("goes back", old), ("new", NEW[0]), ("repeats", second), ("new", NEW[1])]


def main():
    program, verbose = sys.argv[1], "-v" in sys.argv
    if not SOURCE.exists():
        print("skipped: shared/corpus/td311.txt does not stand beside the project")
        return 77
    lines = subprocess.run([program, "segment", "-q", SOURCE], capture_output=True,
                           check=True).stdout.splitlines()
    clauses = [c for c in map(json.loads, lines)
               if c["part"] == "operative" and ":" not in c["text"]]
    present = [c for c in clauses if not c.get("superseded")]
    texts = {" ".join(words(c["text"])) for c in present}
    pools = {
        "long": [c for c in present if 35 <= len(words(c["text"])) <= 120],
        "sector": [c for c in present if len(words(c["text"])) >= 25
                   and c["text"] != adapted(c["text"])
                   and " ".join(words(adapted(c["text"]))) not in texts],
        "old": [c for c in clauses if c.get("superseded") and is_old(c, present)],
    }
    with tempfile.TemporaryDirectory(prefix="reprise-") as folder:
        wanted = {}
        for k in range(N_DRAFTS):
            draft = compose(pools, k)
            path = pathlib.Path(folder, f"draft-{k:02}.txt")
            path.write_text("Draft new Resolution\nOn several things\nresolves\n"
                            + "".join(f"{i}\t{text}\n" for i, (_, text) in
                                      enumerate(draft, 1)))
            wanted[str(path)] = draft
        done = subprocess.run([program, "score", "-q", folder, "--against", SOURCE,
                               "--format", "json"], capture_output=True, check=True)
        cards = {d["path"]: d["paragraphs"] for d in json.loads(done.stdout)["drafts"]}
    right, all_of, wrong = {}, {}, []
    for path, draft in wanted.items():
        got = cards[path]
        assert len(got) == len(draft), (path, len(got))
        for i, ((verdict, text), paragraph) in enumerate(zip(draft, got)):
            kind = ["as it stands", "shortened", "adapted", "old wording", "new",
                    "as it stands", "new"][i]
            ok = paragraph["verdict"] == verdict
            all_of[kind] = all_of.get(kind, 0) + 1
            right[kind] = right.get(kind, 0) + ok
            if not ok:
                wrong.append((kind, paragraph["verdict"], paragraph["of"], text))
    for kind in all_of:
        print(f"{kind}: {right[kind]} of {all_of[kind]}")
    if verbose:
        for kind, verdict, of, text in wrong:
            print(f"- {kind}: {verdict} {of}: {text}")
    failed = [k for k in all_of if right[k] < all_of[k] * LEAST[k]]
    if failed:
        print("too few: " + ", ".join(failed))
    return 1 if failed else 0


LEAST = {"as it stands": 1, "shortened": 0.9, "adapted": 0.9, "old wording": 0.9, "new": 1}

if __name__ == "__main__":
    sys.exit(main())
