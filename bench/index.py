#!/usr/bin/env python3
"""Time of an index against reading files: index.py [SOURCE [PROGRAM [ROUNDS]]]

Turn by turn, ROUNDS (9) times, on one thread: make an index of a copy of SOURCE
(../shared/corpus/resolutions, else the sample), change 3 documents and update, update with
nothing changed, find anew; then `scan` and `score` from the index and from the files. Prints
median and least, CPU (what the machine's other work disturbs least) and wall.
"""
import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared/corpus/resolutions"


def main():
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else
                          REAL if REAL.is_dir() else ROOT / "corpus/sample").resolve()
    program = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else ROOT / "build/reprise")
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    draft = str(ROOT / "tests/cli/draft.txt")
    times = {}

    def run(what, *args):
        begin = time.perf_counter()
        pid = os.posix_spawn(program, [program, *args, "--quiet", "--threads", "1"], os.environ,
                             file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
        _, status, usage = os.wait4(pid, 0)
        if status:
            sys.exit(f"{args[0]} ended with status {os.waitstatus_to_exitcode(status)}")
        times.setdefault(what, []).append(
            (1000 * (usage.ru_utime + usage.ru_stime), 1000 * (time.perf_counter() - begin)))

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        shutil.copytree(source, "texts", ignore=lambda _, names: [
            n for n in names if not n.endswith(".txt")])
        names = sorted(os.listdir("texts"))
        for i in range(rounds):
            if os.path.exists("t.index"):
                os.unlink("t.index")
            run("index", "index", "texts", "-o", "t.index")
            for k in range(3):
                with open(f"texts/{names[(7 * i + k * len(names) // 3) % len(names)]}",
                          "a") as text:
                    text.write(f"\n99\tthat {i} kites over the pass be counted daily;\n")
            run("update, 3 changed", "update", "t.index", "texts")
            run("update, none changed", "update", "t.index", "texts")
            run("update --judge", "update", "--judge", "t.index", "texts")
            for what, place in ("index", "t.index"), ("files", "texts"):
                run(f"scan, {what}", "scan", place, "-o", "report")
                run(f"score, {what}", "score", draft, "--against", place)
        size = os.path.getsize("t.index")
        text = sum(p.stat().st_size for p in pathlib.Path("texts").iterdir())
        os.chdir("/")
    print(f"{len(names)} documents, {text:,} bytes; the index has {size:,}")
    print(f"{'':22} CPU ms, least   wall ms, least   CPU to index")
    base = min(c for c, _ in times["index"])
    for what, runs in times.items():
        cpu, wall = [c for c, _ in runs], [w for _, w in runs]
        print(f"{what:22} {statistics.median(cpu):7.0f} {min(cpu):5.0f} "
              f"{statistics.median(wall):10.0f} {min(wall):5.0f} {min(cpu) / base:12.2f}")


main()
