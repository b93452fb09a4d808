reprise map "$SAMPLE"
