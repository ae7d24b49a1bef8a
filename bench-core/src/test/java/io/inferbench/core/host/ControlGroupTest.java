package io.inferbench.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlGroupTest {

    @Test
    void readsVersionTwo() {
        ControlGroup group = new ControlGroup(new FakeFiles()
                .with("/proc/self/cgroup", "0::/system.slice/bench.service\n")
                .with("/sys/fs/cgroup/system.slice/bench.service/cpu.max", "150000 100000\n")
                .with("/sys/fs/cgroup/system.slice/bench.service/memory.max", "2147483648\n")
                .with(
                        "/sys/fs/cgroup/system.slice/bench.service/cpu.stat",
                        "usage_usec 9\nnr_periods 5\nnr_throttled 2\nthrottled_usec 1234\n"));

        assertThat(group.cpuLimit()).hasValue(1.5);
        assertThat(group.memoryLimitBytes()).hasValue(2_147_483_648L);
        assertThat(group.throttledNanos()).hasValue(1_234_000);
    }

    /** A container's own path is the host's, and does not exist inside. */
    @Test
    void fallsBackToTheRootInsideAContainer() {
        ControlGroup group = new ControlGroup(new FakeFiles()
                .with("/proc/self/cgroup", "0::/kubepods/pod7/abc\n")
                .with("/sys/fs/cgroup/cpu.max", "max 100000\n")
                .with("/sys/fs/cgroup/memory.max", "max\n")
                .with("/sys/fs/cgroup/cpu.stat", "usage_usec 9\nthrottled_usec 0\n"));

        assertThat(group.cpuLimit()).isEmpty();
        assertThat(group.memoryLimitBytes()).isEmpty();
        assertThat(group.throttledNanos()).hasValue(0);
    }

    /** As captured on a virtual machine with both versions mounted and version 1 in use. */
    @Test
    void readsVersionOne() {
        FakeFiles files = new FakeFiles()
                .with("/proc/self/cgroup", "4:memory:/a/b\n2:cpuacct:/\n1:cpu,cpuacct:/\n0::/\n")
                .with("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n")
                .with("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n")
                .with("/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712\n")
                .with("/sys/fs/cgroup/cpu/cpu.stat", "nr_periods 3\nnr_throttled 1\nthrottled_time 777\n");
        ControlGroup group = new ControlGroup(files);

        assertThat(group.cpuLimit()).isEmpty();
        assertThat(group.memoryLimitBytes()).isEmpty();
        assertThat(group.throttledNanos()).hasValue(777);

        files.with("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n")
                .with("/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "1048576\n");
        assertThat(group.cpuLimit()).hasValue(0.5);
        assertThat(group.memoryLimitBytes()).hasValue(1_048_576);
    }

    @Test
    void noGroupsAreNoLimits() {
        ControlGroup group = new ControlGroup(new FakeFiles());

        assertThat(group.cpuLimit()).isEmpty();
        assertThat(group.memoryLimitBytes()).isEmpty();
        assertThat(group.throttledNanos()).isEmpty();
    }

    @Test
    void textThatIsNoNumberIsNoLimit() {
        ControlGroup group = new ControlGroup(new FakeFiles()
                .with("/proc/self/cgroup", "0::/\nnonsense\n")
                .with("/sys/fs/cgroup/cpu.max", "plenty\n")
                .with("/sys/fs/cgroup/memory.max", "lots\n")
                .with("/sys/fs/cgroup/cpu.stat", "throttled_usec often\n"));

        assertThat(group.cpuLimit()).isEmpty();
        assertThat(group.memoryLimitBytes()).isEmpty();
        assertThat(group.throttledNanos()).isEmpty();
    }
}
