package io.inferbench.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinuxReadingsTest {

    private static final String CPU = "/sys/devices/system/cpu/";

    @Test
    void readsMemoryAndFaults() {
        LinuxReadings readings = new LinuxReadings(new FakeFiles()
                .with("/proc/self/status", "Name:\tjava\nVmPeak:\t 9000 kB\nVmHWM:\t    1968 kB\nVmRSS:\t    1500 kB\n")
                .with("/proc/self/stat", "7635 (a (sly) name) R 7632 7632 2619 0 -1 4194304 99 11 42 13 0 0 0 0 20 0")
                .with("/proc/vmstat", "nr_free_pages 5\npswpin 17\npswpout 25\npgmajfault 9\n"));

        assertThat(readings.peakResidentBytes()).hasValue(1968 * 1024);
        assertThat(readings.majorFaults()).hasValue(42);
        assertThat(readings.swappedPages()).hasValue(42);
    }

    @Test
    void theFastestCoreIsTheHighestClock() {
        LinuxReadings readings = new LinuxReadings(new FakeFiles()
                .with(CPU + "cpufreq/boost", "1")
                .with(CPU + "cpufreq/policy0/scaling_cur_freq", "1500000\n")
                .with(CPU + "cpufreq/policy1/scaling_cur_freq", "3900000\n")
                .with(CPU + "cpufreq/policy2/scaling_cur_freq", "<unknown>\n"));

        assertThat(readings.fastestCoreKilohertz()).hasValue(3_900_000);
    }

    @Test
    void throttlesOfAllCoresAddUp() {
        LinuxReadings readings = new LinuxReadings(new FakeFiles()
                .with(CPU + "cpu0/thermal_throttle/core_throttle_count", "3\n")
                .with(CPU + "cpu1/thermal_throttle/core_throttle_count", "4\n")
                .with(CPU + "cpuidle/current_driver", "none\n"));

        assertThat(readings.thermalThrottles()).hasValue(7);
    }

    @Test
    void aMachineThatTellsNothingIsAbsentNotZero() {
        LinuxReadings readings = new LinuxReadings(new FakeFiles());

        assertThat(readings.cpuTimes()).isEmpty();
        assertThat(readings.peakResidentBytes()).isEmpty();
        assertThat(readings.majorFaults()).isEmpty();
        assertThat(readings.swappedPages()).isEmpty();
        assertThat(readings.quotaThrottledNanos()).isEmpty();
        assertThat(readings.fastestCoreKilohertz()).isEmpty();
        assertThat(readings.thermalThrottles()).isEmpty();
    }
}
