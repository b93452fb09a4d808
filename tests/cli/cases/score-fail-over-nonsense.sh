reprise score -q "$TESTS/draft.txt" --against "$SAMPLE" --fail-over much
