package io.inferbench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.core.host.FakeFiles;
import io.inferbench.core.host.SystemFiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentCaptureTest {

    private static final String CPU = "/sys/devices/system/cpu/";

    @TempDir
    private Path folder;

    @Test
    void thisMachineTellsWhatAReportNeeds() {
        Map<String, Map<String, String>> sections =
                EnvironmentCapture.ofThisMachine().ofRun().sections();

        assertThat(sections.get("jvm"))
                .containsEntry("version", Runtime.version().toString())
                .containsKeys("name", "vendor", "collectors", "heap_max_bytes", "flag_UseCompressedOops");
        assertThat(sections.get("system")).containsKeys("name", "version", "architecture", "host");
        assertThat(sections.get("processor")).containsKeys("model", "cores", "logical_processors");
        assertThat(Long.parseLong(sections.get("memory").get("total_bytes"))).isGreaterThan(1L << 26);
        assertThat(sections.values()).noneMatch(facts -> facts.containsKey("not_captured"));
    }

    @Test
    void linuxTellsHowItIsSetUp() {
        FakeFiles files = new FakeFiles()
                .with("/etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n")
                .with("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n")
                .with("/proc/sys/kernel/hostname", "alpha\n")
                .with(CPU + "cpufreq/policy0/scaling_governor", "performance\n")
                .with(CPU + "cpufreq/policy1/scaling_governor", "powersave\n")
                .with(CPU + "cpufreq/policy2/scaling_governor", "powersave\n")
                .with(CPU + "intel_pstate/no_turbo", "1\n")
                .with("/proc/self/status", "Name:\tjava\nCpus_allowed_list:\t0-3,8\n")
                .with("/proc/self/cgroup", "0::/\n")
                .with("/sys/fs/cgroup/cpu.max", "200000 100000\n")
                .with("/.dockerenv", "");
        Map<String, Map<String, String>> sections =
                capture(files, Map.of()).ofRun().sections();

        assertThat(sections.get("system"))
                .containsEntry("distribution", "Debian GNU/Linux 12 (bookworm)")
                .containsEntry("transparent_huge_pages", "madvise")
                // printf alpha | sha256sum
                .containsEntry("host", "sha256:8ed3f6ad685b");
        assertThat(sections.get("processor"))
                .containsEntry("governor", "performance, powersave")
                .containsEntry("boost", "0")
                .containsEntry("allowed_processors", "0-3,8");
        assertThat(sections.get("container")).isEqualTo(Map.of("processor_limit", "2.0", "kind", "docker"));
    }

    @Test
    void theHostIsNamedAsAsked() {
        EnvironmentCapture capture = capture(new FakeFiles().with("/proc/sys/kernel/hostname", "alpha"), Map.of());

        assertThat(system(capture.withHostName(EnvironmentCapture.HostName.PLAIN)))
                .containsEntry("host", "alpha");
        assertThat(system(capture.withHostName(EnvironmentCapture.HostName.OMITTED)))
                .doesNotContainKey("host");
    }

    @Test
    void onlyListedVariablesAreToldAndTheirSecretsMasked() {
        Map<String, String> variables = Map.of(
                "OMP_NUM_THREADS", "4",
                "NVIDIA_API_KEY", "nvapi-1",
                "HOME", "/home/someone",
                "JAVA_TOOL_OPTIONS", "-Dtoken=abc -Xmx1g",
                "CUDA_VISIBLE_DEVICES", "");

        assertThat(capture(new FakeFiles(), variables).ofProcess().sections().get("variables"))
                .isEqualTo(Map.of(
                        "OMP_NUM_THREADS", "4",
                        "JAVA_TOOL_OPTIONS", "-Dtoken=(hidden) -Xmx1g",
                        "CUDA_VISIBLE_DEVICES", "(empty)"));
    }

    @Test
    void noListedNameLooksLikeASecret() {
        for (String name : VariableFacts.NAMES) {
            assertThat(Secrets.mask(name + "=x")).isEqualTo(name + "=x");
        }
    }

    @Test
    void aSectionThatFailsSaysSoBesideWhatItHas() {
        Map<String, String> facts = Section.gather(section -> {
            section.put("known", 1);
            throw new UnsatisfiedLinkError("no native library");
        });

        assertThat(facts)
                .isEqualTo(Map.of("known", "1", "not_captured", "java.lang.UnsatisfiedLinkError: no native library"));
    }

    private static Map<String, String> system(EnvironmentCapture capture) {
        return capture.ofRun().sections().get("system");
    }

    private EnvironmentCapture capture(SystemFiles files, Map<String, String> variables) {
        return new EnvironmentCapture(files, variables, folder, EnvironmentCapture.HostName.HASHED);
    }
}
