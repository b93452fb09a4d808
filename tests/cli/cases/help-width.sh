# No line of any help text is wider than a terminal.
for command in $(reprise --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    echo "$command"
    reprise "$command" --help
done >all.txt
grep -c '^usage' all.txt
awk 'length > 80' all.txt
