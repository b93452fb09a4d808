# 100 MB without a line break: cut at the cap, and said so.
head -c 100000000 /dev/zero | tr '\0' 'a' >long.txt
reprise segment --paragraphs long.txt | wc -lc
