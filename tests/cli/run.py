#!/usr/bin/env python3
"""Run the golden cases of the command line.

A case NAME is a file cases/NAME.sh, run by `sh -eu` in an empty folder in which `reprise`
is the program under test, $SAMPLE the folder of the sample and $TESTS this folder. Beside
it stand what it must print, NAME.out and NAME.err (missing: nothing), and its exit status,
NAME.status (missing: 0). A case that exits with 77 is skipped, its last line on stderr
being the reason.

usage: run.py PROGRAM [--update] [NAME...]
"""
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE / "cases"
LIMIT_SECONDS = int(os.environ.get("CASE_SECONDS", "60"))


def expected(name):
    def part(suffix, missing):
        path = CASES / (name + suffix)
        return path.read_bytes() if path.exists() else missing
    return part(".out", b""), part(".err", b""), int(part(".status", b"0"))


def run(name, program):
    with tempfile.TemporaryDirectory(prefix="reprise-") as folder:
        bin_dir, work = pathlib.Path(folder, "bin"), pathlib.Path(folder, "work")
        bin_dir.mkdir()
        work.mkdir()
        (bin_dir / "reprise").symlink_to(program)
        env = {"PATH": f"{bin_dir}:/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
               "TESTS": str(HERE), "SAMPLE": str(HERE.parents[1] / "corpus/sample")}
        for key in ("OMP_NUM_THREADS", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS",
                    "TSAN_OPTIONS", "OMP_TOOL_LIBRARIES", "OMP_WAIT_POLICY"):
            if key in os.environ:
                env[key] = os.environ[key]
        done = subprocess.run(["sh", "-eu", CASES / (name + ".sh")], cwd=work, env=env,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=LIMIT_SECONDS)
        # Inputs are named from the root of the project, wherever it stands.
        root = str(HERE.parents[1]).encode() + b"/"
        return (done.stdout.replace(root, b""), done.stderr.replace(root, b""),
                done.returncode)


def update(name, got):
    for suffix, value, missing in zip((".out", ".err", ".status"), got, (b"", b"", 0)):
        path = CASES / (name + suffix)
        if value == missing:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(value if isinstance(value, bytes) else b"%d\n" % value)


def show(what, want, got):
    print(f"  {what} expected:")
    print("    " + want.decode(errors="replace").replace("\n", "\n    "))
    print(f"  {what} got:")
    print("    " + got.decode(errors="replace").replace("\n", "\n    "))


def main():
    program, *rest = sys.argv[1:]
    updating = "--update" in rest
    names = [a for a in rest if a != "--update"] or sorted(p.stem for p in CASES.glob("*.sh"))
    passed = failed = skipped = 0
    for name in names:
        try:
            got = run(name, pathlib.Path(program).resolve())
        except subprocess.TimeoutExpired:
            print(f"{name}: no end after {LIMIT_SECONDS} seconds")
            failed += 1
            continue
        if got[2] == 77:
            print(f"{name}: skipped: {got[1].decode(errors='replace').strip()}")
            skipped += 1
            continue
        if updating:
            update(name, got)
        want = expected(name)
        if got == want:
            passed += 1
            continue
        failed += 1
        print(f"{name}: failed")
        for what, w, g in zip(("stdout", "stderr"), want, got):
            if w != g:
                show(what, w, g)
        if want[2] != got[2]:
            print(f"  status {got[2]} instead of {want[2]}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
