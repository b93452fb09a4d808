: >report
reprise scan -q "$SAMPLE" -o report
