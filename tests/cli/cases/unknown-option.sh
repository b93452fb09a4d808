reprise segment --resolution=all "$SAMPLE"
