package io.inferbench.core.gpu;

import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.api.report.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When the state of a GPU makes a measurement doubtful or worthless. */
public final class GpuRules {

    /** More throttled readings than this and the latency distribution is a mixture of two cards. */
    public static final double MOST_THROTTLED_FRACTION = 0.02;

    /** Busy clocks that range wider than this move a compute-bound latency by as much. */
    public static final double MOST_CLOCK_SPREAD = 0.10;

    private GpuRules() {}

    /** Returns what speaks against a measurement made during this use. */
    public static List<Reason> judge(GpuUse use) {
        List<Reason> reasons = new ArrayList<>();
        use.foreignProcesses()
                .ifPresent(count -> addIf(
                        reasons,
                        count > 0,
                        new Reason(
                                "gpu-foreign-process",
                                Status.SUSPECT,
                                "up to " + count + " other process(es) computed on GPU " + use.device())));
        use.throttledFraction()
                .ifPresent(share -> addIf(
                        reasons,
                        share > MOST_THROTTLED_FRACTION,
                        new Reason(
                                "gpu-throttled",
                                Status.SUSPECT,
                                text(
                                        "GPU %d was held back in %.1f %% of readings (limit %.0f %%)",
                                        use.device(), share * 100, MOST_THROTTLED_FRACTION * 100))));
        use.clockSpread()
                .ifPresent(spread -> addIf(
                        reasons,
                        spread > MOST_CLOCK_SPREAD,
                        new Reason(
                                "gpu-clock-changed",
                                Status.SUSPECT,
                                text(
                                        "GPU %d's SM clock ranged over %.1f %% while busy (limit %.0f %%)",
                                        use.device(), spread * 100, MOST_CLOCK_SPREAD * 100))));
        use.newEccErrors()
                .ifPresent(count -> addIf(
                        reasons,
                        count > 0,
                        new Reason(
                                "gpu-ecc-error",
                                Status.INVALID,
                                count + " uncorrected memory error(s) on GPU " + use.device())));
        return reasons;
    }

    private static void addIf(List<Reason> reasons, boolean broken, Reason reason) {
        if (broken) {
            reasons.add(reason);
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
