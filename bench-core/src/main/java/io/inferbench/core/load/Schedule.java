package io.inferbench.core.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** The instants at which requests are to start, as offsets from the start of the load; immutable. */
public final class Schedule {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MOST_STARTS = 100_000_000;

    private final long[] startNanos;

    private Schedule(long[] startNanos) {
        this.startNanos = startNanos;
    }

    /**
     * Returns the schedule a process gives from a seed; the first request starts at 0.
     *
     * @param count number of requests, at least 1
     */
    public static Schedule generate(Arrivals arrivals, int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("a schedule holds at least one request, not " + count);
        }
        if (arrivals instanceof Arrivals.Bursts bursts) {
            return new Schedule(LongStream.range(0, count)
                    .map(number -> Math.round(
                            Math.floorDiv(number, bursts.size()) * bursts.secondsBetween() * NANOS_PER_SECOND))
                    .toArray());
        }
        SplittableRandom random = new SplittableRandom(seed);
        long[] starts = new long[count];
        double at = 0;
        for (int number = 0; number < count; number++) {
            // constant gaps by number, not by sum, so that a million of them do not drift
            starts[number] = arrivals instanceof Arrivals.Constant constant
                    ? Math.round(number / constant.rate() * NANOS_PER_SECOND)
                    : Math.round(at * NANOS_PER_SECOND);
            at += arrivals.gapSeconds(at, random);
        }
        return new Schedule(starts);
    }

    /**
     * Returns a schedule of stages, each with its own process and length in time, one after the other.
     *
     * @param stages at least one
     */
    public static Schedule generate(List<Stage> stages, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> starts = new ArrayList<>();
        double offset = 0;
        for (Stage stage : stages) {
            SplittableRandom own = random.split();
            if (stage.arrivals() instanceof Arrivals.Bursts) {
                throw new IllegalArgumentException("a stage takes a rate, not bursts");
            }
            double at = stage.arrivals().gapSeconds(0, own);
            while (at < stage.seconds()) {
                starts.add(Math.round((offset + at) * NANOS_PER_SECOND));
                at += stage.arrivals().gapSeconds(at, own);
            }
            offset += stage.seconds();
        }
        return of(starts.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * Returns the schedule a process gives within a length of time; the first request starts at 0.
     *
     * @param nanos above 0; no request starts at it or later
     */
    public static Schedule lasting(Arrivals arrivals, long nanos, long seed) {
        double seconds = nanos / NANOS_PER_SECOND;
        int enough = 2;
        while (true) {
            // doubling ends: every process has a rate above 0
            Schedule longer = generate(arrivals, enough, seed);
            if (longer.startNanos[enough - 1] >= nanos) {
                return new Schedule(LongStream.of(longer.startNanos)
                        .takeWhile(start -> start < nanos)
                        .toArray());
            }
            enough = (int)
                    Math.min(MOST_STARTS, Math.max(enough * 2L, (long) (1.1 * seconds * arrivals.ratePerSecond(0))));
            if (longer.size() == MOST_STARTS) {
                throw new IllegalArgumentException(
                        "more than " + MOST_STARTS + " requests in " + seconds + " s; lower the rate or the time");
            }
        }
    }

    /**
     * A process for a length of time.
     *
     * @param arrivals what to draw gaps from
     * @param seconds how long
     */
    public record Stage(Arrivals arrivals, double seconds) {}

    /**
     * Returns a schedule of given instants, for instance a trace's.
     *
     * @throws IllegalArgumentException if there is none, one is negative or they are not in order, naming the first
     */
    public static Schedule of(long... startNanos) {
        if (startNanos.length == 0) {
            throw new IllegalArgumentException("a schedule holds at least one request");
        }
        long before = 0;
        for (int number = 0; number < startNanos.length; number++) {
            if (startNanos[number] < before) {
                throw new IllegalArgumentException("request " + number + " starts at " + startNanos[number]
                        + " ns, before " + before + " ns; a schedule is in order and starts at 0 or later");
            }
            before = startNanos[number];
        }
        return new Schedule(startNanos.clone());
    }

    /**
     * Reads a file that {@link #write} wrote: one offset in nanoseconds per line; lines starting with {@code #} are skipped.
     *
     * @throws IOException if it cannot be read, or naming the line that is not a number
     */
    public static Schedule read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<Long> starts = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            try {
                starts.add(Long.parseLong(text));
            } catch (NumberFormatException notANumber) {
                throw new IOException(
                        file + ":" + (line + 1) + ": '" + text + "' is not a number of nanoseconds", notANumber);
            }
        }
        try {
            return of(starts.stream().mapToLong(Long::longValue).toArray());
        } catch (IllegalArgumentException unordered) {
            throw new IOException(file + ": " + unordered.getMessage(), unordered);
        }
    }

    /** Writes the schedule as text, whole or not at all. */
    public void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        try (BufferedWriter out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
            out.write("# start of each request, nanoseconds from the start of the load\n");
            for (long start : startNanos) {
                out.write(Long.toString(start));
                out.write('\n');
            }
        }
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plainFileSystem) {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Returns the same starts at another speed.
     *
     * @param speed 2 for twice as fast
     */
    public Schedule faster(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("a speed should be a finite number above 0, not " + speed);
        }
        return new Schedule(LongStream.of(startNanos)
                .map(start -> Math.round(start / speed))
                .toArray());
    }

    /** Returns the first starts. */
    public Schedule first(int count) {
        return new Schedule(Arrays.copyOf(startNanos, Math.min(count, startNanos.length)));
    }

    /** Returns the number of requests. */
    public int size() {
        return startNanos.length;
    }

    /** Returns when a request is to start, as an offset from the start of the load. */
    public long startNanos(int request) {
        return startNanos[request];
    }

    /** Returns every offset, as a copy. */
    public long[] toArray() {
        return startNanos.clone();
    }

    /**
     * Returns every {@code of}-th request from {@code shard} on, times unchanged, so that several hosts carry one schedule.
     *
     * @param shard from 0 to {@code of}, exclusive
     */
    public Schedule shard(int shard, int of) {
        return new Schedule(LongStream.iterate(shard, number -> number < startNanos.length, number -> number + of)
                .map(number -> startNanos[(int) number])
                .toArray());
    }
}
