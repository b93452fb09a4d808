#!/usr/bin/env python3
"""The Word documents of corpus/drafts: made again they are the same bytes; the reader gives
their truth in all three views; where LibreOffice is installed, what it shows is what the
reader reads.

usage: drafts.py PROGRAM
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
DRAFTS = ROOT / "corpus" / "drafts"
tally = {"passed": 0, "failed": 0, "skipped": 0}


def check(name, holds, why=""):
    tally["passed" if holds else "failed"] += 1
    if not holds:
        print(f"{name}: failed\n{why}")


def paragraphs(program, path, view):
    out = subprocess.run([program, "segment", "--paragraphs", "--changes", view, str(path)],
                         stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def as_truth(view, p):
    cell = ".".join(map(str, p["cell"])) if p["cell"] else "-"
    text = re.sub(r"[\t\n]", " ", p["text"])
    return "\t".join([view, p["style"], p["change"], cell, p["list"] or "-", text])


def made_again():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(ROOT / "scripts/make-sample-docx"), folder],
                       check=True)
        names = sorted(p.name for p in pathlib.Path(folder).iterdir())
        for name in names:
            same = (DRAFTS / name).read_bytes() == pathlib.Path(folder, name).read_bytes()
            check(f"made again: {name}", same, "other bytes")


def reads_as_truth(program):
    for path in sorted(DRAFTS.glob("*.docx")):
        lines = path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()[1:]
        for view in ("accepted", "original", "all"):
            want = [line for line in lines if line.split("\t")[0] == view]
            got = [as_truth(view, p) for p in paragraphs(program, path, view)]
            first = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b),
                         min(len(want), len(got)))
            check(f"{path.name} {view}", want == got,
                  f"  want {want[first:first + 1]}\n  got  {got[first:first + 1]}")


def shown_in_libreoffice(program):
    """The document without changes: LibreOffice would show old and new wording together.
    Blanks aside, it prints label and text, and a note's mark where it is referred to."""
    soffice = shutil.which("soffice")
    if not soffice:
        tally["skipped"] += 1
        print("SKIPPED: LibreOffice is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless",
                        "--convert-to", "txt:Text", "--outdir", folder,
                        str(DRAFTS / "pp-301.docx")],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=100)
        shown = pathlib.Path(folder, "pp-301.txt")
        if not shown.exists():
            tally["skipped"] += 1
            print("SKIPPED: LibreOffice converted nothing")
            return
        text = shown.read_text(encoding="utf-8-sig")
    ours = "".join((p["list"] or "") + ("" if p["style"] == "footnote" else p["text"])
                   for p in paragraphs(program, DRAFTS / "pp-301.docx", "accepted"))
    check("LibreOffice shows what is read",
          re.sub(r"\s", "", ours) == re.sub(r"\s", "", text), text)


made_again()
reads_as_truth(sys.argv[1])
shown_in_libreoffice(sys.argv[1])
print("{passed} passed, {failed} failed, {skipped} skipped".format(**tally))
sys.exit(tally["failed"] > 0)
