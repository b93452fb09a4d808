# One page without script or address, whatever the draft holds; and 80 columns.
cat >draft.txt <<'EOF'
RESOLUTION 9 (Atlantis, 2018)

<script>alert("x")</script>

resolves

1	that each Member State with a coast should keep "one" <b>reporting</b> tide gauge & for every two hundred kilometres of it;
2	=HYPERLINK("http://x.example") \033[31m that a buoy is red;
EOF
reprise score -q draft.txt --against "$SAMPLE" --format html >card.html
python3 - <<'EOF'
import html.parser
class Page(html.parser.HTMLParser):
    open_tags, tags = [], set()
    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag not in ("meta",):
            self.open_tags.append(tag)
        for name, value in attributes:
            assert not name.startswith("on") and name not in ("src", "style"), name
            assert name != "href" or value.startswith("#"), value
    def handle_endtag(self, tag):
        assert self.open_tags.pop() == tag, tag
page = Page()
page.feed(open("card.html").read())
print(page.open_tags, "script" in page.tags, "b" in page.tags)
EOF
reprise score -q draft.txt --against "$SAMPLE" --format csv | tail -1 | grep -o "'=HYPER"
reprise score -q "$SAMPLE"/../drafts/*301* "$TESTS/draft.txt" --against "$SAMPLE" |
    sed "s#$SAMPLE#sample#; s#$TESTS#tests#" | awk 'length > 80' | wc -l
