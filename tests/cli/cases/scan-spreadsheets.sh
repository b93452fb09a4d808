# findings.xlsx and the .csv files, read back by other programs, say what findings.json says;
# the workbook is the same bytes for any threads and at any time.
for python in python3 /usr/bin/python3 ''; do
    [ "$python" ] || { echo 'no openpyxl here' >&2; exit 77; }
    "$python" -c 'import openpyxl' 2>/dev/null && break
done
cp -r "$SAMPLE" corpus
cat >corpus/formulas.txt <<'TEXT'
RESOLUTION 911 (Dubai, 2018)
=HYPERLINK("http://example.org") and "quotes", semicolons;

resolves
1	=SUM(A1:A9) "as, was; said" by the keeper of every third lighthouse on the northern shore;
2	@cmd|' /C calc'!A0 shall be printed on the back of each ticket of the coastal ferry line;

RESOLUTION 912 (Dubai, 2014)
+of formulas

resolves
1	=SUM(A1:A9) "as, was; said" by the keeper of every third lighthouse on the northern shore;
2	@cmd|' /C calc'!A0 shall be printed on the back of each ticket of the coastal ferry line;
TEXT
reprise scan -q corpus --threads 1 -o one >/dev/null
reprise map -q --format json corpus >one/map.json
"$python" "$TESTS/check_xlsx.py" one
sleep 1
reprise scan -q corpus --threads 2 -o two >/dev/null
cmp one/findings.xlsx two/findings.xlsx
python3 "$TESTS/decide.py" one/findings.json f1=accept=agreed f2=open='=1+1' >decisions.json
reprise scan -q corpus --since one --decisions decisions.json --csv-bom -o three >/dev/null
cp one/map.json three
"$python" "$TESTS/check_xlsx.py" three
python3 - <<'PYTHON'
import csv, json
for run, mark in ("one", b""), ("three", b"\xef\xbb\xbf"):
    report = json.load(open(f"{run}/findings.json"))
    for name in "clusters", "pairs", "mapping":
        raw = open(f"{run}/{name}.csv", "rb").read()
        assert raw.startswith(mark) and raw.count(b"\xef\xbb\xbf") == (mark != b""), name
    rows = list(csv.DictReader(open(f"{run}/clusters.csv", newline="", encoding="utf-8-sig")))
    members = [(f, m) for f in report["findings"] for m in f["members"]]
    assert len(rows) == len(members)
    n_formulas = 0
    for row, (finding, member) in zip(rows, members):
        formula = member["text"][0] in "=+-@\t\r"
        n_formulas += formula
        assert row["text"] == "'" * formula + member["text"]
        assert row["finding"] == finding["id"] and row["key"] == finding["key"]
        assert float(row["score"]) == finding["score"]
        decision = finding.get("decision", {"decision": "", "note": ""})
        assert row["decision"] == decision["decision"]
        assert row["note"].removeprefix("'") == decision["note"]
        assert not row["note"].startswith("=")
        assert not any(v[:1] in ("=", "+", "-", "@", "\t", "\r") for v in row.values() if v)
    print(run, n_formulas, "formulas")
PYTHON
