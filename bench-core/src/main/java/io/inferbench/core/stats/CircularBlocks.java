package io.inferbench.core.stats;

/** The bootstrap over circular blocks, as far as it has a closed form. */
final class CircularBlocks {
    private CircularBlocks() {}

    /** Returns the variance of a resample's sum, over all starts that each of its blocks may have. */
    static double sumVariance(double[] series, int blockLength) {
        int size = series.length;
        double mean = ArithmeticMean.of(series);
        double inBlock = 0;
        for (int i = 0; i < blockLength; i++) {
            inBlock += series[i % size] - mean;
        }
        double squares = 0;
        for (int start = 0; start < size; start++) {
            squares += inBlock * inBlock;
            inBlock += series[(start + blockLength) % size] - series[start];
        }
        return squares / blockLength;
    }
}
