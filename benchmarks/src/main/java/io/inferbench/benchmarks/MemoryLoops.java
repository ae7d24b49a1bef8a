package io.inferbench.benchmarks;

import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Resident memory of a process that runs a call 1,000 times, and opens, runs and closes a session 50 times: rule B-13 of the
 * contract, with its figures, on a model of size.
 *
 * <p>Arguments: backend (default {@code djl-pytorch}) and model (default {@code bert-base}). Needs {@code /proc}.
 */
public final class MemoryLoops {

    private static final int RUNS = 1_000;
    private static final int CYCLES = 50;
    private static final int LINES = 5;
    private static final int SEQUENCE_LENGTH = 16;
    private static final double KIB_PER_MIB = 1024;

    private final String backend;
    private final String model;

    private MemoryLoops(String backend, String model) {
        this.backend = backend;
        this.model = model;
    }

    /** Prints both series. */
    public static void main(String[] arguments) throws Exception {
        MemoryLoops loops = new MemoryLoops(
                arguments.length > 0 ? arguments[0] : "djl-pytorch", arguments.length > 1 ? arguments[1] : "bert-base");
        loops.cycles();
        loops.runs();
        System.exit(0);
    }

    private void runs() throws Exception {
        try (PresetSession preset = open();
                TensorWorkloadSession workload = tokens(preset);
                TensorCall call = ((TensorSession) preset.session()).prepare(workload.request(0))) {
            for (int run = 1; run <= RUNS; run++) {
                call.run();
                if (run % (RUNS / LINES) == 0) {
                    print("runs", run);
                }
            }
        }
    }

    private void cycles() throws Exception {
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            try (PresetSession preset = open();
                    TensorWorkloadSession workload = tokens(preset);
                    TensorCall call = ((TensorSession) preset.session()).prepare(workload.request(0))) {
                call.run();
            }
            if (cycle % (CYCLES / LINES) == 0) {
                print("sessions opened and closed", cycle);
            }
        }
    }

    private PresetSession open() throws Exception {
        return new PresetSession(backend, model, CallShape.forward(1, SEQUENCE_LENGTH), Map.of());
    }

    private static TensorWorkloadSession tokens(PresetSession preset) throws Exception {
        return (TensorWorkloadSession) preset.workload(
                "synthetic-tokens",
                WorkloadSpec.builder()
                        .sequenceLength(SEQUENCE_LENGTH)
                        .signature(((TensorSession) preset.session()).signature()));
    }

    private void print(String what, int count) throws IOException {
        System.gc();
        long kib = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT, "%s %s: %d %s, %.1f MiB resident%n", backend, model, count, what, kib / KIB_PER_MIB);
    }
}
