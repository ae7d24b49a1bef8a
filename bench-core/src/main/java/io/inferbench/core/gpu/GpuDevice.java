package io.inferbench.core.gpu;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A GPU and what does not change while it is watched.
 *
 * @param index place in the driver's list
 * @param name what it calls itself
 * @param uuid the driver's name for this very card
 * @param driverVersion of the kernel driver
 * @param cudaDriverVersion highest CUDA version that driver serves, for instance {@code 13.0}
 * @param memoryBytes all of its memory
 * @param powerLimitMilliwatts the enforced cap
 * @param eccEnabled whether error correction is on, where the card can tell
 * @param migEnabled whether the card is cut into instances, where the card can tell
 */
public record GpuDevice(
        int index,
        String name,
        String uuid,
        Optional<String> driverVersion,
        Optional<String> cudaDriverVersion,
        OptionalLong memoryBytes,
        OptionalLong powerLimitMilliwatts,
        Optional<Boolean> eccEnabled,
        Optional<Boolean> migEnabled) {}
