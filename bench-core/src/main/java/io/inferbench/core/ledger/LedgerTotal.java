package io.inferbench.core.ledger;

import io.inferbench.api.report.Interference;
import java.util.OptionalDouble;

/** The totals of a ledger, with the keys under which a report keeps them. A source that is not there leaves its key out. */
public enum LedgerTotal {
    /** How long the ledger was open; everything else is to be read against it. */
    OBSERVED_TIME("observed_ns"),
    /** Time in pauses for garbage collection. */
    GC_PAUSE_TIME("gc_pause_ns"),
    /** Garbage collections and collector cycles. */
    GC_COUNT("gc_count"),
    /** Time in safepoints, from the request to the release; includes the collectors' pauses. */
    SAFEPOINT_TIME("safepoint_ns"),
    /** Safepoints. */
    SAFEPOINT_COUNT("safepoint_count"),
    /** Time that compiler threads worked, as far as the JVM counts it. */
    JIT_COMPILATION_TIME("jit_compilation_ns"),
    /** Part of the machine's processor time that this process used. */
    OWN_CPU_SHARE("own_cpu_percent"),
    /** Part of the machine's processor time that other processes used, children of this one included. */
    OTHER_CPU_SHARE("other_cpu_percent"),
    /** Part of the machine's processor time that a hypervisor gave away. */
    CPU_STEAL_SHARE("cpu_steal_percent"),
    /** Time that a container's CPU quota kept this process from running. */
    QUOTA_THROTTLED_TIME("cpu_quota_throttled_ns"),
    /** Planned wake-ups of the recorder's own sleeper. */
    TIMER_MOMENTS("timer_moment_count"),
    /** Part of them that came 10 ms late or more: the part of time in which a thread would have had to wait as long. */
    TIMER_LATE_SHARE("timer_late_percent"),
    /** The wake-up lag that 99 % stay below, within 7 %. */
    TIMER_LAG_P99("timer_lag_p99_ns"),
    /** The worst wake-up lag. */
    TIMER_LAG_MAX("timer_lag_max_ns"),
    /** Page faults of this process that waited for a disk. */
    MAJOR_FAULTS("major_fault_count"),
    /** Pages that the machine moved to and from swap. */
    SWAPPED_PAGES("swapped_page_count"),
    /** The most memory this process has had resident since it started. */
    PEAK_RESIDENT("peak_resident_bytes"),
    /** The lowest clock that the fastest core was seen at. */
    SLOWEST_CLOCK("fastest_core_min_khz"),
    /** The highest clock that the fastest core was seen at. */
    FASTEST_CLOCK("fastest_core_max_khz"),
    /** Times that heat slowed a core. */
    THERMAL_THROTTLES("thermal_throttle_count"),
    /** Processor time of the recorder's thread: the ledger's own cost, but for the flight recorder's share. */
    RECORDER_CPU_TIME("ledger_cpu_ns"),
    /** Part of the time in which the GPU sampler's thread was reading: its cost, at most this part of one processor. */
    GPU_READING_SHARE("gpu_reading_percent"),
    /** Events that were counted in the totals and not kept one by one. */
    DROPPED_EVENTS("dropped_event_count");

    private final String key;

    LedgerTotal(String key) {
        this.key = key;
    }

    /** Returns the key, with its unit. */
    public String key() {
        return key;
    }

    /** Returns this total of a ledger; empty if its source was not there. */
    public OptionalDouble in(Interference ledger) {
        Double value = ledger.totals().get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Returns this total as a fraction of the observed time; empty if either is not there. */
    OptionalDouble shareIn(Interference ledger) {
        OptionalDouble value = in(ledger);
        OptionalDouble observed = OBSERVED_TIME.in(ledger);
        return value.isEmpty() || observed.isEmpty() || observed.getAsDouble() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(value.getAsDouble() / observed.getAsDouble());
    }
}
