# Provisions of five resolutions, one shortened, one adapted, one in its old wording, with
# two new paragraphs: each gets its verdict.
cp "$TESTS/draft.txt" draft.txt
reprise score -q draft.txt --against "$SAMPLE"
