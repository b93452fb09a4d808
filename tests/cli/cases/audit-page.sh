# The page of an audit: the same bytes each time, whole, and nothing in it but itself.
cp "$TESTS/table.txt" .
reprise audit -q --format html table.txt --against "$SAMPLE" >one.html
reprise audit -q --format html --threads 8 table.txt --against "$SAMPLE" | cmp one.html -
reprise audit -q --format json table.txt --against "$SAMPLE" >one.json
python3 - <<'END'
import html.parser, json
page = open("one.html", encoding="utf-8").read()
audit = json.load(open("one.json"))

class Reader(html.parser.HTMLParser):
    kinds, open, outside, empty = [], [], [], 0
    cell = None
    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "remark" in attributes.get("class", "").split():
            self.kinds.append(attributes["data-kind"])
        self.outside += [value for name, value in attributes.items()
                         if name in ("src", "href") and not value.startswith("#")]
        if tag in ("td", "th"):
            self.cell = ""
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
        if tag in ("td", "th"):
            self.empty += not self.cell.strip()
    def handle_data(self, data):
        self.cell = (self.cell or "") + data

reader = Reader()
reader.feed(page)
print(reader.open, reader.outside, reader.empty, "cells are empty;", reader.kinds == [r["kind"] for r in audit["remarks"]])
END
