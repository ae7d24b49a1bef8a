package io.inferbench.core.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DecodeByContextTest {

    private static ForkResult fork(SampleTable... tables) {
        return new ForkResult(
                0,
                true,
                List.of(),
                Map.of(),
                List.of(),
                List.of(tables),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }

    private static SampleTable steps(long from, long to) {
        long[] contexts = LongStream.range(from, to).toArray();
        return table(
                "steps",
                "context",
                contexts,
                "itl_ns",
                LongStream.of(contexts).map(context -> 5_000 + 3 * context).toArray());
    }

    private static SampleTable table(
            String name, String first, long[] firstValues, String second, long[] secondValues) {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(first, firstValues);
        columns.put(second, secondValues);
        return new SampleTable(name, columns);
    }

    @Test
    void contextsFallIntoAtMostSixteenRangesOfOneWidth() {
        List<DecodeByContext.Range> ranges =
                DecodeByContext.of(List.of(fork(steps(64, 1023)))).ranges();
        assertThat(ranges).hasSize(15);
        assertThat(ranges.get(0).from()).isEqualTo(64);
        assertThat(ranges.get(0).to()).isEqualTo(127);
        assertThat(ranges.get(14).from()).isEqualTo(960);
        assertThat(ranges.get(14).to()).isEqualTo(1022);
        assertThat(ranges.get(0).stepNanos().size()).isEqualTo(64);
        assertThat(ranges.get(0).stepNanos().median()).isEqualTo(5_000 + 3 * 95.5);
    }

    @Test
    void stepsOfAllForksCount() {
        List<DecodeByContext.Range> ranges = DecodeByContext.of(List.of(fork(steps(8, 12)), fork(steps(8, 12))))
                .ranges();
        assertThat(ranges).singleElement().satisfies(range -> {
            assertThat(range.stepNanos().size()).isEqualTo(8);
            assertThat(range.cost()).isEmpty();
        });
    }

    @Test
    void growthIsTheLineThroughTheRanges() {
        DecodeByContext steps = DecodeByContext.of(List.of(fork(steps(64, 1023))));
        assertThat(steps.growth()).hasValueSatisfying(growth -> {
            assertThat(growth.nanosPerToken()).isCloseTo(3, within(1e-9));
            assertThat(growth.nanosAtZero()).isCloseTo(5_000, within(1e-6));
        });
        assertThat(DecodeByContext.of(List.of(fork(steps(64, 100)))).growth())
                .as("three ranges make no line")
                .isEmpty();
    }

    @Test
    void costsAreThoseOfTheMeanStep() {
        Map<String, long[]> costs = new LinkedHashMap<>();
        costs.put("step", new long[] {0, 1, 2});
        costs.put("context", new long[] {0, 8, 9});
        costs.put("floating_point_operations", new long[] {1_000, 100, 110});
        costs.put("bytes", new long[] {7, 20, 22});
        List<DecodeByContext.Range> ranges = DecodeByContext.of(
                        List.of(fork(steps(8, 10), new SampleTable("step_costs", costs))))
                .ranges();
        assertThat(ranges)
                .singleElement()
                .satisfies(range -> assertThat(range.cost()).contains(new DecodeByContext.Cost(105, 21)));
    }

    @Test
    void withoutStepsThereAreNoRanges() {
        DecodeByContext none = DecodeByContext.of(List.of(fork()));
        assertThat(none.ranges()).isEmpty();
        assertThat(none.growth()).isEmpty();
    }
}
