package io.inferbench.models.weights;

import io.inferbench.models.store.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apiguardian.api.API;

/**
 * Weights drawn from a seed: the same numbers on every JDK and platform, in any order and on any number of threads.
 *
 * <p>Each tensor has its own stream, keyed by seed and name, and value {@code i} of a stream is a function of {@code i}
 * alone: the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014) applied to a counter. The four 16-bit quarters of its result are added up, which gives a bell shape (Irwin–Hall,
 * n = 4) cut off at 3.46 standard deviations, close to the truncated normal that these models are initialised with. Only
 * integer arithmetic and one multiplication and one addition of floats take part, so nothing depends on a mathematical
 * library.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SeededWeights implements WeightSource {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
    private static final int QUARTERS_MEAN = 2 * 0xffff;
    /** The square root of 4 · (65536² − 1) / 12. */
    private static final double QUARTERS_DEVIATION = 37_837.227_1;

    private final long seed;
    private final Map<String, Long> keys = new ConcurrentHashMap<>();

    /** A source for the given seed; every {@code long} is a good one. */
    public SeededWeights(long seed) {
        this.seed = seed;
    }

    @Override
    public String fingerprint() {
        return String.format(Locale.ROOT, "seed %d, irwin-hall-4 over splitmix64", seed);
    }

    @Override
    public void read(WeightSpec tensor, long first, float[] target, int at, int count) {
        WeightSpec.Fill fill = tensor.fill();
        float mean = fill.mean();
        float scale = (float) (fill.standardDeviation() / QUARTERS_DEVIATION);
        long counter = key(tensor.name()) + (first + 1) * GOLDEN_GAMMA;
        for (int i = 0; i < count; i++) {
            target[at + i] = mean + quarters(mix(counter)) * scale;
            counter += GOLDEN_GAMMA;
        }
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }

    private static int quarters(long bits) {
        int sum = (int) (bits & 0xffff)
                + (int) (bits >>> 16 & 0xffff)
                + (int) (bits >>> 32 & 0xffff)
                + (int) (bits >>> 48);
        return sum - QUARTERS_MEAN;
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        long b = (a ^ a >>> 27) * 0x94d0_49bb_1331_11ebL;
        return b ^ b >>> 31;
    }

    private long key(String name) {
        return keys.computeIfAbsent(name, n -> {
            MessageDigest digest = Hashes.sha256();
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
            return ByteBuffer.wrap(digest.digest(n.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        });
    }
}
