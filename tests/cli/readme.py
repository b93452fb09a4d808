#!/usr/bin/env python3
"""Run what a document shows, and compare.

In ```console blocks, lines after "$ " are commands ("> " continues one), what follows is
what they print on both streams, "..." standing for any lines. Lines of ```sum blocks are
sums to be worked out: the value must be right but for the last digit, and must be what one
of the commands prints, or the percentage of it.

usage: readme.py FILE...     in an empty folder, with `reprise` in PATH
"""
import math
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def blocks(text, kind):
    return [m[1].splitlines() for m in
            re.finditer(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)]


def commands(lines):
    """(command, what it prints) of one block."""
    found = []
    for line in lines:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith("> ") and not found[-1][1]:
            found[-1] = (found[-1][0] + "\n" + line[2:], [])
        else:
            found[-1][1].append(line)
    return found


def matches(want, got):
    """Whether the lines of `got` are those of `want`, "..." being any number of them."""
    if not want:
        return not got
    if want[0] == "...":
        return any(matches(want[1:], got[i:]) for i in range(len(got) + 1))
    return bool(got) and want[0].rstrip() == got[0].rstrip() and matches(want[1:], got[1:])


def run(path, text):
    failed = n = 0
    for block in blocks(text, "console"):
        for command, want in commands(block):
            n += 1
            done = subprocess.run(["sh", "-c", command.replace("scripts/run", "reprise scan "
                                                               "corpus/sample -o report")],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            # A note that is the same in every run says nothing here.
            got = [x for x in done.stdout.splitlines() if "other kinds left out" not in x]
            if done.returncode or not matches(want, got):
                failed += 1
                print(f"{path}: $ {command}\n  status {done.returncode}, prints:")
                print("\n".join("  " + line for line in got))
    return n, failed


def sums(path, text):
    failed = n = 0
    shown = {x for block in blocks(text, "console") for line in block
             for x in re.findall(r"\d+\.\d+", line)}
    for block in blocks(text, "sum"):
        for line in block:
            n += 1
            term, value = line.split(" = ")
            if not re.fullmatch(r"(?:log2|sqrt|[\d.+*/() ])+", term):
                raise SystemExit(f"{path}: no sum: {line}")
            got = eval(term, {"__builtins__": {}, "log2": math.log2, "sqrt": math.sqrt})
            last = 10.0 ** -len(value.partition(".")[2])
            there = any(x.startswith(value) for x in shown) or \
                f"({round(float(value) * 100)}%)" in text
            if abs(got - float(value)) >= last or not there:
                failed += 1
                print(f"{path}: {line}: comes to {got}" +
                      ("" if there else "; no command prints it"))
    return n, failed


def main():
    total = 0
    for name in ("corpus", "tests"):
        os.symlink(HERE.parents[1] / name, name)
    for path in sys.argv[1:]:
        text = (HERE.parents[1] / path).read_text(encoding="utf-8")
        for what, (n, failed) in (("commands", run(path, text)), ("sums", sums(path, text))):
            total += failed
            if n:
                print(f"{path}: {n} {what}, {failed} wrong")
    return 1 if total else 0


sys.exit(main())
