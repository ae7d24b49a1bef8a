package io.inferbench.core.gpu;

import java.util.Arrays;
import java.util.List;

/** Why a GPU's clocks are not at their maximum, as the driver's bit set says; the values are NVML's. */
public enum ClockReason {
    /** Nothing runs. */
    IDLE(0x1, false),
    /** A user fixed the application clocks. */
    APPLICATION_CLOCKS(0x2, false),
    /** The power cap was reached. */
    SOFTWARE_POWER_CAP(0x4, true),
    /** The board slowed down: heat, power brake or a fast trigger. */
    HARDWARE_SLOWDOWN(0x8, true),
    /** Tied to another GPU's clocks. */
    SYNC_BOOST(0x10, false),
    /** The driver's temperature limit was reached. */
    SOFTWARE_THERMAL(0x20, true),
    /** The board's temperature limit was reached. */
    HARDWARE_THERMAL(0x40, true),
    /** The power supply asked for it. */
    HARDWARE_POWER_BRAKE(0x80, true),
    /** The display limits it. */
    DISPLAY(0x100, false);

    private final long bit;
    private final boolean throttling;

    ClockReason(long bit, boolean throttling) {
        this.bit = bit;
        this.throttling = throttling;
    }

    /** Returns whether this makes the card slower than it could be under load. */
    public boolean isThrottling() {
        return throttling;
    }

    /** Returns the reasons in a bit set. */
    public static List<ClockReason> of(long bits) {
        return Arrays.stream(values())
                .filter(reason -> (bits & reason.bit) != 0)
                .toList();
    }
}
