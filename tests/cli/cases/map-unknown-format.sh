reprise map --format xml "$SAMPLE"
