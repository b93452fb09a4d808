# No room for what exceeds the budget: said, and nothing printed.
echo a b c >lines.txt
TMPDIR=/nowhere reprise dedup --memory 1K lines.txt
