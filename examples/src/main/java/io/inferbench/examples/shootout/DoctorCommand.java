package io.inferbench.examples.shootout;

import io.inferbench.api.report.Interference;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.core.clock.ClockQuality;
import io.inferbench.core.clock.NanoClock;
import io.inferbench.core.gpu.GpuDevice;
import io.inferbench.core.gpu.nvml.NvmlException;
import io.inferbench.core.gpu.nvml.NvmlGpuProbe;
import io.inferbench.core.ledger.InterferenceRules;
import io.inferbench.core.ledger.LedgerRecorder;
import io.inferbench.core.ledger.LedgerTotal;
import io.inferbench.core.run.HarnessCost;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the machine and the harness itself: what they add to a latency, and what would disturb one. */
@Command(
        name = "doctor",
        description =
                "Measures the machine and the harness: the timer, the harness's own cost per call, how late threads"
                        + " wake, what else runs, the GPUs. Exit code 1 if something would make results doubtful.")
public final class DoctorCommand implements Callable<Integer> {

    private static final int NAME_WIDTH = 38;
    private static final int MOST_SECONDS = 600;

    @Option(
            names = "--seconds",
            defaultValue = "3",
            paramLabel = "N",
            description = "How long to listen to the idle machine; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public DoctorCommand() {}

    @Override
    public Integer call() throws InterruptedException, BadInputException {
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new BadInputException("--seconds should be from 1 to " + MOST_SECONDS + ", not " + seconds);
        }
        PrintWriter out = spec.commandLine().getOut();
        machine(out);
        timer(out);
        Interference quiet = listen(out);
        totals(out, quiet);
        gpus(out);
        // That this young JVM still compiles says nothing of the machine.
        List<Reason> reasons = InterferenceRules.judge(quiet).stream()
                .filter(reason -> !reason.code().equals("jvm-compiling"))
                .toList();
        out.println(reasons.isEmpty() ? "Nothing speaks against measuring here." : "Speaks against measuring here:");
        reasons.forEach(reason -> out.println("  " + reason.severity() + "  " + reason.code() + ": " + reason.text()));
        out.flush();
        return reasons.isEmpty() ? ExitCodes.OK : ExitCodes.UNFIT;
    }

    private static void machine(PrintWriter out) {
        Runtime runtime = Runtime.getRuntime();
        out.println("Machine");
        line(
                out,
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        line(out, "processors this JVM may use", Integer.toString(runtime.availableProcessors()));
        line(out, "heap this JVM may use", format("%.0f MiB", runtime.maxMemory() / (double) (1 << 20)));
        line(out, "JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private static void timer(PrintWriter out) {
        out.println("Timer and harness");
        ClockQuality clock = ClockQuality.measure(NanoClock.system());
        line(
                out,
                "smallest step of the clock",
                clock.smallestStepNanos().isPresent()
                        ? clock.smallestStepNanos().getAsLong() + " ns"
                        : "none seen: the clock stood still");
        line(out, "cost of reading it", format("%.1f ns", clock.costNanos()));
        line(
                out,
                "a 1 ms sleep ends late by",
                format(
                        "p50 %.0f µs, p99 %.0f µs",
                        clock.oversleepNanos().median() / 1e3,
                        clock.oversleepNanos().quantile(0.99) / 1e3));
        line(out, "harness in a call's latency", format("%.0f ns (calls that do nothing)", HarnessCost.measureNanos()));
    }

    private Interference listen(PrintWriter out) throws InterruptedException {
        // The flight recorder's first start is busy; that is ours and not the machine's.
        LedgerRecorder.start(System.nanoTime()).close();
        out.println("Disturbances, over " + seconds + " s without any work of ours");
        out.flush();
        try (LedgerRecorder recorder = LedgerRecorder.start(System.nanoTime())) {
            TimeUnit.SECONDS.sleep(seconds);
            return recorder.stop();
        }
    }

    private static void totals(PrintWriter out, Interference ledger) {
        percent(out, ledger, "processors used by others", LedgerTotal.OTHER_CPU_SHARE);
        percent(out, ledger, "processors stolen by a hypervisor", LedgerTotal.CPU_STEAL_SHARE);
        millis(out, ledger, "stopped by a CPU quota", LedgerTotal.QUOTA_THROTTLED_TIME);
        millis(out, ledger, "JVM stood still", LedgerTotal.SAFEPOINT_TIME);
        millis(out, ledger, "timer late, 99 % of wake-ups within", LedgerTotal.TIMER_LAG_P99);
        millis(out, ledger, "timer late at worst by", LedgerTotal.TIMER_LAG_MAX);
        for (String unavailable : ledger.unavailable()) {
            line(out, "not to be had", unavailable);
        }
    }

    private static void percent(PrintWriter out, Interference ledger, String name, LedgerTotal total) {
        total.in(ledger).ifPresent(value -> line(out, name, format("%.1f %%", value)));
    }

    private static void millis(PrintWriter out, Interference ledger, String name, LedgerTotal total) {
        OptionalDouble nanos = total.in(ledger);
        nanos.ifPresent(value -> line(out, name, format("%.2f ms", value / 1e6)));
    }

    private static void gpus(PrintWriter out) {
        out.println("GPUs");
        try (NvmlGpuProbe probe = NvmlGpuProbe.open(ProcessHandle.current().pid())) {
            if (probe.devices().isEmpty()) {
                line(out, "none", "the driver shows no GPU");
            }
            for (GpuDevice device : probe.devices()) {
                line(out, "cuda:" + device.index(), describe(device));
            }
        } catch (NvmlException absent) {
            line(out, "none", String.valueOf(absent.getMessage()));
        }
    }

    private static String describe(GpuDevice device) {
        StringBuilder text = new StringBuilder(device.name());
        device.memoryBytes().ifPresent(bytes -> text.append(format(", %.0f GiB", bytes / (double) (1L << 30))));
        device.driverVersion().ifPresent(version -> text.append(", driver ").append(version));
        device.cudaDriverVersion().ifPresent(version -> text.append(", CUDA ").append(version));
        device.powerLimitMilliwatts().ifPresent(limit -> text.append(format(", power cap %.0f W", limit / 1e3)));
        return text.toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static void line(PrintWriter out, String name, String text) {
        out.println("  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + text);
    }
}
