package io.inferbench.core.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Processor time of a whole machine since it started, summed over its logical processors, in a unit of the reader's own.
 *
 * <p>Only the differences of two readings of one reader mean anything, and only against each other.
 *
 * @param total all time, idle included
 * @param busy time that something ran, whoever it was; time waiting for devices is idle
 * @param stolen time that the hypervisor gave to somebody else; empty where that is not told
 * @param processors logical processors
 */
public record CpuTimes(double total, double busy, OptionalDouble stolen, int processors) {

    /** Parses {@code /proc/stat} of Linux; empty if it does not look like it. */
    public static Optional<CpuTimes> parseProcStat(String text) {
        List<String> lines =
                text.lines().takeWhile(line -> line.startsWith("cpu")).toList();
        return lines.size() < 2 || !lines.get(0).matches("cpu(\\s+\\d+){4,}")
                ? Optional.empty()
                : Optional.of(of(numbers(lines.get(0)), lines.size() - 1));
    }

    private static CpuTimes of(double[] sum, int processors) {
        // user nice system idle iowait irq softirq steal; guest time that follows is already inside user and nice.
        double idle = sum[3] + (sum.length > 4 ? sum[4] : 0);
        double steal = sum.length > 7 ? sum[7] : 0;
        double total = 0;
        for (int i = 0; i < Math.min(8, sum.length); i++) {
            total += sum[i];
        }
        OptionalDouble stolen = sum.length > 7 ? OptionalDouble.of(steal) : OptionalDouble.empty();
        return new CpuTimes(total, total - idle - steal, stolen, processors);
    }

    private static double[] numbers(String line) {
        String[] words = line.split("\\s+");
        double[] numbers = new double[words.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(words[i + 1]);
        }
        return numbers;
    }
}
