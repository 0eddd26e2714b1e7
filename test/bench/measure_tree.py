"""Runs a command and prints, as JSON, what it and all processes under it took; Linux.

python3 measure_tree.py COMMAND...  {seconds, processor (seconds), megabytes (peak of the sum of PSS), code}
Its output goes to stderr.
"""

import json
import os
import resource
import subprocess
import sys
import threading
import time

SAMPLE_SECONDS = 0.2


def processes_under(root):
    """Ids of a process and all that it started, directly or not."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as stat:
                parents.setdefault(int(stat.read().rpartition(")")[2].split()[1]), []).append(int(name))
        except OSError:  # it has ended
            continue
    found, left = [], [root]
    while left:
        found.append(left.pop())
        left += parents.get(found[-1], [])
    return found


def proportional_bytes(process):
    """Memory of a process, what it shares with others divided among them."""
    try:
        with open(f"/proc/{process}/smaps_rollup") as lines:
            return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except OSError:  # it has ended
        return 0


def main():
    start = time.perf_counter()
    child = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
    peak = 0

    def watch():
        nonlocal peak
        while child.returncode is None:
            peak = max(peak, sum(map(proportional_bytes, processes_under(child.pid))))
            time.sleep(SAMPLE_SECONDS)

    threading.Thread(target=watch, daemon=True).start()
    code = child.wait()
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    measured = {"seconds": seconds, "processor": used.ru_utime + used.ru_stime, "megabytes": peak / 2**20, "code": code}
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
