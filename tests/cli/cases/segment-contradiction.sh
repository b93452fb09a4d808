reprise segment --resolutions --paragraphs x.txt
