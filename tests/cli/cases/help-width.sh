# No line of any help text is wider than a terminal.
words() {
    reprise help | sed -n "/^$1:/,/^\$/s/^  \([a-z]*\) .*/\1/p"
}
for word in $(words commands) $(words topics); do
    echo "$word"
    reprise help "$word"
done >all.txt
reprise help >>all.txt
grep -c '^usage' all.txt
grep -c '^reprise help ' all.txt
awk 'length > 80' all.txt
