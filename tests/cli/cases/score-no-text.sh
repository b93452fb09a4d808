head -c 3000 /dev/zero | tr '\000' '\377' >draft.txt
printf 'PK\003\004broken' >draft.docx
printf '%%PDF-1.4' >draft.pdf
reprise score draft.txt draft.docx draft.pdf --against "$SAMPLE"
