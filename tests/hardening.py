#!/usr/bin/env python3
"""Whether a built program or library is as hard to misuse as meson.build says.

Asks readelf: position-independent, stack not executable, relocations read-only and bound
at once, no segment both writable and executable, calls checked by the stack protector and
by FORTIFY_SOURCE.

usage: hardening.py FILE...
"""
import re
import subprocess
import sys


def readelf(*args):
    return subprocess.run(["readelf", "-W", *args], check=True, capture_output=True,
                          text=True).stdout


def checks(path):
    header, segments = readelf("-h", path), readelf("-l", path)
    dynamic, symbols = readelf("-d", path), readelf("--dyn-syms", path)
    flags = {m[1]: m[2].replace(" ", "")
             for m in re.finditer(r"^  (\w+) +(?:0x\w+ +){5}([RWE ]+?) +0x", segments, re.M)}
    yield "position-independent", "DYN" in re.search(r"Type:\s+(\S+)", header)[1]
    yield "stack not executable", flags.get("GNU_STACK") == "RW"
    yield "relocations read-only", "GNU_RELRO" in flags
    yield "bound at once", bool(re.search(r"\(FLAGS\)\s+.*BIND_NOW|Flags:.*\bNOW\b", dynamic))
    yield "nothing writable and executable", not re.search(
        r"^  \w+ +(?:0x\w+ +){5}RWE", segments, re.M)
    yield "stack protector", "__stack_chk_fail" in symbols
    yield "FORTIFY_SOURCE", bool(re.search(r"__(mem|str|v?s?n?printf|fprintf)\w*_chk", symbols))


def main():
    passed = failed = 0
    for path in sys.argv[1:]:
        for what, holds in checks(path):
            passed, failed = passed + holds, failed + (not holds)
            if not holds:
                print(f"{path}: not so: {what}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
