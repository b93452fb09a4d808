#!/usr/bin/env python3
"""reprise beside datasketch and rensa: the same text, threshold and machine.

usage: bench/peers/run.py [PARAGRAPHS] [--rounds 3] [--datasketch-paragraphs N]
                          [--program build/reprise] [--generate build/bench/generate]

Makes a virtual environment in bench/.venv with the versions of requirements.txt, then runs the
three in turns. Pairs at Jaccard >= 0.7 of word 3-shingles; recall is against the pairs of the
exact engine. A peer's time is given in parts, because the text work around it is Python here
and need not be: `text` (words, shingles), `peer` (inside the peer's own calls alone: sketches,
tables, queries), `verify` (exact check of its candidates, Python sets).
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
VENV = HERE.parent / ".venv"


def in_venv():
    if not (VENV / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([VENV / "bin/pip", "install", "-q", "-r", HERE / "requirements.txt"],
                       check=True)
        (VENV / "ready").touch()
    if pathlib.Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(VENV / "bin/python", ["python", *sys.argv])


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


def verify(sets, candidates):
    pairs = set()
    for a, b in candidates:
        shared = len(sets[a] & sets[b])
        if shared * 10 >= 7 * (len(sets[a]) + len(sets[b]) - shared):
            pairs.add((a + 1, b + 1))
    return pairs


def read_sets(path, n):
    start = time.monotonic()
    with open(path) as file:
        lists = [shingles_of(line) for _, line in zip(range(n), file)]
    return lists, time.monotonic() - start


def run_rensa(path, n):
    import rensa
    lists, text = read_sets(path, n)
    start = time.monotonic()
    sketches = rensa.RMinHash.from_token_sets(lists, 128, 42)
    lsh = rensa.RMinHashLSH(threshold=0.7, num_perm=128, num_bands=32)
    lsh.insert_many(sketches)
    found = lsh.query_all(sketches)
    peer = time.monotonic() - start
    start = time.monotonic()
    pairs = verify([set(x) for x in lists],
                   {(a, b) for a, row in enumerate(found) for b in row if a < b})
    return text, peer, time.monotonic() - start, pairs


def run_datasketch(path, n):
    import datasketch
    lists, text = read_sets(path, n)
    start = time.monotonic()
    encoded = [[s.encode() for s in x] for x in lists]
    sketches = datasketch.MinHash.bulk(encoded, num_perm=128, seed=1)
    lsh = datasketch.MinHashLSH(threshold=0.7, num_perm=128)
    with lsh.insertion_session() as session:
        for i, sketch in enumerate(sketches):
            session.insert(i, sketch)
    candidates = {(a, b) for a, sketch in enumerate(sketches)
                  for b in lsh.query(sketch) if a < b}
    peer = time.monotonic() - start
    start = time.monotonic()
    pairs = verify([set(x) for x in lists], candidates)
    return text, peer, time.monotonic() - start, pairs


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
    parser.add_argument("--datasketch-paragraphs", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--program", default="build/reprise")
    parser.add_argument("--generate", default="build/bench/generate")
    args = parser.parse_args()
    in_venv()
    n = args.paragraphs
    n_datasketch = args.datasketch_paragraphs or n
    data = HERE.parent / "data"
    data.mkdir(exist_ok=True)
    path = data / f"peers-{n}.txt"
    if not path.exists():
        with open(path, "wb") as out:
            subprocess.run([args.generate, str(n)], stdout=out, check=True)
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for round_number in range(args.rounds):
            for threads in (1, 2):
                seconds, rss, truth = run_reprise(args.program, path, threads, folder)
                key = f"reprise, {threads} thread{'s' * (threads > 1)}"
                if key not in best or seconds < best[key][3]:
                    best[key] = (0, seconds, 0, seconds, rss, 1.0, n)
            runs = [("rensa 32x4", run_rensa, n)]
            if round_number == 0:
                runs.append(("datasketch 128", run_datasketch, n_datasketch))
            for key, function, size in runs:
                (text, peer, check, pairs), rss = in_child(function, path, size)
                wanted = {p for p in truth if p[1] <= size}
                recall = len(pairs & wanted) / max(1, len(wanted))
                if pairs - wanted:
                    print(f"{key}: {len(pairs - wanted)} pairs that the exact join lacks")
                total = text + peer + check
                if key not in best or total < best[key][3]:
                    best[key] = (text, peer, check, total, rss, recall, size)
    print(f"{n} paragraphs, load {os.getloadavg()[0]:.1f}, least of {args.rounds} "
          "(datasketch: once)\n")
    print("| program | paragraphs | text s | peer s | verify s | in all s | peak MiB | recall |"
          "\n|---|---|---|---|---|---|---|---|")
    for key, (text, peer, check, total, rss, recall, size) in best.items():
        print(f"| {key} | {size} | {text:.2f} | {peer:.2f} | {check:.2f} | {total:.3f} "
              f"| {rss >> 20} | {recall:.4f} |")
    for key in ("rensa 32x4", "datasketch 128"):
        for threads in ("reprise, 1 thread", "reprise, 2 threads"):
            scale = n / best[key][6]
            print(f"{key} / {threads}: {scale * best[key][3] / best[threads][3]:.0f} x in all, "
                  f"{scale * best[key][1] / best[threads][3]:.0f} x counting only the peer's "
                  "own calls")


if __name__ == "__main__":
    main()
