"""From the start of a process to its first result, against `python -I -c pass`, in turn; and what the process holds.

python -m benchmarks.cold [--rounds 31]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MESSAGE = "【示例银行】您的验证码是482913，请勿告诉他人。"
_IMPORT = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import smsparse"
_RULES = f"{_IMPORT}; result = smsparse.Engine(model=None).parse({MESSAGE!r})"
_MODEL = f"{_IMPORT}; result = smsparse.parse({MESSAGE!r})"

#: What each process does; the first is what the others are held against.
PROCESSES = {
    "python -I -c pass": "pass",
    "import smsparse": _IMPORT,
    "first result, rules only": f"{_RULES}; result.category",
    "the same with fields and sender": f"{_RULES}; result.to_dict()",
    "first result with the model": f"{_MODEL}; result.category",
}
#: Kilobytes that the process holds when it ends, as Linux tells them.
_HELD = "; print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmRSS')))"


def milliseconds(code: str, *, cpu: bool) -> float:
    """How long a process that runs `code` lives, or what of the processor it takes."""
    start = _cpu_of_children() if cpu else time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", code], check=True)
    return ((_cpu_of_children() if cpu else time.perf_counter()) - start) * 1000


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def megabytes(code: str) -> float:
    """The memory of a process that has run `code`, pages of files it has mapped among it."""
    done = subprocess.run([sys.executable, "-I", "-c", code + _HELD], check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


def main() -> None:
    """Runs the rounds and prints minimum and median, and the median of the differences round by round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--cpu", action="store_true")
    args = parser.parse_args()
    rounds, cpu = args.rounds, args.cpu
    times: dict[str, list[float]] = {name: [] for name in PROCESSES}
    for number in range(rounds + 1):
        for name, code in PROCESSES.items():
            taken = milliseconds(code, cpu=cpu)
            if number:  # the first round fills the caches of the disk
                times[name].append(taken)
    bare = times[next(iter(PROCESSES))]
    print(f"{'ms':32} {'min':>7} {'median':>7} {'more':>7} {'MiB':>7}")
    for name, code in PROCESSES.items():
        more = statistics.median(one - other for one, other in zip(times[name], bare, strict=True))
        middle = statistics.median(times[name])
        print(f"{name:32} {min(times[name]):7.1f} {middle:7.1f} {more:7.1f} {megabytes(code):7.1f}")


if __name__ == "__main__":
    main()
