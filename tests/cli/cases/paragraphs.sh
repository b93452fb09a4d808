# Any document, with its line numbers; what is no text of the document is told on stderr.
printf 'First.\n\n\tA cell \302\240 and more.\n' >a.txt
reprise segment --paragraphs a.txt
