#!/usr/bin/env python3
"""The manual pages and completions that are installed, each judged by its own reader.

Pages by mandoc and by man, without a warning; completions in bash, fish and zsh, asked
as a person would press the tab key. What is not installed is counted
as skipped. Every command and every topic must have its place in them.

usage: manual.py PROGRAM FOLDER     (FOLDER: where the build put them)
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

# zsh completes in a terminal only: one of its own, where what is offered is written down
# instead of shown, and the line thrown away.
ZSH = r"""
zmodload zsh/zpty
zpty reprise zsh -f -i
zpty -w reprise "PS1= PROMPT_EOL_MARK= fpath=($1 \$fpath) offers=$2/offers"
zpty -w reprise 'autoload -Uz compinit; compinit -D -u
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
    local -a found; builtin compadd -A found "$@"
    print -rl -- $found >>$offers
    builtin compadd "$@"
}
done_() { BUFFER= ; print >$offers.done }
zle -N done_; bindkey "^X" done_; bindkey "^I" complete-word; print >$offers.done'
wait_() {
    for i in {1..200}; do [[ -e $offers.done ]] && break; sleep 0.05; done
    rm -f $offers.done
}
offers=$2/offers
wait_
for typed in "${@:3}"; do
    rm -f $offers
    zpty -w -n reprise "$typed"$'\t\x18'
    wait_
    cat $offers
    print -- --
done
zpty -d reprise
"""

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


def printed(program, path, *words):
    """What is wrong with the file, which must be what the program prints today."""
    if not path.is_file():
        return "missing"
    return "" if path.read_text() == run(program, "help", *words).stdout else "not today's"


def pages(program, folder):
    commands, topics = listed(program, "commands"), listed(program, "topics")
    names = ["reprise.1", "reprise.7"] + [f"reprise-{c}.1" for c in commands]
    for name in names:
        command = [name.removesuffix(".1").removeprefix("reprise-")] if "-" in name else (
            ["topics"] if name.endswith("7") else [])
        check(name, printed(program, folder / name, "--man", *command))
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


def asked_zsh(script, lines):
    """The same for many lines."""
    with tempfile.TemporaryDirectory(prefix="reprise-") as home:
        done = run("zsh", "-f", "-c", ZSH, "zsh", str(script.parent), home, *lines)
    parts = done.stdout.split("\n--\n")
    return {line: (part.splitlines(), done.stderr)
            for line, part in zip(lines, parts)}


def completions(program, folder):
    cases = [  # typed, what must be offered, what must not
        ("reprise sc", {"scan", "score"}, {"dedup"}),
        ("reprise help rel", {"relations"}, {"relation"}),
        ("reprise help ma", {"map", "mapping"}, {"scan"}),
        ("reprise scan --max-f", {"--max-file", "--max-findings"}, {"--max-words"}),
        ("reprise dedup --eng", {"--engine"}, {"--against"}),
        ("reprise score --format ", {"text", "json", "csv", "html"}, {"tsv"}),
        ("reprise map --format t", {"text", "tsv"}, {"html"}),
        ("reprise map --format m", {"md"}, {"text"}),
        ("reprise audit --format h", {"html"}, {"text"}),
        ("reprise dedup --stage ", {"all", "shingle", "verify"}, {"auto"}),
        ("reprise up", {"update"}, {"index"}),
        ("reprise index --o", {"--output"}, {"--against"}),
        ("reprise update --j", {"--judge"}, {"--jsonl"}),
        ("reprise check --th", {"--threads"}, {"--threshold"}),
    ]
    for shell, name in ("bash", "reprise"), ("fish", "reprise.fish"), ("zsh", "_reprise"):
        check(f"{shell}: {name}",
              printed(program, folder / name, "--completion", shell))
        if not has(shell):
            continue
        lines = [typed for typed, _, _ in cases] + ["reprise "]
        answers = (asked_zsh(folder / name, lines) if shell == "zsh" else
                   {typed: asked(shell, folder / name, typed) for typed in lines})
        for typed, wanted, unwanted in cases:
            got, err = answers.get(typed, ([], "no answer"))
            wrong = wanted - set(got) or unwanted & set(got)
            check(f"{shell}: {typed}|", err or (wrong and f"offers {got}, see {wrong}"))
        commands = set(listed(program, "commands"))
        got, err = answers.get("reprise ", ([], "no answer"))
        check(f"{shell}: commands", err or commands - set(got))


def main():
    program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    pages(program, folder)
    completions(program, folder)
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return 1 if counts["failed"] or not counts["passed"] else 0


sys.exit(main())
