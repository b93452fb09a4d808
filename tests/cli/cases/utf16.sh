printf '\376\377\000a\000b' >wide.txt
reprise segment --paragraphs wide.txt
