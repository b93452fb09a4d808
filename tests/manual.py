#!/usr/bin/env python3
"""The manual pages and completions that are installed, each judged by its own reader.

Pages by mandoc and by man, without a warning; completions in bash and fish, asked as a
person would press the tab key, and in zsh by its parser. What is not installed is counted
as skipped. Every command and every topic must have its place in them.

usage: manual.py PROGRAM FOLDER     (FOLDER: where the build put them)
"""
import os
import pathlib
import shutil
import subprocess
import sys

counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(what, problem):
    counts["failed" if problem else "passed"] += 1
    if problem:
        print(f"{what}: {problem}")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def listed(program, heading):
    """The words under a heading of `reprise help`."""
    lines = run(program, "help").stdout.split(f"\n{heading}:\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in lines.splitlines()]


def has(tool):
    if shutil.which(tool):
        return True
    counts["skipped"] += 1
    print(f"{tool}: not installed")
    return False


def pages(program, folder):
    commands, topics = listed(program, "commands"), listed(program, "topics")
    names = ["reprise.1", "reprise.7"] + [f"reprise-{c}.1" for c in commands]
    for name in names:
        check(name, "" if (folder / name).is_file() else "missing")
    if has("mandoc"):
        for name in names:
            done = run("mandoc", "-T", "lint", "-W", "style", str(folder / name))
            check(f"mandoc {name}", done.stdout + done.stderr)
    if has("man"):
        for name in names:
            done = run("man", "--warnings", "-l", str(folder / name),
                       env={**os.environ, "MANROFFSEQ": "", "MANPAGER": "cat",
                            "LC_ALL": "C.UTF-8"})
            check(f"man {name}", done.stderr or (not done.stdout and "nothing came"))
    text = (folder / "reprise.7").read_text()
    for topic in topics:
        check(topic, "" if f".SH {topic.upper()}\n" in text else "no section in reprise.7")


def asked(shell, script, typed):
    """What the shell offers where `typed` ends."""
    if shell == "bash":
        words = typed.split(" ")
        quoted = " ".join(f"'{w}'" for w in words)
        ask = (f". '{script}'; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; "
               "_reprise; printf '%s\\n' \"${COMPREPLY[@]}\"")
        done = run("bash", "--norc", "-c", ask)
    else:
        done = run("fish", "--no-config", "-c",
                   f"source '{script}'; complete -C '{typed}'",
                   env={**os.environ, "HOME": "/nonexistent"})
    return [line.split("\t")[0] for line in done.stdout.splitlines()], done.stderr


def completions(program, folder):
    cases = [  # typed, what must be offered, what must not
        ("reprise sc", {"scan", "score"}, {"dedup"}),
        ("reprise help rel", {"relations"}, {"relation"}),
        ("reprise help ma", {"map", "mapping"}, {"scan"}),
        ("reprise scan --max-f", {"--max-file", "--max-findings"}, {"--max-words"}),
        ("reprise dedup --eng", {"--engine"}, {"--against"}),
        ("reprise score --format ", {"text", "json", "csv", "html"}, {"tsv"}),
        ("reprise map --format t", {"text", "tsv"}, {"html"}),
    ]
    for shell, name in ("bash", "reprise"), ("fish", "reprise.fish"):
        if not has(shell):
            continue
        for typed, wanted, unwanted in cases:
            got, err = asked(shell, folder / name, typed)
            wrong = wanted - set(got) or unwanted & set(got)
            check(f"{shell}: {typed}|", err or (wrong and f"offers {got}, see {wrong}"))
        commands = set(listed(program, "commands"))
        got, err = asked(shell, folder / name, "reprise ")
        check(f"{shell}: commands", err or commands - set(got))
    if has("zsh"):
        done = run("zsh", "-f", "-n", str(folder / "_reprise"))
        check("zsh: syntax", done.stderr)


def main():
    program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    pages(program, folder)
    completions(program, folder)
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return 1 if counts["failed"] or not counts["passed"] else 0


sys.exit(main())
