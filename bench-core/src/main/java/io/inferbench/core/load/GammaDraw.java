package io.inferbench.core.load;

import java.util.SplittableRandom;

/**
 * Draws from a gamma distribution with unit scale, the same on every machine.
 *
 * <p>Marsaglia and Tsang, A simple method for generating gamma variables (2000); below shape 1 with their power of a uniform.
 * {@link StrictMath} because a schedule must not depend on the platform's logarithm.
 */
final class GammaDraw {

    private GammaDraw() {}

    static double next(double shape, SplittableRandom random) {
        if (shape == 1) {
            return -StrictMath.log(1 - random.nextDouble());
        }
        if (shape < 1) {
            return next(shape + 1, random) * StrictMath.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = normal(random);
            double cube = 1 + c * normal;
            if (cube <= 0) {
                continue;
            }
            double v = cube * cube * cube;
            double uniform = 1 - random.nextDouble();
            if (StrictMath.log(uniform) < 0.5 * normal * normal + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    private static double normal(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
