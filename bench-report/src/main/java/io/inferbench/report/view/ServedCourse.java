package io.inferbench.report.view;

import io.inferbench.api.report.ForkResult;
import io.inferbench.core.serve.RequestRecord;
import io.inferbench.core.serve.RequestTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One fork's load on a server over time, in equal parts; x is the middle of a part in seconds on the fork's clock.
 *
 * @param inFlight requests in flight, mean of each part
 * @param tokens output tokens that arrived, per second
 * @param answerTimes median time from sending to the last token, in nanoseconds, of the answers that became whole in a part
 * @param failures requests that failed, per second; empty if none did
 */
public record ServedCourse(List<Point> inFlight, List<Point> tokens, List<Point> answerTimes, List<Point> failures) {

    private static final int FEWEST_PARTS = 20;
    private static final int MOST_PARTS = 120;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Returns the course of a fork; empty if it sent no requests to a server. */
    public static Optional<ServedCourse> of(ForkResult fork) {
        return RequestTables.read(fork)
                .filter(records -> !records.isEmpty())
                .map(records -> new Parts(records).course());
    }

    /** The time from the first request to the last answer, cut into equal parts. */
    private static final class Parts {

        private final List<RequestRecord> records;
        private final long start;
        private final double partNanos;
        private final double[] busyNanos;
        private final double[] tokens;
        private final double[] failed;
        private final List<List<Long>> answers = new ArrayList<>();

        Parts(List<RequestRecord> records) {
            this.records = records;
            this.start =
                    records.stream().mapToLong(RequestRecord::sentNanos).min().orElseThrow();
            long end = records.stream().mapToLong(RequestRecord::endNanos).max().orElseThrow();
            long seconds = Math.round((end - start) / NANOS_PER_SECOND);
            int count = (int) Math.max(FEWEST_PARTS, Math.min(MOST_PARTS, seconds));
            this.partNanos = Math.max(1.0, (double) (end - start) / count);
            this.busyNanos = new double[count];
            this.tokens = new double[count];
            this.failed = new double[count];
            IntStream.range(0, count).forEach(part -> answers.add(new ArrayList<>()));
        }

        ServedCourse course() {
            records.forEach(this::add);
            List<Point> times = new ArrayList<>();
            for (int part = 0; part < answers.size(); part++) {
                if (!answers.get(part).isEmpty()) {
                    times.add(new Point(seconds(part), median(answers.get(part))));
                }
            }
            double partSeconds = partNanos / NANOS_PER_SECOND;
            boolean anyFailed = Arrays.stream(failed).anyMatch(count -> count > 0);
            return new ServedCourse(
                    points(busyNanos, partNanos),
                    points(tokens, partSeconds),
                    times,
                    anyFailed ? points(failed, partSeconds) : List.of());
        }

        private void add(RequestRecord record) {
            for (int part = part(record.sentNanos()); part <= part(record.endNanos()); part++) {
                double begin = start + part * partNanos;
                busyNanos[part] += Math.max(
                        0, Math.min(record.endNanos(), begin + partNanos) - Math.max(record.sentNanos(), begin));
            }
            for (int chunk = 0; chunk < record.arrivals().length; chunk++) {
                tokens[part(record.arrivals()[chunk])] += record.tokens()[chunk];
            }
            if (record.answered()) {
                answers.get(part(record.endNanos())).add(record.lastNanos() - record.sentNanos());
            } else {
                failed[part(record.endNanos())]++;
            }
        }

        private int part(long nanos) {
            return (int) Math.max(0, Math.min(tokens.length - 1, (nanos - start) / partNanos));
        }

        private double seconds(int part) {
            return (start + (part + 0.5) * partNanos) / NANOS_PER_SECOND;
        }

        private List<Point> points(double[] amounts, double divisor) {
            return IntStream.range(0, amounts.length)
                    .mapToObj(part -> new Point(seconds(part), amounts[part] / divisor))
                    .toList();
        }

        private static double median(List<Long> values) {
            List<Long> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
        }
    }
}
