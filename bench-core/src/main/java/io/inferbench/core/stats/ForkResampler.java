package io.inferbench.core.stats;

/** One statistic of one fork, and what it would have been had the fork's blocks of time come in another selection. */
interface ForkResampler {
    /**
     * More blocks than this only cost time: the standard error of a bootstrap from m blocks is off by about 1/√(2m),
     * 1.6 % here. So long series get longer blocks than their dependence asks for, which keeps them valid.
     */
    int MOST_BLOCKS = 2_000;

    /** Returns the statistic of the fork as measured. */
    double estimate();

    /** Returns the statistic of one resample of the fork's size. */
    double resample(SplitMix64 random);

    /** Returns the block length for a series whose dependence has been looked at. */
    static int blockLength(Dependence dependence, int size) {
        int affordable = (size + MOST_BLOCKS - 1) / MOST_BLOCKS;
        return Math.min(size, Math.max(dependence.blockLength(), affordable));
    }
}
