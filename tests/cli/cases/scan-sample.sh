# A report whose files agree with each other and with the contract.
reprise scan -q "$SAMPLE" -o report >/dev/null
python3 "$TESTS/check_report.py" report
