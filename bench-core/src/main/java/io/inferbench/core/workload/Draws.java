package io.inferbench.core.workload;

import io.inferbench.core.stats.SplitMix64;
import java.nio.charset.StandardCharsets;

/**
 * Pseudo-random values that are the same on every machine and JVM.
 *
 * <p>A stream is SplitMix64 seeded by the run's seed, the FNV-1a hash of a name, and an index. Bounded values are drawn by
 * rejection; floating-point functions are those of {@link StrictMath}, whose results are fixed.
 */
final class Draws {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final SplitMix64 bits;

    private Draws(SplitMix64 bits) {
        this.bits = bits;
    }

    /** Returns the stream of that name and index. */
    static Draws of(long seed, String name, long index) {
        long hash = FNV_OFFSET;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return new Draws(SplitMix64.stream(seed ^ hash, index));
    }

    /** Returns a whole number from the least to the bound, the bound excluded. */
    long between(long least, long bound) {
        long width = bound - least;
        if (width <= 0) {
            throw new IllegalArgumentException("nothing lies from " + least + " to " + bound);
        }
        int shift = Long.numberOfLeadingZeros(width - 1);
        if (shift == Long.SIZE) {
            return least;
        }
        while (true) {
            long candidate = bits.nextLong() >>> shift;
            if (candidate < width) {
                return least + candidate;
            }
        }
    }

    /** Returns a number from 0 to 1, 1 excluded, of 53 random bits. */
    double unit() {
        return (bits.nextLong() >>> 11) * 0x1p-53;
    }

    /** Returns a number of the standard normal distribution, by Box and Muller's transform. */
    double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }
}
