package io.inferbench.core.host;

import java.util.Optional;
import java.util.OptionalLong;

/** What changes on a machine while something runs on it, one reading at a time; each costs tens of microseconds. */
public interface HostReadings {

    /** Returns the processor times of the whole machine. */
    Optional<CpuTimes> cpuTimes();

    /** Returns the processor time of this process, all threads together. */
    OptionalLong processCpuNanos();

    /** Returns the largest memory that this process has had resident since it started. */
    OptionalLong peakResidentBytes();

    /** Returns the page faults of this process so far that had to wait for a disk. */
    OptionalLong majorFaults();

    /** Returns the pages that the whole machine has moved to and from swap since it started. */
    OptionalLong swappedPages();

    /** Returns the time that this process's group has been kept from running by a CPU quota. */
    OptionalLong quotaThrottledNanos();

    /** Returns the clock of the fastest core at this moment. */
    OptionalLong fastestCoreKilohertz();

    /** Returns how often the cores have been slowed by heat since the machine started. */
    OptionalLong thermalThrottles();

    /** Returns the readings that this machine offers. */
    static HostReadings ofThisMachine() {
        return System.getProperty("os.name", "").startsWith("Linux")
                ? new LinuxReadings(SystemFiles.ofThisMachine())
                : new OshiReadings();
    }
}
