reprise score "$TESTS/draft.txt" --against "$SAMPLE" --format docx
