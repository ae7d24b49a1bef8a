package io.inferbench.core.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Readings from {@code /proc}, {@code /sys} and the control group of this process. */
final class LinuxReadings implements HostReadings {

    private static final String CPU = "/sys/devices/system/cpu/";

    /** Clocks are read one system call a core group; a machine of many would pay more than a reading is worth. */
    private static final int MOST_POLICIES = 16;

    private static final int MAJOR_FAULTS_AFTER_NAME = 9;

    private final SystemFiles files;
    private final ControlGroup group;
    private final List<String> clockPaths;
    private final List<String> throttlePaths;

    LinuxReadings(SystemFiles files) {
        this.files = files;
        this.group = new ControlGroup(files);
        this.clockPaths = files.names(CPU + "cpufreq").stream()
                .filter(name -> name.startsWith("policy"))
                .limit(MOST_POLICIES)
                .map(name -> CPU + "cpufreq/" + name + "/scaling_cur_freq")
                .toList();
        this.throttlePaths = files.names(CPU).stream()
                .filter(name -> name.matches("cpu\\d+"))
                .map(name -> CPU + name + "/thermal_throttle/core_throttle_count")
                .filter(path -> files.text(path).isPresent())
                .toList();
    }

    @Override
    public Optional<CpuTimes> cpuTimes() {
        return files.text("/proc/stat").flatMap(CpuTimes::parseProcStat);
    }

    @Override
    public OptionalLong processCpuNanos() {
        return ProcessCpu.nanos();
    }

    @Override
    public OptionalLong peakResidentBytes() {
        return optional(files.number("/proc/self/status", "VmHWM").map(kilobytes -> kilobytes * 1024));
    }

    @Override
    public OptionalLong majorFaults() {
        return optional(files.text("/proc/self/stat").flatMap(LinuxReadings::parseMajorFaults));
    }

    @Override
    public OptionalLong swappedPages() {
        Optional<Long> in = files.number("/proc/vmstat", "pswpin");
        Optional<Long> out = files.number("/proc/vmstat", "pswpout");
        return optional(in.flatMap(pagesIn -> out.map(pagesOut -> pagesIn + pagesOut)));
    }

    @Override
    public OptionalLong quotaThrottledNanos() {
        return group.throttledNanos();
    }

    @Override
    public OptionalLong fastestCoreKilohertz() {
        return numbers(clockPaths).max();
    }

    @Override
    public OptionalLong thermalThrottles() {
        return throttlePaths.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(numbers(throttlePaths).sum());
    }

    private LongStream numbers(List<String> paths) {
        return paths.stream().flatMap(path -> files.number(path).stream()).mapToLong(Long::longValue);
    }

    /** The name in parentheses may hold spaces and parentheses itself; the fields after its end do not. */
    private static Optional<Long> parseMajorFaults(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        return fields.length > MAJOR_FAULTS_AFTER_NAME
                ? SystemFiles.wholeNumber(fields[MAJOR_FAULTS_AFTER_NAME])
                : Optional.empty();
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
