# What was decided stays decided in the next run; findings whose text is another by then are
# marked, and decisions whose finding is gone are named.
cp -r "$SAMPLE" old
reprise scan -q old -o first >/dev/null
python3 "$TESTS/decide.py" first/findings.json f1=accept f2=reject="local needs" f3=open=wait \
    f4=accept >decisions.json
cp -r old new
sed -i 's/assemble and test a model kit/assemble, test and show a model kit/' new/*.txt
sed -i '/a vessel approaching an unfamiliar port at night/d' new/*.txt
reprise scan -q new --decisions decisions.json -o second >/dev/null
python3 - <<'PYTHON'
import json
report = json.load(open("second/findings.json"))
for finding in report["findings"]:
    if "decision" in finding:
        print(finding["title"][:40], json.dumps(finding["decision"] | {"digest": ""}))
print(json.dumps(report["decisions"], indent=1))
PYTHON
