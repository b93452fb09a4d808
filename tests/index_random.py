#!/usr/bin/env python3
"""An index that was updated again and again says what the documents say.

The sample is edited at random - words swapped, hyphens lost and put in, lines doubled and
dropped, headings renumbered, files renamed, copied and removed - and after each edit the
updated index must give the bytes of the files: segment, resolutions and pairs. Now and then
it must be sound, too.

usage: index_random.py PROGRAM [ROUNDS [SEED [FOLDER]]]
"""
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "corpus/sample"


def edit(rng, lines):
    """One edit somewhere in the lines of a document."""
    i = rng.randrange(len(lines))
    words = lines[i].split(" ")
    kind = rng.randrange(8)
    if kind == 0 and len(words) > 3:
        k = rng.randrange(len(words) - 1)
        words[k], words[k + 1] = words[k + 1], words[k]
    elif kind == 1:
        words = lines[i].replace("-", "", rng.randrange(1, 3)).split(" ")
    elif kind == 2 and len(words) > 3:
        k = rng.randrange(len(words) - 1)
        words[k:k + 2] = [words[k] + rng.choice(["-", ""]) + words[k + 1]]
    elif kind == 3:
        words[-1] += str(rng.randrange(1, 9))
    elif kind == 4:
        return lines[:i] + lines[i + 1:] or lines
    elif kind == 5:
        return lines[:i] + [lines[i]] * 2 + lines[i + 1:]
    elif kind == 6:
        return [re.sub(r"^(RESOLUTION \D*)(\d+)", lambda m: m[1] + str(rng.randrange(300, 400)),
                       line) for line in lines]
    else:
        words.insert(rng.randrange(len(words) + 1), rng.choice(
            ["kite", "set-up", "setup", "co-operation", "cooperation", "tide-gauge", "[PLEN-1]"]))
    return lines[:i] + [" ".join(words)] + lines[i + 1:]


def change(rng, folder):
    paths = sorted(folder.iterdir())
    path = rng.choice(paths)
    kind = rng.randrange(10)
    if kind == 0 and len(paths) > 3:
        path.unlink()
    elif kind == 1:
        path.rename(folder / f"{rng.randrange(100)}.txt")
    elif kind == 2 and len(paths) < 40:
        shutil.copy(path, folder / f"{rng.randrange(100)}.txt")
    elif kind == 3:
        shutil.copy(rng.choice(sorted(SAMPLE.glob("*.txt"))), folder)
    else:
        for _ in range(rng.randrange(1, 4)):
            lines = edit(rng, path.read_text(encoding="utf-8").split("\n"))
            path.write_text("\n".join(lines), encoding="utf-8")


def main():
    program = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    source = pathlib.Path(sys.argv[4] if len(sys.argv) > 4 else SAMPLE).resolve()
    rng = random.Random(seed)

    def run(*args):
        done = subprocess.run([program, *args], capture_output=True)
        if done.returncode not in (0, 3):
            sys.exit(f"reprise {' '.join(args)}: {done.returncode}\n{done.stderr.decode()}")
        return done.stdout

    merged = 0
    with tempfile.TemporaryDirectory(prefix="reprise-index-") as work:
        os.chdir(work)
        folder = pathlib.Path("texts")
        folder.mkdir()
        for path in source.glob("*.txt"):
            shutil.copy(path, folder)
        run("index", "-q", "texts", "-o", "t.index")
        for i in range(rounds):
            for _ in range(rng.randrange(1, 4)):
                change(rng, folder)
            out = run("update", "-q", *(["--judge"] if i % 5 == 4 else []), "t.index", "texts")
            found = re.search(r"(\d+) resolutions? merged anew", out.decode())
            merged += int(found[1]) if found else 0
            for command in ["segment"], ["segment", "--resolutions"], ["pairs"]:
                if run(*command, "-q", "t.index") != run(*command, "-q", "texts"):
                    sys.exit(f"round {i} of seed {seed}: {command} differs")
            if i % 5 == 0:
                run("check", "-q", "t.index")
        os.chdir("/")
    print(f"{rounds} updates, {merged} resolutions merged anew, all as from the files")


main()
