"""How far AIPerf's times are from the truth: aiperf_truth.py RAW_JSONL TRUTH_TSV

RAW_JSONL is what `aiperf profile --streaming --export-level raw` wrote, TRUTH_TSV what the truth server told at /truth after
it. Both clocks are the system's monotonic one. The definitions are those of RemoteAccuracy: the error of TTFT against the
50 ms the server was told to take and against what it took, that of ITL against the gaps it wrote.
"""

import json
import sys


def quantiles(values):
    values = sorted(values)
    last = len(values) - 1
    return f"p50 {values[len(values) // 2]:.3f} p99 {values[int(0.99 * last)]:.3f} max {values[last]:.3f} ms"


def arrivals(record):
    for message in record["responses"]:
        for packet in message["packets"]:
            if packet["name"] == "data" and packet["value"] != "[DONE]":
                choices = json.loads(packet["value"]).get("choices") or [{}]
                if choices[0].get("text"):
                    yield message["perf_ns"]


truths = {}
with open(sys.argv[2]) as lines:
    for line in lines:
        received, written, request, _ = line.split("\t", 3)
        truths[request] = (int(received), [int(nanos) for nanos in written.split()])

told, first, gaps, lags, lost, streams = [], [], [], [], 0, 0
with open(sys.argv[1]) as lines:
    for line in lines:
        record = json.loads(line)
        if record["metadata"]["benchmark_phase"] != "profiling":
            continue
        headers = {name.lower(): value for name, value in record["request_headers"].items()}
        received, written = truths[headers["x-request-id"]]
        written = written[:-2]  # without the count and the end mark
        seen = list(arrivals(record))
        streams += 1
        if len(seen) != len(written):
            lost += len(written) - len(seen)
            continue
        ttft = seen[0] - record["start_perf_ns"]
        told.append((ttft - 50_000_000) / 1e6)
        first.append((ttft - (written[0] - received)) / 1e6)
        lags += [(a - w) / 1e6 for a, w in zip(seen, written)]
        gaps += [
            abs((seen[n] - seen[n - 1]) - (written[n] - written[n - 1])) / 1e6 for n in range(1, len(seen))
        ]

print(f"{streams} streams, {len(lags)} events, {lost} lost")
print("  TTFT error:", quantiles(told))
print("  without the server's lateness:", quantiles(first))
print("  ITL error:", quantiles(gaps))
print("  write to stamp:", quantiles(lags))
