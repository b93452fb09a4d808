# The option is checked before anything is read.
reprise segment --changes acepted nowhere.txt
