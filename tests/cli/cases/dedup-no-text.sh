# An empty file, and one without words, have no duplicates.
: >empty.txt
printf '\n \n--\n' >blank.txt
reprise dedup empty.txt
reprise dedup --pairs blank.txt
printf 'one line' | reprise dedup --engine lsh -
