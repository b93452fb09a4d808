cp "$TESTS/draft.txt" draft.txt
reprise score -q draft.txt --against "$SAMPLE" --format csv | cut -d, -f3-18
