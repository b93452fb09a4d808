# Where a file cannot be written whole, none is left, and an older report stays as it is.
mkdir report
echo old >report/summary.md
ulimit -f 64
reprise scan -q "$SAMPLE" -o report || echo "status $?"
ls report
cat report/summary.md
