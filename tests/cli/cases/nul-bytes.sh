printf 'one\000two\n' >nul.txt
reprise segment --paragraphs nul.txt
