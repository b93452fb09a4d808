#!/usr/bin/env python3
"""The installed library as another program meets it.

Installs the build into an empty folder; then: the shared library shows the functions that
reprise.h documents and reprise.map versions, no more and no less, under its soname; every
name of the static one begins with rp_ or stays inside; the header compiles alone, as C99,
C17 and C++, without a warning; the programs of tests/examples build with nothing but what
pkg-config says, against the shared and the static library, and do what the program does.

usage: library.py BUILD SOURCE COMPILER...    (COMPILER: the one that made the build)
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(what, problem):
    counts["failed" if problem else "passed"] += 1
    if problem:
        print(f"{what}: {problem}")


def run(*command, **options):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True,
                          **options)


def symbols(library, *options):
    out = run("nm", "--defined-only", *options, library).stdout
    return [line.split()[1:] for line in out.splitlines() if len(line.split()) == 3]


def show(root, source):
    shared = next(root.rglob("libreprise.so.0.*"))
    documented = set(re.findall(r"^RP_API [^;]*?\b(rp_\w+)\(", (source / "src/reprise.h")
                                .read_text(), re.M))
    mapped = set(re.findall(r"^ +(rp_\w+);", (source / "src/reprise.map").read_text(), re.M))
    shown = {name.split("@")[0] for kind, name in symbols(shared, "-D") if kind != "A"}
    unversioned = [name for kind, name in symbols(shared, "-D")
                   if kind != "A" and "@@REPRISE_0." not in name]
    check("documented but not shown", documented - shown)
    check("shown but not documented", shown - documented)
    check("reprise.map and reprise.h", mapped ^ documented)
    check("without a version", unversioned)
    check("no function at all", "" if documented else "reprise.h documents none")
    soname = re.search(r"SONAME.*\[(.*)\]", run("readelf", "-d", shared).stdout)
    check("soname", "" if soname and soname[1] == "libreprise.so.0" else soname)
    names = {name for kind, name in symbols(next(root.rglob("libreprise.a")), "-g")
             if kind in "TDBRCV"}
    # a name with a point in it is the compiler's
    check("static names", {n for n in names
                           if not n.startswith(("rp_", "docx_")) and "." not in n})


def header(root, work):
    path = next(root.rglob("reprise.h"))
    for compiler, options in (("cc", ["-std=c99"]), ("cc", ["-std=c17"]),
                              ("c++", ["-std=c++11"]), ("clang", ["-std=c17"]),
                              ("clang++", ["-std=c++11"])):
        if not shutil.which(compiler):
            counts["skipped"] += 1
            print(f"{compiler}: not installed")
            continue
        language = "c++" if "++" in compiler else "c"
        unit = work / f"alone.{language}"
        unit.write_text('#include "reprise.h"\n#include "reprise.h"\n'
                        "int alone(void);\n"
                        "int alone(void) { return rp_version()[0]; }\n")
        done = run(compiler, "-x", language, *options, "-Wall", "-Wextra", "-Wpedantic",
                   "-Werror", f"-I{path.parent}", "-c", unit, "-o", work / "alone.o")
        check(f"header: {compiler} {options[0]}", done.stderr)


def examples(root, source, build, work, compiler):
    config = next(root.rglob("reprise.pc"))
    shared = next(root.rglob("libreprise.so.0.*"))
    env = {**os.environ, "PKG_CONFIG_PATH": str(config.parent), "LC_ALL": "C.UTF-8"}
    prefix = next(root.rglob("include")).parent
    asked = {kind: run("pkg-config", f"--define-variable=prefix={prefix}", *kind,
                       "--cflags", "--libs", "reprise", env=env)
             for kind in ((), ("--static",))}
    for kind, done in asked.items():
        check(f"pkg-config {' '.join(kind)}", done.stderr)
    flags = asked[()].stdout.split()
    archive = [str(next(root.rglob("libreprise.a"))) if f == "-lreprise" else f
               for f in asked[("--static",)].stdout.split()]
    sample = source / "corpus/sample"
    program = build / "reprise"
    for how, options in (("shared", flags), ("static", archive)):
        for name in ("report", "check_draft", "unique_lines"):
            done = run(*compiler, "-std=gnu17", "-Wall", "-Wextra", "-Werror",
                       source / f"tests/examples/{name}.c", *options, "-o",
                       work / f"{name}-{how}")
            check(f"build {name} {how}", done.stderr)
        here = {**env, "LD_LIBRARY_PATH": str(shared.parent) if how == "shared" else ""}
        uses = run("ldd", work / f"report-{how}", env=here).stdout
        check(f"{how} is used", (how == "shared") != ("libreprise.so.0" in uses))

        done = run(work / f"report-{how}", work / f"folder-{how}", sample, env=here)
        check(f"report {how}", done.stderr or done.returncode)
        run(program, "scan", "-q", sample, "-o", work / "folder")
        for path in sorted((work / f"folder-{how}").iterdir()):
            check(f"report {how} {path.name}",
                  "" if path.read_bytes() == (work / "folder" / path.name).read_bytes()
                  else "is not what reprise scan writes")

        draft = source / "tests/cli/draft.txt"
        done = run(work / f"check_draft-{how}", draft, sample, env=here)
        card = json.loads(run(program, "score", "-q", draft, "--against", sample,
                              "--format", "json").stdout)["drafts"][0]
        want = f"{card['path']}, {card['name']}: {card['total']['share'] * 1000 // 1 / 10} %\n"
        check(f"check_draft {how}", "" if done.stdout == want and done.returncode == 1
              else f"prints {done.stdout!r}, not {want!r}")

        lines = ["the quick harbour pilot lowers the lamp", "",
                 "the quick harbour pilot lowers the lamp", "nothing like it", ""]
        done = run(work / f"unique_lines-{how}", input="\n".join(lines) + "\n", env=here)
        check(f"unique_lines {how}", "" if done.stdout.splitlines() ==
              [lines[0], "", lines[3], ""] else done.stdout + done.stderr)


def main():
    build, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix="reprise-") as folder:
        root, work = pathlib.Path(folder, "root"), pathlib.Path(folder, "work")
        work.mkdir()
        done = run("meson", "install", "-C", build, "--no-rebuild", "--destdir", root)
        check("meson install", done.stderr if done.returncode else "")
        show(root, source)
        header(root, work)
        examples(root, source, build, work, sys.argv[3:])
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return 1 if counts["failed"] or not counts["passed"] else 0


sys.exit(main())
