package io.inferbench.core.gpu;

/** What can be read of a GPU; the column's name carries the unit. */
public enum GpuField {
    /** Share of the last driver interval in which a kernel ran. */
    UTILIZATION("utilization_percent"),
    /** Share of the last driver interval in which memory was read or written. */
    MEMORY_UTILIZATION("memory_utilization_percent"),
    /** Memory in use on the device, by all processes and the driver. */
    MEMORY_USED("memory_used_bytes"),
    /** Memory in use by the watched process, where process ids are visible. */
    PROCESS_MEMORY("process_memory_bytes"),
    /** Board power; a driver's average over up to a second, depending on the card. */
    POWER("power_mw"),
    /** Energy counter since the driver was loaded. */
    ENERGY("energy_mj"),
    /** Core temperature. */
    TEMPERATURE("temperature_celsius"),
    /** Clock of the streaming multiprocessors. */
    SM_CLOCK("sm_clock_mhz"),
    /** Memory clock. */
    MEMORY_CLOCK("memory_clock_mhz"),
    /** Bit set of the reasons that hold clocks down ({@link ClockReason}). */
    CLOCK_REASONS("clock_reasons"),
    /** Uncorrected memory errors since the driver was loaded. */
    ECC_UNCORRECTED("ecc_uncorrected_count"),
    /** Bytes per second sent over PCIe, in the driver's last 20 ms. */
    PCIE_SENT("pcie_sent_bytes_per_s"),
    /** Bytes per second received over PCIe, in the driver's last 20 ms. */
    PCIE_RECEIVED("pcie_received_bytes_per_s"),
    /** Compute processes on the device other than the watched one. */
    FOREIGN_PROCESSES("foreign_processes");

    private final String column;

    GpuField(String column) {
        this.column = column;
    }

    /** Returns the name of this field's column in the {@code gpu} table. */
    public String column() {
        return column;
    }
}
