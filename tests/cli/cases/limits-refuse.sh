# A limit that refuses an input or a run names itself too.
python3 - <<'END'
import zipfile
with zipfile.ZipFile("tag.docx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", "<Types/>")
    z.writestr("word/document.xml", "<w:document xmlns:w='u' a='" + "x" * 3000000 + "'/>")
END
mkdir -p deep/a/b/c
reprise segment tag.docx --max-tag 64K || echo "status $?"
reprise segment deep --max-depth 2 || echo "status $?"
reprise map "$SAMPLE" --max-resolutions 5 || echo "status $?"
printf "a b c d\na b c d\na b c d\n" | reprise dedup --pairs --max-pairs 2 - || echo "status $?"
