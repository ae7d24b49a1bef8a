package io.inferbench.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against the machine that the test runs on. */
class HostReadingsTest {

    @Test
    void everyMachineTellsProcessorTimesAndMemory() {
        HostReadings readings = HostReadings.ofThisMachine();

        assertThat(readings.cpuTimes()).hasValueSatisfying(times -> {
            assertThat(times.busy()).isBetween(1.0, times.total());
            assertThat(times.processors()).isPositive();
        });
        assertThat(readings.processCpuNanos().orElseThrow()).isPositive();
        assertThat(readings.peakResidentBytes().orElseThrow()).isGreaterThan(1_000_000);
    }

    /** OSHI serves the systems without /proc; it runs here too, so that the adapter is not tested by its users. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void oshiTellsTheSameStory() {
        CpuTimes oshi = new OshiReadings().cpuTimes().orElseThrow();
        CpuTimes linux = HostReadings.ofThisMachine().cpuTimes().orElseThrow();

        assertThat(oshi.processors()).isEqualTo(linux.processors());
        assertThat(oshi.busy() / oshi.total())
                .isBetween(0.8 * linux.busy() / linux.total(), 1.25 * linux.busy() / linux.total());
        assertThat(new OshiReadings().peakResidentBytes().orElseThrow()).isGreaterThan(1_000_000);
        assertThat(new OshiReadings().swappedPages()).isPresent();
    }

    @Test
    void unreadableFilesAreAbsent(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("one"), " 12 \n", StandardCharsets.UTF_8);
        Files.write(folder.resolve("two"), new byte[] {(byte) 0xff, 'x'});
        SystemFiles files = SystemFiles.ofThisMachine();

        assertThat(files.number(file.toString())).hasValue(12L);
        assertThat(files.text(folder.resolve("two").toString())).isPresent();
        assertThat(files.names(folder.toString())).containsExactly("one", "two");
        assertThat(files.text(folder.toString())).isEmpty();
        assertThat(files.text(folder.resolve("three").toString())).isEmpty();
        assertThat(files.text("\0")).isEmpty();
        assertThat(files.names(file.toString())).isEmpty();
    }
}
