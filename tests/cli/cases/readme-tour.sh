# What the documents show is what the program does today, command by command.
python3 "$TESTS/readme.py" README.md src/judge/README.md
