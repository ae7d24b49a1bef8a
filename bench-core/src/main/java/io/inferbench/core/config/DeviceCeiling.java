package io.inferbench.core.config;

import io.inferbench.api.Precision;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What one device can do at most.
 *
 * @param device words of its name, in order: {@code A100 PCIe 80GB} stands for {@code NVIDIA A100-PCIe-80GB} too
 * @param flopsPerSecond dense floating-point operations per second, by precision
 * @param bytesPerSecond between the device and its own memory
 * @param source where the figures come from, for the report
 */
public record DeviceCeiling(
        String device, Map<Precision, Double> flopsPerSecond, OptionalDouble bytesPerSecond, String source) {

    /** Copies the map. */
    public DeviceCeiling {
        flopsPerSecond = Map.copyOf(new TreeMap<>(flopsPerSecond));
    }

    /** Returns the operations per second in a precision. */
    public OptionalDouble flopsPerSecond(Precision precision) {
        Double flops = flopsPerSecond.get(precision);
        return flops == null ? OptionalDouble.empty() : OptionalDouble.of(flops);
    }
}
