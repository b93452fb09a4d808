# The place is named and the rest is read.
{ cat "$SAMPLE/pp-308.txt"; printf '7\tto keep \377 bytes apart;\n'; } >bad.txt
reprise segment --resolutions bad.txt
