package io.inferbench.core.ledger;

import io.inferbench.core.host.CpuTimes;
import io.inferbench.core.host.HostReadings;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Who used the processors: this process, others, or the neighbours of a virtual machine. */
final class HostLoad implements LedgerSource {

    /** A second in which others used more than this share of the machine is an event. */
    static final double BUSY_SECOND = 0.10;

    /** A second in which more than this share was stolen is an event. */
    static final double STOLEN_SECOND = 0.02;

    private final HostReadings readings;
    private Optional<Reading> first = Optional.empty();
    private Optional<Reading> latest = Optional.empty();
    private long latestNanos;

    HostLoad(HostReadings readings) {
        this.readings = readings;
    }

    @Override
    public String name() {
        return "processor load";
    }

    @Override
    public void begin(LedgerDraft draft) {
        first = read();
        latest = first;
        latestNanos = 0;
    }

    @Override
    public void sample(LedgerDraft draft, long nowNanos) {
        Optional<Reading> now = read();
        if (latestNanos != 0 && now.isPresent() && latest.isPresent()) {
            Shares shares = latest.get().until(now.get(), nowNanos - latestNanos);
            if (shares.other > BUSY_SECOND) {
                event(
                        draft,
                        Disturbance.OTHER_CPU,
                        nowNanos,
                        shares.other,
                        now.get().times.processors());
            }
            if (shares.stolen > STOLEN_SECOND) {
                event(
                        draft,
                        Disturbance.CPU_STEAL,
                        nowNanos,
                        shares.stolen,
                        now.get().times.processors());
            }
        }
        latest = now;
        latestNanos = nowNanos;
    }

    @Override
    public void end(LedgerDraft draft, Span span) {
        Optional<Reading> last = read();
        if (first.isEmpty() || last.isEmpty()) {
            draft.unavailable(name(), "not told on this machine");
            return;
        }
        Shares shares = first.get().until(last.get(), span.durationNanos());
        draft.total(LedgerTotal.OWN_CPU_SHARE, 100 * shares.own);
        draft.total(LedgerTotal.OTHER_CPU_SHARE, 100 * shares.other);
        if (last.get().times.stolen().isPresent()) {
            draft.total(LedgerTotal.CPU_STEAL_SHARE, 100 * shares.stolen);
        } else {
            draft.unavailable("processor steal", "not told on this machine");
        }
    }

    private void event(LedgerDraft draft, Disturbance kind, long nowNanos, double share, int processors) {
        String detail = String.format(Locale.ROOT, "%.2f of %d processors", share * processors, processors);
        draft.event(kind, latestNanos, nowNanos - latestNanos, detail);
    }

    private Optional<Reading> read() {
        OptionalLong own = readings.processCpuNanos();
        return own.isEmpty() ? Optional.empty() : readings.cpuTimes().map(times -> new Reading(times, own.getAsLong()));
    }

    private record Shares(double own, double other, double stolen) {}

    private record Reading(CpuTimes times, long ownNanos) {

        /** Ticks come in hundredths of a second, so over a short time the own share can exceed the busy one. */
        Shares until(Reading later, long elapsedNanos) {
            double total = later.times.total() - times.total();
            if (total <= 0 || elapsedNanos <= 0) {
                return new Shares(0, 0, 0);
            }
            double busy = (later.times.busy() - times.busy()) / total;
            double own = (double) (later.ownNanos - ownNanos) / elapsedNanos / later.times.processors();
            double stolen = (later.times.stolen().orElse(0) - times.stolen().orElse(0)) / total;
            return new Shares(own, Math.max(0, busy - own), Math.max(0, stolen));
        }
    }
}
