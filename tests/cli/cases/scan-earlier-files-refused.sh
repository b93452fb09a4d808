# What is no file of decisions or earlier run is refused by name and place, before anything
# is read or written.
try() { reprise scan "$SAMPLE" -o report "$@" || echo "status $?"; }
try --decisions nowhere.json
echo '{"format":"reprise-decisions","version":1,"decisions":[' >cut.json
try --decisions cut.json
echo '{"format":"reprise-decisions","version":1,"decisions":[{"finding":"0123456789abcdef",' \
    '"digest":"0123456789abcdef","decision":"perhaps"}]}' >word.json
try --decisions word.json
echo '{"format":"reprise-decisions","version":9,"decisions":[]}' >newer.json
try --decisions newer.json
try --since word.json
mkdir empty
try --since empty
ls
