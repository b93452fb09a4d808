#!/usr/bin/env python3
"""Write statutes as resolutions: statutes.py STATUTES.tsv FOLDER

One .txt for each statute of `document<TAB>text` lines. So that the segmenter takes them, every
100 provisions get a heading of a resolution (the statute's number among those of its body, and
a letter or two for what follows), a title made of the document's name, and "resolves"; a
provision is one numbered paragraph. The body goes round by statute (PP, WTSA, WTDC, RA): it
means nothing, and lets provisions of different statutes be compared as those of different
bodies. The texts themselves are as they are.
"""
import pathlib
import sys

MEETINGS = ["(REV. DUBAI, 2018)", "(REV. DUBAI, 2012)", "(REV. DUBAI, 2014)", None]
PROVISIONS = 100


def main():
    source, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    statutes = {}
    with open(source, encoding="utf-8") as lines:
        for line in lines:
            document, _, text = line.rstrip("\n").partition("\t")
            statutes.setdefault(document, []).append(" ".join(text.split()))
    folder.mkdir(parents=True, exist_ok=True)
    number = [1000] * len(MEETINGS)
    for i, (document, provisions) in enumerate(sorted(statutes.items())):
        body = i % len(MEETINGS)
        parts = []
        for first in range(0, len(provisions), PROVISIONS):
            number[body] += 1
            meeting = MEETINGS[body]
            parts.append(f"RESOLUTION {number[body]} {meeting}" if meeting
                         else f"RESOLUTION ITU-R {number[body]}-1")
            parts.append(f"Statute {pathlib.Path(document).stem}, part {first // PROVISIONS + 1}")
            parts.append("resolves")
            parts += [f"{k}\t{text}" for k, text in
                      enumerate(provisions[first:first + PROVISIONS], 1)]
            parts.append("")
        name = document.replace("/", "-").removesuffix(".xml") + ".txt"
        (folder / name).write_text("\n".join(parts), encoding="utf-8")
    print(f"{len(statutes)} documents, {sum(map(len, statutes.values()))} provisions")


main()
