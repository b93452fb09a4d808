# What map makes, audit bears out.
reprise map --format tsv "$SAMPLE" >mapping.tsv
reprise audit mapping.tsv --against "$SAMPLE"
reprise audit mapping.tsv --against "$SAMPLE"/compilation.txt "$SAMPLE"/[prw]*.txt
