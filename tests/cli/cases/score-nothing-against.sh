echo prose >other.txt
reprise score "$TESTS/draft.txt" --against other.txt
