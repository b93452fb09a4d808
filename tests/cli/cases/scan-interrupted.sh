# While an input is waited for: the signal's status, and nothing written.
mkfifo late.txt
python3 -c '
import signal, subprocess, time
run = subprocess.Popen(["reprise", "scan", "late.txt", "-o", "report"])
def watches():
    status = dict(line.split(":", 1) for line in open(f"/proc/{run.pid}/status"))
    return int(status["SigCgt"], 16) & 1 << signal.SIGTERM - 1
while not watches():
    time.sleep(0.01)
time.sleep(0.3)
run.send_signal(signal.SIGTERM)
print(run.wait(10))'
ls
