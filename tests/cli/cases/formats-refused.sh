printf '%%PDF-1.7' >a.pdf
printf '{\\rtf1 text}' >b.doc
printf '\320\317\021\340\241\261\032\341' >c.doc
printf 'no zip' >d.docx
printf 'PK\003\004 cut short' >e.docx
printf '<p>a page</p>' >f.html
printf '{"text":"a line"}\n' | reprise segment --paragraphs a.pdf b.doc c.doc d.docx e.docx f.html -
