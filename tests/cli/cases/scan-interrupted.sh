# While an input is waited for: the signal's status, and nothing written.
mkfifo late.txt
python3 -c '
import signal, subprocess, time
run = subprocess.Popen(["reprise", "scan", "late.txt", "-o", "report"])
time.sleep(0.5)
run.send_signal(signal.SIGTERM)
print(run.wait(10))'
ls
