"""Does a work of this folder over and over, as the harness asks on stdin, and answers in JSON on stdout.

First argument: the Python file of the work, with a function `prepare(inputs, options)`. It returns `run`, which does one turn and
returns its results by name; where a turn goes on from the last one, `run.result` begins anew instead. Inputs are files of raw numbers,
as results are.
"""

import importlib.util
import json
import os
import sys
import time

import numpy


def load(path):
    spec = importlib.util.spec_from_file_location("work", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(inputs):
    return {
        name: numpy.fromfile(each["path"], dtype=each["dtype"]).reshape(each["shape"]) for name, each in inputs.items()
    }


def measure(run, turns, before):
    for _ in range(before):
        run()
    processor, wall = time.process_time(), time.perf_counter()
    for _ in range(turns):
        run()
    return {"processor": time.process_time() - processor, "wall": time.perf_counter() - wall}


def status(name):
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def memory(run):
    """What a first turn takes at its peak, above what was there before; Linux tells."""
    if not os.path.exists("/proc/self/clear_refs"):
        run()
        return 0
    with open("/proc/self/clear_refs", "w") as reset:
        reset.write("5")
    before = status("VmRSS:")
    run()
    return status("VmHWM:") - before


def write(results, folder):
    arrays = {name: numpy.ascontiguousarray(each) for name, each in results.items()}
    for name, each in arrays.items():
        each.tofile(f"{folder}/{name}")
    return {name: str(each.dtype) for name, each in arrays.items()}


def answer(run, request):
    if "turns" in request:
        return measure(run, request["turns"], request["before"])
    if "memory" in request:
        return memory(run)
    return write(getattr(run, "result", run)(), request["folder"])


work, inputs, options = load(sys.argv[1]), *map(json.loads, sys.argv[2:4])
run = work.prepare(read(inputs), options)
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(run, json.loads(line))), flush=True)
