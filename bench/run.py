#!/usr/bin/env python3
"""End-to-end runs of `reprise dedup`, one CSV row a run, and the ratios that must hold.

usage: bench/run.py [--program build/reprise] [--generate build/bench/generate] [--rounds 3]
                    [--csv FILE] [--only NAME,...] [--large]

Runs alternate between the corpora and settings, so that noise of the machine hits all of them;
the summary takes the least of the rounds of each. Corpora are made by `generate` into
bench/data and kept. --large adds the one of ten million paragraphs (4.6 GB).
"""
import argparse
import csv
import hashlib
import json
import os
import pathlib
import platform
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE / "data"
STATUTES = HERE.parent.parent / "shared/corpus/statutes-en.tsv"

CORPORA = {
    "200k": ["200000"],
    "2m": ["2000000", "--seed", "2"],
    "2m-hot": ["2000000", "--seed", "2", "--hot", "30"],
    "2m-non-ascii": ["2000000", "--seed", "2", "--non-ascii", "15"],
    "10m": ["10000000", "--seed", "3"],
}

# name: (corpus, options)
RUNS = {
    "200k-1": ("200k", ["--threads", "1", "--pairs"]),
    "200k-2": ("200k", ["--threads", "2", "--pairs"]),
    "2m-1": ("2m", ["--threads", "1"]),
    "2m-2": ("2m", ["--threads", "2"]),
    "2m-pairs-2": ("2m", ["--threads", "2", "--pairs"]),
    "2m-hot-2": ("2m-hot", ["--threads", "2"]),
    "2m-non-ascii-2": ("2m-non-ascii", ["--threads", "2"]),
    "lsh-0.5": ("200k", ["--pairs", "--engine", "lsh", "--check-recall", "--threshold", "0.5"]),
    "lsh-0.7": ("200k", ["--pairs", "--engine", "lsh", "--check-recall"]),
    "lsh-0.9": ("200k", ["--pairs", "--engine", "lsh", "--check-recall", "--threshold", "0.9"]),
    "copies": ("copies", []),
    "light-edits": ("light-edits", []),
    "statutes": ("statutes", ["--pairs"]),
}
LARGE = {"10m-2": ("10m", ["--threads", "2"])}

# what must hold: (what, numerator, denominator, measure, bound, "at most" or "at least")
CLAIMS = [
    ("two threads against one at 2 million", "2m-1", "2m-2", "seconds", 1.7, "at least"),
    ("hot clusters against ordinary", "2m-hot-2", "2m-2", "seconds", 1.4, "at most"),
    ("15 % non-ASCII against ASCII", "2m-non-ascii-2", "2m-2", "seconds", 1.5, "at most"),
    ("10 million against 2 million, a paragraph", "10m-2", "2m-2", "per_paragraph", 1.4,
     "at most"),
]


def command_output(*args):
    return subprocess.run(args, capture_output=True, text=True, cwd=HERE).stdout.strip()


def cpu_model():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def compiler(program):
    """The first line of --version of what the build folder of the program compiles with."""
    try:
        commands = json.loads((pathlib.Path(program).resolve().parent /
                               "compile_commands.json").read_text())
        return command_output(commands[0]["command"].split()[0], "--version").splitlines()[0]
    except (OSError, LookupError, ValueError):
        return "unknown"


def corpus(name, generate):
    DATA.mkdir(exist_ok=True)
    path = DATA / (name + ".txt")
    if path.exists():
        return path
    with open(path.with_suffix(".part"), "w") as out:
        if name == "copies":
            line = "to report annually to the Council on the progress of this work " * 5
            for _ in range(1000000):
                out.write(line + "\n")
        elif name == "light-edits":
            line = "to report annually to the Council on the progress that the Bureau makes " * 2
            words = " ".join(f"word{i}" for i in range(40))
            for i in range(100000):
                out.write(f"{line}{words} in item {i}\n")
        elif name == "statutes":
            if not STATUTES.exists():
                out.close()
                os.unlink(path.with_suffix(".part"))
                return None
            for line in open(STATUTES):
                out.write(line.split("\t", 1)[1])
        else:
            subprocess.run([generate, *CORPORA[name]], stdout=out, check=True)
    path.with_suffix(".part").rename(path)
    return path


def corpus_hash(path, known={}):
    if path not in known:
        digest = hashlib.sha256()
        with open(path, "rb") as f:
            while block := f.read(1 << 22):
                digest.update(block)
        known[path] = digest.hexdigest()[:16]
    return known[path]


def measure(program, path, options):
    with tempfile.TemporaryDirectory() as folder:
        stats_file = os.path.join(folder, "stats.json")
        if "--threshold" not in options:
            options = [*options, "--threshold", "0.7"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        with open(os.path.join(folder, "out"), "wb") as out:
            subprocess.run([program, "dedup", "-q", "--stats", stats_file, *options, path],
                           stdout=out, check=True)
        seconds = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        stats = json.load(open(stats_file))
        checksum = hashlib.sha256(open(os.path.join(folder, "out"), "rb").read()).hexdigest()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds - stats["seconds"]["check_recall"], cpu, stats, checksum[:16]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--program", default="build/reprise")
    parser.add_argument("--generate", default="build/bench/generate")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--csv", default=str(DATA / "runs.csv"))
    parser.add_argument("--only")
    parser.add_argument("--large", action="store_true")
    args = parser.parse_args()
    program, generate = os.path.abspath(args.program), os.path.abspath(args.generate)
    runs = dict(RUNS, **(LARGE if args.large else {}))
    if args.only:
        runs = {name: dict(RUNS, **LARGE)[name] for name in args.only.split(",")}
    fixed = {"revision": command_output("git", "describe", "--always", "--dirty"),
             "compiler": compiler(program), "cpu": cpu_model()}
    best, rows = {}, []
    for round_number in range(args.rounds):
        for name, (corpus_name, options) in runs.items():
            path = corpus(corpus_name, generate)
            if path is None:
                if round_number == 0:
                    print(f"SKIPPED {name}: its corpus is not there", file=sys.stderr)
                continue
            seconds, cpu, stats, checksum = measure(program, path, options)
            row = dict(fixed, run=name, corpus=corpus_name, corpus_hash=corpus_hash(path),
                       options=" ".join(options), threads=stats["threads"],
                       engine=stats["engine"], paragraphs=stats["paragraphs"],
                       seconds=round(seconds, 4), cpu_seconds=round(cpu, 4),
                       paragraphs_per_second=int(stats["paragraphs"] / seconds),
                       peak_rss_mib=stats["peak_rss_bytes"] >> 20,
                       own_mib=(stats["peak_rss_bytes"] - stats["bytes"]) >> 20,
                       pairs=stats["pairs"], clusters=stats["clusters"],
                       survivors=stats["survivors"], verified=stats["verified"],
                       recall=stats.get("recall_measured", ""), checksum=checksum,
                       **{"s_" + k: v for k, v in stats["seconds"].items()})
            rows.append(row)
            if name not in best or seconds < best[name]["seconds"]:
                best[name] = row
    pathlib.Path(args.csv).parent.mkdir(exist_ok=True)
    new = not os.path.exists(args.csv)
    with open(args.csv, "a", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        if new:
            writer.writeheader()
        writer.writerows(rows)
    print(f"{fixed['revision']}, {fixed['compiler']}, {fixed['cpu']}, "
          f"load {os.getloadavg()[0]:.1f}, least of {args.rounds}\n")
    print("| run | seconds | CPU seconds | us a paragraph | own MiB | pairs | clusters "
          "| recall | checksum |\n|---|---|---|---|---|---|---|---|---|")
    for name, row in best.items():
        print(f"| {name} | {row['seconds']:.3f} | {row['cpu_seconds']:.3f} "
              f"| {1e6 * row['seconds'] / row['paragraphs']:.2f} | {row['own_mib']} "
              f"| {row['pairs']} | {row['clusters']} | {row['recall']} | {row['checksum']} |")
    print()
    for what, a, b, kind, bound, sense in CLAIMS:
        if a in best and b in best:
            ratio, cpu = (best[a][k] / best[b][k] for k in ("seconds", "cpu_seconds"))
            if kind == "per_paragraph":
                scale = best[b]["paragraphs"] / best[a]["paragraphs"]
                ratio, cpu = ratio * scale, cpu * scale
            held = ratio <= bound if sense == "at most" else ratio >= bound
            print(f"{what}: {ratio:.2f} ({sense} {bound}: {'held' if held else 'NOT held'}); "
                  f"in CPU seconds {cpu:.2f}")


if __name__ == "__main__":
    main()
