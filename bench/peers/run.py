#!/usr/bin/env python3
"""reprise beside datasketch and rensa: the same text, threshold and machine.

usage: bench/peers/run.py [PARAGRAPHS] [--seed 1] [--rounds 3] [--only-rensa] [--json FILE]
                          [--program build/reprise] [--generate build/bench/generate]

Makes a virtual environment in bench/.venv with the versions of requirements.txt, then runs the
three in turns. Pairs at Jaccard >= 0.7 of word 3-shingles; recall is against the pairs of the
exact engine. A peer's time is given in parts, because the text work around it is Python here
and need not be: `text` (words, shingles), `peer` (inside the peer's own calls alone: sketches,
tables, queries), `verify` (exact check of its candidates, Python sets).
"""
import argparse
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
VENV = HERE.parent / ".venv"
CHUNK = 50000


def in_venv():
    if not (VENV / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([VENV / "bin/pip", "install", "-q", "-r", HERE / "requirements.txt"],
                       check=True)
        (VENV / "ready").touch()
    if pathlib.Path(sys.prefix).resolve() != VENV.resolve():
        python = str(VENV / "bin/python")
        os.execv(python, [python, *sys.argv])


def run_reprise(program, path, threads, folder):
    stats = os.path.join(folder, "stats.json")
    out = os.path.join(folder, "pairs.tsv")
    start = time.monotonic()
    with open(out, "wb") as file:
        subprocess.run([program, "dedup", "-q", "--pairs", "--threshold", "0.7", "--engine",
                        "exact", "--threads", str(threads), "--stats", stats, path],
                       stdout=file, check=True)
    seconds = time.monotonic() - start
    pairs = {tuple(map(int, line.split("\t")[:2])) for line in open(out)}
    return seconds, json.load(open(stats))["peak_rss_bytes"], pairs


def shingles_of(line):
    words = line.lower().replace(",", " ").replace(".", " ").split()
    return [" ".join(words[i:i + 3]) for i in range(max(1, len(words) - 2))] if words else []


class Clock:
    """Seconds by part: `with clock("text"):`."""

    def __init__(self):
        self.seconds = {"text": 0, "peer": 0, "verify": 0}

    def __call__(self, part):
        self.part = part
        return self

    def __enter__(self):
        self.start = time.monotonic()

    def __exit__(self, *_):
        self.seconds[self.part] += time.monotonic() - self.start


def shingle_lists(path, n, clock):
    """The shingles of the first n lines, CHUNK lines at a time: for two million they do not
    fit into memory as Python strings."""
    with open(path) as file:
        for begin in range(0, n, CHUNK):
            with clock("text"):
                chunk = [shingles_of(line)
                         for line in itertools.islice(file, min(CHUNK, n - begin))]
            yield chunk


def verify(path, n, candidates):
    """The candidates whose sets are alike."""
    wanted = {i for pair in candidates for i in pair}
    with open(path) as file:
        sets = {i: set(shingles_of(line))
                for i, line in enumerate(itertools.islice(file, n)) if i in wanted}
    pairs = set()
    for a, b in candidates:
        shared = len(sets[a] & sets[b])
        if shared * 10 >= 7 * (len(sets[a]) + len(sets[b]) - shared):
            pairs.add((a + 1, b + 1))
    return pairs


def run_rensa(path, n):
    import rensa
    clock, sketches, candidates = Clock(), [], set()
    for chunk in shingle_lists(path, n, clock):
        with clock("peer"):
            sketches += rensa.RMinHash.from_token_sets(chunk, 128, 42)
    with clock("peer"):
        lsh = rensa.RMinHashLSH(threshold=0.7, num_perm=128, num_bands=32)
        lsh.insert_many(sketches)
    for begin in range(0, n, CHUNK):
        with clock("peer"):
            found = lsh.query_all(sketches[begin:begin + CHUNK])
        with clock("verify"):
            candidates |= {(a, b) for a, row in enumerate(found, begin) for b in row if a < b}
    with clock("verify"):
        pairs = verify(path, n, candidates)
    return clock.seconds, pairs


def datasketch_pairs(path, n, clock, sketches):
    import datasketch
    with clock("peer"):
        lsh = datasketch.MinHashLSH(threshold=0.7, num_perm=128)
        with lsh.insertion_session() as session:
            for i, sketch in enumerate(sketches):
                session.insert(i, sketch)
        candidates = {(a, b) for a, sketch in enumerate(sketches)
                      for b in lsh.query(sketch) if a < b}
    with clock("verify"):
        return verify(path, n, candidates)


def run_datasketch(path, n):
    """As its documentation shows it: one update for each shingle."""
    import datasketch
    clock, sketches = Clock(), []
    for chunk in shingle_lists(path, n, clock):
        with clock("peer"):
            for shingles in chunk:
                sketch = datasketch.MinHash(num_perm=128)
                for shingle in shingles:
                    sketch.update(shingle.encode("utf8"))
                sketches.append(sketch)
    pairs = datasketch_pairs(path, n, clock, sketches)
    return clock.seconds, pairs


def run_datasketch_bulk(path, n):
    """By its call for many sets at once, faster and less used."""
    import datasketch
    clock, sketches = Clock(), []
    for chunk in shingle_lists(path, n, clock):
        with clock("text"):
            encoded = [[s.encode() for s in x] for x in chunk]
        with clock("peer"):
            sketches += datasketch.MinHash.bulk(encoded, num_perm=128, seed=1)
    pairs = datasketch_pairs(path, n, clock, sketches)
    return clock.seconds, pairs


def in_child(function, path, n):
    """Run in a process of its own, for its memory."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        import pickle
        result = function(path, n)
        with os.fdopen(write, "wb") as out:
            pickle.dump(result, out)
        os._exit(0)
    import pickle
    os.close(write)
    with os.fdopen(read, "rb") as result:
        value = pickle.load(result)
    _, _, usage = os.wait4(child, 0)
    return value, usage.ru_maxrss * 1024


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("paragraphs", nargs="?", type=int, default=200000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only-rensa", action="store_true")
    parser.add_argument("--json", help="write the rows to this file too")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--program", default="build/reprise")
    parser.add_argument("--generate", default="build/bench/generate")
    args = parser.parse_args()
    in_venv()
    n = args.paragraphs
    data = HERE.parent / "data"
    data.mkdir(exist_ok=True)
    path = data / f"peers-{n}.txt"
    if not path.exists():
        part = path.with_suffix(".part")
        with open(part, "wb") as out:
            subprocess.run([args.generate, str(n), "--seed", args.seed], stdout=out,
                           check=True)
        part.rename(path)
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for round_number in range(args.rounds):
            for threads in (1, 2):
                seconds, rss, truth = run_reprise(args.program, path, threads, folder)
                key = f"reprise, {threads} thread{'s' * (threads > 1)}"
                if key not in best or seconds < best[key][3]:
                    best[key] = (0, seconds, 0, seconds, rss, 1.0)
            runs = [("rensa 32x4", run_rensa)]
            if round_number == 0 and not args.only_rensa:
                runs += [("datasketch 128", run_datasketch),
                         ("datasketch 128 in bulk", run_datasketch_bulk)]
            for key, function in runs:
                (seconds, pairs), rss = in_child(function, path, n)
                recall = len(pairs & truth) / max(1, len(truth))
                if pairs - truth:
                    print(f"{key}: {len(pairs - truth)} pairs that the exact join lacks")
                total = sum(seconds.values())
                if key not in best or total < best[key][3]:
                    best[key] = (*seconds.values(), total, rss, recall)
    if args.json:
        names = ("text", "peer", "verify", "seconds", "peak_rss_bytes", "recall")
        pathlib.Path(args.json).write_text(json.dumps(
            {key: dict(zip(names, row)) for key, row in best.items()}, indent=1))
    print(f"{n} paragraphs, load {os.getloadavg()[0]:.1f}, least of {args.rounds} "
          "(datasketch: once)\n")
    print("| program | text s | peer s | verify s | in all s | peak MiB | recall |"
          "\n|---|---|---|---|---|---|---|")
    for key, (text, peer, check, total, rss, recall) in best.items():
        print(f"| {key} | {text:.2f} | {peer:.2f} | {check:.2f} | {total:.3f} "
              f"| {rss >> 20} | {recall:.4f} |")
    for key in best:
        for threads in ("reprise, 1 thread", "reprise, 2 threads"):
            if not key.startswith("reprise"):
                print(f"{key} / {threads}: {best[key][3] / best[threads][3]:.1f} x in all, "
                      f"{best[key][1] / best[threads][3]:.1f} x counting only the peer's "
                      "own calls")


if __name__ == "__main__":
    main()
