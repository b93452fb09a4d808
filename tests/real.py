#!/usr/bin/env python3
"""What must hold on the real documents: real.py PROGRAM FOLDER

FOLDER is ../shared/corpus, which is no part of the project: where it is not there, every
case counts as skipped (status 77) and a line says so. Cases are functions named test_*.
"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM, FOLDER = sys.argv[1:3]
COMPILATION = os.path.join(FOLDER, "td311.txt")
RESOLUTIONS = os.path.join(FOLDER, "resolutions")
CHECK_REPORT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cli/check_report.py")


def run(*args, status=0, env=None):
    done = subprocess.run([PROGRAM, *args], capture_output=True, timeout=120,
                          env={**os.environ, **(env or {})})
    assert done.returncode == status, (args, done.returncode, done.stderr[-500:])
    return done


def lines(*args):
    return [json.loads(line) for line in run(*args).stdout.splitlines()]


def names_of_files():
    """'wtdc-res-84' -> 'WTDC-84', 'ra-res-7-3' -> 'RA-7', 'pp-dec-5' -> 'PP-D5'."""
    names = set()
    for file in os.listdir(RESOLUTIONS):
        body, kind, number = re.match(r"(\w+?)-(res|dec)-(.*)\.txt", file).groups()
        number = number.upper().replace("_", "/")
        if body == "ra":
            number = number.split("-")[0]
        names.add(f"{body.upper()}-{'D' if kind == 'dec' else ''}{number}")
    return names


def test_every_resolution_of_the_compilation_is_found_once():
    found = lines("segment", "--resolutions", COMPILATION)
    names = [r["resolution"] for r in found]
    assert len(names) == len(set(names))
    # One file stands for a provisional number, which here names the final resolution.
    assert set(names) == names_of_files() - {"WTDC-PLEN-1"}, set(names) ^ names_of_files()
    assert sum(len(r["sources"]) for r in found) == 471


def test_the_single_files_give_the_same_resolutions():
    found = lines("segment", "--resolutions", RESOLUTIONS)
    assert {r["resolution"] for r in found} == names_of_files() - {"WTDC-PLEN-1"}


def test_every_line_is_accounted_for():
    done = run("segment", "--verbose", COMPILATION)
    said = set()
    for line in done.stderr.decode().splitlines():
        match = re.match(r"reprise: \S*td311\.txt:(\d+): \w+", line)
        if match:
            said.add(int(match.group(1)))
    with open(COMPILATION, encoding="utf-8", newline="\n") as file:
        text = {n for n, line in enumerate(file, 1) if line.strip()}
    assert said == text, sorted(said ^ text)[:10]
    sums = done.stderr.decode().splitlines()[-1]
    counts = [int(n) for n in re.findall(r"(\d+) (?:heading|title|section|clause|footnote,|"
                                         r"table|unassigned)", sums)]
    assert f": {len(text)} lines: " in sums and sum(counts) == len(text), sums


def test_clauses_carry_their_resolution_section_and_item():
    clauses = {c["id"]: c for c in lines("segment", COMPILATION)}
    assert len({c["id"] for c in clauses.values()}) == len(clauses)
    where = {i: [s["line"] for s in c["sources"]] for i, c in clauses.items()}
    # The paragraph that four resolutions share, at every place where each is quoted, and its
    # old wording behind the tracked changes.
    assert where["PP-101/resolves/1"] == [1617, 1888, 2349, 3589]
    assert where["PP-102/resolves/1"] == [1644, 1828, 2376, 3613]
    assert where["PP-133/resolves/1"] == [1765, 1912, 2314]
    assert where["PP-180/resolves/1"] == [1799, 3560]
    old = {i for i, c in clauses.items() if c.get("superseded")}
    assert {i for i in where if where[i] in ([1872], [2330], [3574])} <= old
    assert not old & {"PP-101/resolves/1", "PP-102/resolves/1"}
    assert clauses["PP-101/instructs#2/1"]["addressee"] == \
        "the Director of the Telecommunication Development Bureau"
    for text in (c["text"] for c in clauses.values()):
        assert not re.search(r"\[bookmark|\[footnote|HYPERLINK|\bITU[TRD]\b|20202023|\u00a0",
                             text), text


def test_threads_and_order_change_no_byte():
    files = [os.path.join(RESOLUTIONS, f) for f in sorted(os.listdir(RESOLUTIONS))]
    whole = run("segment", COMPILATION, *files).stdout
    assert whole == run("segment", *reversed(files), COMPILATION).stdout
    for threads in "1", "2", "8":
        assert whole == run("segment", "--threads", threads, COMPILATION, *files).stdout


def scan(folder, *args):
    """The bytes of the report's files, and its findings."""
    run("scan", "-q", "-o", folder, *args)
    files = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = file.read()
    return files, json.loads(files["findings.json"])["findings"]


def test_the_report_is_sound_and_has_the_known_findings():
    with tempfile.TemporaryDirectory() as folder:
        _, findings = scan(folder, COMPILATION)
        check = subprocess.run([sys.executable, CHECK_REPORT, folder], capture_output=True)
        assert check.returncode == 0, check.stderr
    shared = [f for f in findings if "PP-101" in f["resolutions"] and
              any("greater reciprocal collaboration" in m["text"] for m in f["members"])]
    assert len(shared) == 1, [f["id"] for f in shared]
    assert shared[0]["resolutions"] == ["PP-101", "PP-102", "PP-133", "PP-180"]
    lines_of = {m["resolution"]: [s["line"] for s in m["sources"]]
                for m in shared[0]["members"]}
    assert lines_of == {"PP-101": [1617, 1888, 2349, 3589], "PP-102": [1644, 1828, 2376, 3613],
                        "PP-133": [1765, 1912, 2314], "PP-180": [1799, 3560]}, lines_of
    chairmen = {"PP-COM5/2", "WTSA-35", "WTDC-61", "RA-15"}
    assert any(chairmen <= set(f["resolutions"]) for f in findings)
    # The compilation itself prints two sections under the wrong heading.
    for pair in ({"PP-177", "PP-188"}, {"PP-123", "PP-WGPL/3"}):
        runs = [f for f in findings if pair <= set(f["resolutions"])]
        assert len(runs) == 1 and runs[0]["kind"] == "run", (pair, [r["id"] for r in runs])


def test_no_finding_pairs_a_resolution_with_itself():
    with tempfile.TemporaryDirectory() as folder:
        _, findings = scan(folder, COMPILATION)
    clauses = {c["id"]: c for c in lines("segment", COMPILATION)}
    for finding in findings:
        assert len(set(finding["resolutions"])) > 1
        for pair in finding["pairs"]:
            assert clauses[pair["a"]]["resolution"] != clauses[pair["b"]]["resolution"]
        for member in finding["members"]:
            assert not clauses[member["clause"]].get("superseded")


def test_the_labelled_pairs_are_ranked_and_named_as_well_as_aimed_at():
    """Average precision 0.95, best F1 0.90, relation F1 0.88 (R) and 0.92 (F), macro 0.75."""
    labels = os.path.join(FOLDER, "../eval/clause-pairs.dev.tsv")
    script = os.path.join(FOLDER, "../eval/score_pairs.py")
    with tempfile.NamedTemporaryFile(suffix=".tsv") as pairs:
        pairs.write(run("pairs", "--min-score", "0", "--superseded", COMPILATION).stdout)
        pairs.flush()
        said = subprocess.run([sys.executable, script, labels, pairs.name], check=True,
                              capture_output=True, text=True).stdout
    for name, least in (("average precision (R)", 0.95), ("best F1 (R)", 0.90),
                        ("relation F1 (R)", 0.88), ("relation F1 (F)", 0.92),
                        ("macro F1 (R, F, P)", 0.75)):
        found = float(re.search(re.escape(name) + r"\s+([\d.]+)", said).group(1))
        assert found >= least, said


def test_the_summary_fits_a_terminal():
    with tempfile.TemporaryDirectory() as folder:
        done = run("scan", "-q", "-o", os.path.join(folder, "report"), COMPILATION)
    text = done.stdout.decode().splitlines()
    assert all(len(line) <= 80 for line in text), text
    assert [line[:3] for line in text if re.match(r" *\d+  ", line)] == [
        f"{n:3}" for n in range(1, 11)], text
    assert any("words repeated" in line for line in text)
    assert any(line.endswith("/report.html.") for line in text)


def test_keys_outlive_edits_and_what_has_no_heir_is_named():
    with tempfile.TemporaryDirectory() as folder:
        texts = os.path.join(folder, "texts")
        shutil.copytree(RESOLUTIONS, texts)
        _, before = scan(os.path.join(folder, "old"), texts)
        for number, name in enumerate(sorted(os.listdir(texts))):
            path = os.path.join(texts, name)
            if number % 40 == 0:
                os.unlink(path)
                continue
            if number % 3:
                continue
            with open(path, encoding="utf-8") as file:
                text = file.read()
            # a word in forty is another, from the third line on: headings stay
            head, words = text.split("\n")[:3], re.split(r"( )", "\n".join(text.split("\n")[3:]))
            words = ["kites" if i % 80 == 78 and word.isalpha() else word
                     for i, word in enumerate(words)]
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(head) + "\n" + "".join(words))
        new = os.path.join(folder, "new")
        scan(new, texts, "--since", os.path.join(folder, "old"))
        with open(os.path.join(new, "findings.json"), encoding="utf-8") as file:
            after = json.load(file)
    old = {f["key"] for f in before}
    kept = {f["key"] for f in after["findings"]} & old
    gone = {f["key"] for f in after["since"]["findings_gone"]}
    assert kept | gone == old and not kept & gone
    assert after["since"]["changed"] + after["since"]["unchanged"] == len(kept)
    assert len(kept) >= 0.8 * len(old), (len(kept), len(old))
    assert after["since"]["changed"] > 5, after["since"]
    for finding in after["findings"]:
        assert finding["since"]["changes"] or finding["since"]["state"] == "unchanged"


def test_threads_and_order_change_no_byte_of_the_report():
    files = [os.path.join(RESOLUTIONS, f) for f in sorted(os.listdir(RESOLUTIONS))]
    with tempfile.TemporaryDirectory() as folder:
        first, findings = scan(os.path.join(folder, "1"), "--threads", "1", RESOLUTIONS)
        assert findings
        for threads in "2", "8":
            assert first == scan(os.path.join(folder, threads), "--threads", threads,
                                 *reversed(files))[0]


def test_labelled_pairs_are_judged_as_people_did():
    """A little below what holds today, so that a step back shows. Without the labels: nothing."""
    evaluation = os.path.join(FOLDER, "..", "eval")
    if not os.path.isdir(evaluation):
        return
    with tempfile.NamedTemporaryFile(suffix=".tsv") as pairs:
        pairs.write(run("pairs", "--min-score", "0", "--superseded", COMPILATION).stdout)
        pairs.flush()
        said = subprocess.run([os.path.join(evaluation, "score_pairs.py"),
                               os.path.join(evaluation, "clause-pairs.dev.tsv"), pairs.name],
                              capture_output=True, text=True, check=True).stdout
    for name, least in (("average precision (R)", .95), ("best F1 (R)", .90),
                        ("relation F1 (R)", .88), ("relation F1 (F)", .90),
                        ("macro F1 (R, F, P)", .75)):
        value = float(re.search(re.escape(name) + r"\s+([\d.]+)", said).group(1))
        assert value >= least, (name, value)


def test_the_mapping_finds_the_published_subjects():
    evaluation = os.path.join(FOLDER, "..", "eval")
    for source, least in ((RESOLUTIONS, (0.89, 0.93, 0.91)), (COMPILATION, (0.85, 0.92, 0.89))):
        with tempfile.NamedTemporaryFile(suffix=".tsv") as mapping:
            mapping.write(run("map", "--format", "tsv", source).stdout)
            mapping.flush()
            said = subprocess.run(
                [sys.executable, os.path.join(evaluation, "score_mapping.py"),
                 os.path.join(evaluation, "table1.tsv"), mapping.name],
                capture_output=True, check=True, text=True).stdout
        got = [float(x) for x in re.findall(r"[0-9]\.[0-9]+", said)]
        assert all(g >= l for g, l in zip(got, least)), said


def test_the_audit_finds_the_slips_of_the_published_tables():
    audit = json.loads(run("audit", "--format", "json", COMPILATION,
                           "--against", RESOLUTIONS).stdout)
    found = collections.defaultdict(set)
    for remark in audit["remarks"]:
        found[remark["kind"]].add((remark["line"], remark["resolution"]))
    assert {name for _, name in found["contradiction"]} == {
        "WTSA-22", "WTSA-45", "WTSA-49", "WTSA-65", "WTSA-90", "WTSA-94"}
    assert found["repeated row"] == {(703, None)}  # candidate 7 is candidate 5 once more
    assert found["shifted"] == {(735, "WTDC-85")}  # stands a row too low
    assert {line for line, _ in found["no anchor"]} == {745, 752}
    assert (539, "WTDC-17") in found["to judge"]  # regional initiatives, under innovation
    assert (229, "WTDC-48") in found["title only"]  # regulators, under disaster relief
    assert found["misquoted"] == {(2004, "PP-123"), (3797, "PP-188")}  # text of others
    assert (379, "WTDC-COM3-4") in found["missing link"]  # eHealth and e-health
    assert {line for line, _ in found["parts differ"]} >= {70, 87, 2974, 2977, 2980, 4708}
    assert (4467, "PP-71") in found["parts differ"]  # quoted, where the subjects say PP-70
    assert not {"WTSA-31", "WTDC-27"} & {name for _, name in found["missing link"]}
    assert not found["better link"]  # none is firm enough
    assert (2477, "WTDC-17") in found["revision"]  # of Dubai 2014 here, 2017 at 1075
    assert len(audit["remarks"]) < 80


def main():
    cases = [(n, f) for n, f in globals().items() if n.startswith("test_")]
    if not os.path.isdir(FOLDER):
        print(f"SKIPPED: {len(cases)} cases over {FOLDER}, which is not there")
        sys.exit(77)
    failed = 0
    for name, case in cases:
        try:
            case()
            print(f"ok {name}")
        except AssertionError as error:
            failed += 1
            print(f"FAILED {name}: {error}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
