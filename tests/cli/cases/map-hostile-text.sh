# What documents say is no Markdown, and no control of a terminal.
printf 'RESOLUTION 911 (Dubai, 2018)\n| a <b>*title*</b> \033[31m|\n\nresolves\n1\tthat | the *keepers* of <i>every</i> lighthouse on the northern shore shall count the ships;\n\nRESOLUTION 912 (Rev. Hammamet, 2016)\n| a <b>*title*</b> of keepers |\n\nresolves\n1\tthat | the *keepers* of <i>every</i> lighthouse on the northern shore shall count the ships;\n' >bad.txt
reprise map --format md bad.txt | sed '/^Made by/,$d' | cat -v
reprise map bad.txt | head -n 8 | cat -v | sed 's/ 0\.[0-9][0-9]/ S/'
