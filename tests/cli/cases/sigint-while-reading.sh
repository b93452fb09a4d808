# The reader waits on a pipe that nobody closes; the signal ends it.
mkfifo pipe
sleep 30 >pipe &
writer=$!
trap 'kill "$writer"' EXIT
python3 -c '
import signal, subprocess, time
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell in the background ignores it
run = subprocess.Popen(["reprise", "segment", "-"], stdin=open("pipe"))
def watches():
    status = dict(line.split(":", 1) for line in open(f"/proc/{run.pid}/status"))
    return int(status["SigCgt"], 16) & 1 << signal.SIGINT - 1
while not watches():
    time.sleep(0.01)
time.sleep(0.3)
run.send_signal(signal.SIGINT)
print(run.wait(10))'
