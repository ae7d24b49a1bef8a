package io.inferbench.core.config;

import io.inferbench.api.Precision;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What outputs are compared with.
 *
 * @param enabled whether to compare at all
 * @param reference backend whose FP32 outputs are right by decree; absent takes the first backend of each group that can
 *     run
 * @param requests how many distinct requests are compared
 * @param tolerances allowed largest error over the output's scale, by the trial's precision
 */
public record AgreementSettings(
        boolean enabled, Optional<String> reference, int requests, Map<Precision, Double> tolerances) {

    /** Four requests; 1e-3 for FP32, 2e-2 for FP16, 8e-2 for BF16, relative to the output's largest value. */
    public static final AgreementSettings DEFAULT = new AgreementSettings(
            true, Optional.empty(), 4, Map.of(Precision.FP32, 1e-3, Precision.FP16, 2e-2, Precision.BF16, 8e-2));

    /** Fills in the default for a precision without a tolerance. */
    public AgreementSettings {
        EnumMap<Precision, Double> all = new EnumMap<>(Precision.class);
        all.putAll(Map.of(Precision.FP32, 1e-3, Precision.FP16, 2e-2, Precision.BF16, 8e-2));
        all.putAll(tolerances);
        tolerances = Collections.unmodifiableMap(all);
    }

    /** Returns the allowed largest error in a precision. */
    public double tolerance(Precision precision) {
        return Objects.requireNonNull(tolerances.get(precision));
    }
}
