package io.inferbench.models.spec;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Rotary position embeddings (Su et al., 2021), with the halves of a head turned against each other as Hugging Face's
 * checkpoints expect.
 *
 * @param base the base of the frequencies, {@code rope_theta}
 * @param scaling how frequencies are stretched for longer contexts than the model was first trained for
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RopeSpec(double base, Optional<Scaling> scaling) {

    /** A change of the frequencies. */
    public sealed interface Scaling {
        /** The frequency, in radians a token, that takes the place of an unscaled one. */
        double scale(double frequency);
    }

    /**
     * Every frequency divided by one factor.
     *
     * @param factor how many times longer contexts become
     */
    public record Linear(double factor) implements Scaling {
        @Override
        public double scale(double frequency) {
            return frequency / factor;
        }
    }

    /**
     * Llama 3.1's way: high frequencies stay, low ones are divided, those between are blended.
     *
     * @param factor how many times longer contexts become
     * @param lowFrequencyFactor the turns within the original context below which a frequency is low
     * @param highFrequencyFactor the turns from which on it is high
     * @param originalPositions the context the model was first trained for
     */
    public record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
            implements Scaling {
        @Override
        public double scale(double frequency) {
            double turns = originalPositions * frequency / (2 * Math.PI);
            if (turns < lowFrequencyFactor) {
                return frequency / factor;
            }
            if (turns > highFrequencyFactor) {
                return frequency;
            }
            double blend = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
            return (1 - blend) * frequency / factor + blend * frequency;
        }
    }

    /** Unscaled embeddings. */
    public static RopeSpec of(double base) {
        return new RopeSpec(base, Optional.empty());
    }

    /** The same base with a scaling. */
    public RopeSpec withScaling(Scaling other) {
        return new RopeSpec(base, Optional.of(other));
    }

    /** The angle, in radians, by which pair {@code pair} of a head is turned for each position. */
    public double frequency(int pair, int headSize) {
        // StrictMath, so that files made from these are the same everywhere.
        double plain = StrictMath.pow(base, -2.0 * pair / headSize);
        return scaling.map(s -> s.scale(plain)).orElse(plain);
    }
}
