echo a >lines.txt
reprise dedup --threshold 0 lines.txt
