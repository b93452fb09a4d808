: >empty.txt
reprise segment empty.txt
