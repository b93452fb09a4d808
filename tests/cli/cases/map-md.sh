# The layout of the published tables: subjects by body, then provisions side by side, of
# which the numbers of judging say which they are.
reprise map --format md "$SAMPLE" >one.md
reprise map --format md --threads 8 "$SAMPLE" | cmp one.md -
sed '/^## Table 2/,$d' one.md
grep '^#' one.md
python3 - <<'END'
import re
lines = open("one.md", encoding="utf-8").read().split("\n")
columns = 0
for i, line in enumerate(lines):
    cells = len(re.findall(r"(?<!\\)\|", line))
    if line.startswith("|"):
        columns = columns or cells
        assert cells == columns, line
    else:
        columns = 0
rows = [line for line in lines if re.search(r"\((?:identical|contains|sector-variant)\): ", line)]
assert rows and all(line.startswith("|") for line in rows)
END
