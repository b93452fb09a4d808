# The reader waits on a pipe that nobody closes; the signal ends it.
mkfifo pipe
sleep 30 >pipe &
writer=$!
trap 'kill "$writer"' EXIT
python3 -c '
import signal, subprocess, time
run = subprocess.Popen(["reprise", "segment", "-"], stdin=open("pipe"))
time.sleep(0.5)
run.send_signal(signal.SIGINT)
print(run.wait(10))'
