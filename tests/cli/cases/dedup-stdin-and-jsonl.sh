# The same lines as text, and as JSON with escapes, other members, and lines without the field.
printf 'caf\303\251 au lait s"il\nCAFE AU LAIT S IL' | reprise dedup -
cat >lines.jsonl <<'END'
{"id": 1, "text": "caf\u00e9 au lait s\"il"}
{"id": 2, "body": "caf au lait"}
not JSON
{"id": 3, "text": "CAFE AU LAIT S IL", "more": {"text": "x"}}
{"id": 4, "text": "cafe au lait s il"}
END
reprise dedup --jsonl text lines.jsonl
