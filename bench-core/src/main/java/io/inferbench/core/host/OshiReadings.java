package io.inferbench.core.host;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.VirtualMemory;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Readings through OSHI, where there is no {@code /proc}.
 *
 * <p>OSHI repeats a tick reading for 300 ms; the ledger asks once a second. Steal time, major faults, quotas and heat are not
 * told here.
 */
final class OshiReadings implements HostReadings {

    private final CentralProcessor processor;
    private final VirtualMemory swap;
    private final OperatingSystem system;
    private long peakResidentBytes;

    OshiReadings() {
        SystemInfo info = new SystemInfo();
        this.processor = info.getHardware().getProcessor();
        this.swap = info.getHardware().getMemory().getVirtualMemory();
        this.system = info.getOperatingSystem();
    }

    @Override
    public Optional<CpuTimes> cpuTimes() {
        long[] ticks = processor.getSystemCpuLoadTicks();
        double total = 0;
        for (long tick : ticks) {
            total += tick;
        }
        double idle = (double) ticks[TickType.IDLE.getIndex()]
                + ticks[TickType.IOWAIT.getIndex()]
                + ticks[TickType.STEAL.getIndex()];
        return total == 0
                ? Optional.empty()
                : Optional.of(new CpuTimes(
                        total, total - idle, OptionalDouble.empty(), processor.getLogicalProcessorCount()));
    }

    @Override
    public OptionalLong processCpuNanos() {
        return ProcessCpu.nanos();
    }

    /** The largest of this object's own readings: the systems' own high-water marks are not told. */
    @Override
    public OptionalLong peakResidentBytes() {
        OSProcess process = system.getCurrentProcess();
        peakResidentBytes = Math.max(peakResidentBytes, process.getResidentMemory());
        return peakResidentBytes == 0 ? OptionalLong.empty() : OptionalLong.of(peakResidentBytes);
    }

    /** OSHI tells 0 where it does not know. */
    @Override
    public OptionalLong majorFaults() {
        return OptionalLong.empty();
    }

    @Override
    public OptionalLong swappedPages() {
        return OptionalLong.of(swap.getSwapPagesIn() + swap.getSwapPagesOut());
    }

    @Override
    public OptionalLong quotaThrottledNanos() {
        return OptionalLong.empty();
    }

    @Override
    public OptionalLong fastestCoreKilohertz() {
        long hertz = 0;
        for (long core : processor.getCurrentFreq()) {
            hertz = Math.max(hertz, core);
        }
        return hertz <= 0 ? OptionalLong.empty() : OptionalLong.of(hertz / 1_000);
    }

    @Override
    public OptionalLong thermalThrottles() {
        return OptionalLong.empty();
    }
}
