# The numbers of a run name version, input and settings.
printf 'the lamp burns at night\nkites\nThe lamp burns at night.\n' >lines.txt
reprise dedup -q --stats run.json --threshold 0.7 --engine exact lines.txt
python3 -c '
import json
run = json.load(open("run.json"))
for key in ("reprise", "input", "xxh3", "engine", "threshold", "shingle", "max_pairs", "recall",
            "paragraphs", "bytes", "clusters"):
    print(key, run[key])'
