package io.inferbench.core.ledger;

import io.inferbench.api.report.Interference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tells which windows of a measurement something disturbed.
 *
 * <p>A window is dirty if threads stood still for more than a hundredth of it, or if for more than half of it others had
 * much of the machine. Stalls that overlap, as a collection, its safepoint and the timer's lag do, count once. Times are
 * offsets from the fork's clock, as in the ledger.
 *
 * <p>Immutable; asking costs a binary search.
 */
public final class DirtyWindows {

    /** One stall of a hundredth moves a mean by a hundredth: as much as the default precision leaves open. */
    static final double MOST_STALLED = 0.01;

    /** Readings of the host are a second long, so they say little of a window that only touches one. */
    static final double MOST_CROWDED = 0.5;

    private final Coverage stalls;
    private final Coverage crowding;

    private DirtyWindows(Coverage stalls, Coverage crowding) {
        this.stalls = stalls;
        this.crowding = crowding;
    }

    /** Reads the events of a ledger; kinds it does not know are left out. */
    public static DirtyWindows of(Interference ledger) {
        List<Interference.Event> stalls = new ArrayList<>();
        List<Interference.Event> crowding = new ArrayList<>();
        for (Interference.Event event : ledger.events()) {
            for (Disturbance kind : Disturbance.values()) {
                if (kind.kind().equals(event.kind())) {
                    (kind.isStall() ? stalls : crowding).add(event);
                }
            }
        }
        return new DirtyWindows(Coverage.of(stalls), Coverage.of(crowding));
    }

    /**
     * Returns whether something disturbed a window.
     *
     * @param startNanos offset from the fork's clock
     * @param endNanos offset from the fork's clock, after the start
     */
    public boolean isDirty(long startNanos, long endNanos) {
        double length = requireLength(startNanos, endNanos);
        return stalls.between(startNanos, endNanos) > MOST_STALLED * length
                || crowding.between(startNanos, endNanos) > MOST_CROWDED * length;
    }

    /**
     * Returns how long threads stood still in a window.
     *
     * @param startNanos offset from the fork's clock
     * @param endNanos offset from the fork's clock, after the start
     */
    public long stalledNanos(long startNanos, long endNanos) {
        requireLength(startNanos, endNanos);
        return stalls.between(startNanos, endNanos);
    }

    private static long requireLength(long startNanos, long endNanos) {
        if (endNanos <= startNanos) {
            throw new IllegalArgumentException("A window from " + startNanos + " to " + endNanos + " has no length");
        }
        return endNanos - startNanos;
    }

    /** The union of some spans of time: disjoint, in order, with the length of all before each. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Coverage(long[] starts, long[] ends, long[] before) {

        static Coverage of(List<Interference.Event> events) {
            List<Interference.Event> ordered = new ArrayList<>(events);
            ordered.sort(Comparator.comparingLong(Interference.Event::startNanos));
            long[] starts = new long[ordered.size()];
            long[] ends = new long[ordered.size()];
            int last = -1;
            for (Interference.Event event : ordered) {
                long end = event.startNanos() + event.durationNanos();
                if (last >= 0 && event.startNanos() <= ends[last]) {
                    ends[last] = Math.max(ends[last], end);
                } else {
                    last++;
                    starts[last] = event.startNanos();
                    ends[last] = end;
                }
            }
            long[] before = new long[last + 2];
            for (int i = 0; i <= last; i++) {
                before[i + 1] = before[i] + ends[i] - starts[i];
            }
            return new Coverage(Arrays.copyOf(starts, last + 1), Arrays.copyOf(ends, last + 1), before);
        }

        long between(long start, long end) {
            return until(end) - until(start);
        }

        private long until(long time) {
            int found = Arrays.binarySearch(starts, time);
            int begun = found >= 0 ? found : -found - 1;
            return begun == 0 ? 0 : before[begun] - Math.max(0, ends[begun - 1] - time);
        }
    }
}
