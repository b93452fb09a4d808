# A list of pairs is complete or refused; clusters have no limit.
for i in 1 2 3 4 5; do echo the same line five times; done >lines.txt
reprise dedup lines.txt
reprise dedup --pairs --max-pairs 10 lines.txt | wc -l
reprise dedup --pairs --max-pairs 9 lines.txt
