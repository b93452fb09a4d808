# A folder of drafts, one of them nothing to score; what they are compared with in two
# formats. A draft that lies in a source is not compared with itself.
mkdir drafts
cp "$SAMPLE/../drafts/pp-301.docx" "$TESTS/draft.txt" drafts
echo "nothing here" >drafts/empty.txt
printf '' >drafts/none.txt
reprise score drafts missing.txt --against "$SAMPLE/../drafts/wtsa-341-mod.docx" \
    "$SAMPLE/pp-302.txt" drafts/pp-301.docx --format csv | cut -d, -f1-3,7-9
