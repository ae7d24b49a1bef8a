package io.inferbench.core.stats;

/** The mean by Neumaier's compensated sum: small values beside a huge one are not lost, and equal values stay equal. */
final class ArithmeticMean {
    private ArithmeticMean() {}

    static double of(double[] values) {
        double sum = 0;
        double lost = 0;
        boolean equal = true;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
            sum = next;
            equal &= value == values[0];
        }
        return equal ? values[0] : (sum + lost) / values.length;
    }
}
