# Three generations of the sample: what is new, changed, gone and why, with decisions carried
# from run to run.
cp -r "$SAMPLE" corpus
reprise scan -q corpus -o first >/dev/null
python3 "$TESTS/decide.py" first/findings.json f1=accept=agreed f2=reject f3=accept f7=open=ask \
    >decisions.json

reprise index -q corpus --decisions decisions.json -o texts.index >/dev/null

# A document leaves, a clause is reworded, one is taken out and one is put in before others.
rm corpus/wtdc-392.txt
sed -i 's/keep, in consultation with TSAG, a public list/keep, after asking TSAG, a public list/' \
    corpus/*.txt
sed -i '/a vessel approaching an unfamiliar port at night/d' corpus/wtsa-341.txt
python3 - <<'PYTHON'
path = "corpus/pp-308.txt"
text = open(path).read()
at = text.index("1\tthat the rapporteur")
for number in range(9, 0, -1):
    text = text[:at] + text[at:].replace(f"\n{number}\t", f"\n{number + 1}\t", 1)
text = text[:at] + "1\tthat kites over the pass be counted daily;\n2" + text[at + 1:]
open(path, "w").write(text)
PYTHON
reprise scan -q corpus --since first --decisions decisions.json -o second
sed -n '/^## Since/,/^## Find/p' second/summary.md

# An index is an earlier run as a report is, from files or from another index.
reprise scan -q corpus --since texts.index -o second-2 >/dev/null
reprise scan -q corpus --since first --decisions decisions.json -o second-3 >/dev/null
reprise index -q corpus -o new.index >/dev/null
reprise scan -q new.index --since texts.index -o second-4 >/dev/null
diff -r second-2 second-4
diff second-2/findings.json second-3/findings.json
reprise update -q --judge texts.index corpus >/dev/null
sqlite3 texts.index 'SELECT finding, decision, note, changed, gone FROM v_decision'

# The document comes back, and the folder has moved.
cp "$SAMPLE/wtdc-392.txt" corpus
mv corpus elsewhere
reprise scan -q elsewhere --since second/findings.json -o third
sed -n '/^## Since/,/^## Find/p' third/summary.md

reprise scan -q elsewhere --since texts.index -o third-2 >/dev/null
diff third/findings.json third-2/findings.json

# Keys are those of the first run, but of the finding that was away.
python3 - <<'PYTHON'
import json
runs = [json.load(open(f"{run}/findings.json")) for run in ("first", "second", "third")]
for run in runs[1:]:
    old = {f["key"]: f["title"] for f in runs[0]["findings"]}
    print([(f["id"], f["title"][:30]) for f in run["findings"] if f["key"] not in old])
    print([(f["id"], f["decision"]) for f in run["findings"] if "decision" in f])
PYTHON
