reprise audit "$SAMPLE"/compilation.txt
