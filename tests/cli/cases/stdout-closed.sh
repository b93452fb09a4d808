# A reader that went away is an error too.
{ sleep 0.5; reprise --help || echo "$?" >status; } | true
cat status
