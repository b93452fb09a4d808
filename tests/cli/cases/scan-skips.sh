# What was left out is named, counted in the status, and stands in the report.
cp "$SAMPLE/pp-308.txt" "$SAMPLE/wtsa-345.txt" .
reprise scan pp-308.txt wtsa-345.txt gone.txt -o report >/dev/null || echo "status $?"
python3 - <<'PY'
import json
print(json.load(open("report/findings.json"))["skipped"])
PY
