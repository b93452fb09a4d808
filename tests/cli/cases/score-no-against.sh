reprise score "$TESTS/draft.txt"
