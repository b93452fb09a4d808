reprise scan -q "$SAMPLE" -o /proc/report
