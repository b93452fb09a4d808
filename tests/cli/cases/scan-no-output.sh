reprise scan "$SAMPLE"
