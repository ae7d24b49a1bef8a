package io.inferbench.core.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerCostsTest {

    private static ForkResult fork(Map<String, long[]> columns) {
        return new ForkResult(
                0,
                true,
                List.of(),
                Map.of(),
                List.of(),
                List.of(new SampleTable("iterations", columns)),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }

    @Test
    void whatIsAroundTheEngineIsTheDifferenceOfEachCall() {
        Map<String, long[]> first = new LinkedHashMap<>();
        first.put("latency_ns", new long[] {100, 120});
        first.put("engine_time_ns", new long[] {90, 100});
        Map<String, long[]> second = new LinkedHashMap<>();
        second.put("latency_ns", new long[] {140});
        second.put("engine_time_ns", new long[] {130});

        assertThat(LayerCosts.of(List.of(fork(first), fork(second)))).hasValueSatisfying(costs -> {
            assertThat(costs.latencyNanos().median()).isEqualTo(120);
            assertThat(costs.engineNanos().median()).isEqualTo(100);
            assertThat(costs.aroundNanos().median()).isEqualTo(10);
            assertThat(costs.aroundNanos().max()).isEqualTo(20);
            assertThat(costs.shareAround()).isEqualTo(10.0 / 120);
        });
    }

    @Test
    void whoDoesNotTellHasNone() {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put("latency_ns", new long[] {100, 120});

        assertThat(LayerCosts.of(List.of(fork(columns)))).isEmpty();
    }
}
