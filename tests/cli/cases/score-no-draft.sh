reprise score --against "$SAMPLE"
