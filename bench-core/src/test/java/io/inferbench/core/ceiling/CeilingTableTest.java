package io.inferbench.core.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Precision;
import io.inferbench.core.config.DeviceCeiling;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CeilingTableTest {

    private static final CeilingTable PUBLISHED = CeilingTable.of(List.of());

    @ParameterizedTest
    @CsvSource({
        "NVIDIA H200, 989.5e12, 4.8e12",
        "NVIDIA H200 NVL, 835.5e12, 4.8e12",
        "NVIDIA H100 80GB HBM3, 989.5e12, 3.35e12",
        "NVIDIA H100 PCIe, 756.5e12, 2.0e12",
        "NVIDIA A100-SXM4-80GB, 312e12, 2.039e12",
        "NVIDIA A100 80GB PCIe, 312e12, 1.935e12",
        "NVIDIA A100-SXM4-40GB, 312e12, 1.555e12",
        "NVIDIA L40S, 362.05e12, 8.64e11",
        "NVIDIA L4, 121e12, 3.0e11",
        "Tesla T4, 65e12, 3.2e11",
        "NVIDIA GeForce RTX 4090, 330.3e12, 1.008e12",
        "NVIDIA GB200, 2500e12, 8e12",
        "NVIDIA B200, 2250e12, 7.7e12",
        "AMD Instinct MI300X, 1307.4e12, 5.3e12"
    })
    void devicesAreFoundByTheNameTheyGive(String name, double fp16, double bytes) {
        DeviceCeiling ceiling = PUBLISHED.find(name).orElseThrow();
        assertThat(ceiling.flopsPerSecond(Precision.FP16).orElseThrow()).isEqualTo(fp16);
        assertThat(ceiling.bytesPerSecond().orElseThrow()).isEqualTo(bytes);
        assertThat(ceiling.source()).startsWith("published 20").contains("https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NVIDIA H20", "NVIDIA RTX 4000", "AMD EPYC 9654", "NVIDIA B2000"})
    void othersAreUnknown(String name) {
        assertThat(PUBLISHED.find(name)).isEmpty();
    }

    @Test
    void aPrecisionThatNobodyPublishedIsAbsent() {
        assertThat(PUBLISHED.find("Tesla T4").orElseThrow().flopsPerSecond(Precision.BF16))
                .isEmpty();
    }

    @Test
    void thePlansFiguresComeFirst() {
        DeviceCeiling measured = new DeviceCeiling(
                "NVIDIA H200", Map.of(Precision.FP16, 749e12), OptionalDouble.of(4.27e12), "measured here");
        assertThat(CeilingTable.of(List.of(measured)).find("NVIDIA H200")).contains(measured);
    }
}
