# What another program takes is no format of this one.
reprise audit --format tsv "$SAMPLE"/compilation.txt --against "$SAMPLE"
