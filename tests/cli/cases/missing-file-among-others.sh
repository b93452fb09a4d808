# The others are read; the status says that one was not.
reprise segment --resolutions nowhere.txt "$SAMPLE/pp-308.txt"
