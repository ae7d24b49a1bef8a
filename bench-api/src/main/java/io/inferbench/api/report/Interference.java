package io.inferbench.api.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What else went on while a fork measured.
 *
 * @param totals by name with unit suffix, for instance {@code gc_pause_ns}, {@code cpu_steal_percent}
 * @param unavailable sources that this machine does not offer, each said once
 * @param events single disturbances with their time, for instance one pause
 */
public record Interference(Map<String, Double> totals, List<String> unavailable, List<Event> events) {

    /**
     * One disturbance.
     *
     * @param kind for instance {@code gc-pause}
     * @param startNanos offset from the start of the fork's clock
     * @param durationNanos how long
     * @param detail a few words, may be empty
     */
    public record Event(String kind, long startNanos, long durationNanos, String detail) {}

    /** Copies the collections. */
    public Interference {
        totals = Collections.unmodifiableMap(new TreeMap<>(totals));
        unavailable = List.copyOf(unavailable);
        events = List.copyOf(events);
    }

    /** Returns an empty ledger. */
    public static Interference none() {
        return new Interference(Map.of(), List.of(), List.of());
    }
}
