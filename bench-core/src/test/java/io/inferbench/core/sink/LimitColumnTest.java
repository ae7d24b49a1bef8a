package io.inferbench.core.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.json.SampleReports;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The column that says how much of the ceiling that binds was reached. */
class LimitColumnTest {

    private static final String HEADING = "of the limit";
    private static final SpeedOfLight BY_COMPUTE = speed(0.5, 0.25);

    @Test
    void aCallShowsWhatBindsIt() {
        assertThat(column(BY_COMPUTE)).isEqualTo("50.0 % compute");
    }

    @Test
    void aGenerationShowsItsSteps() {
        assertThat(column(BY_COMPUTE.withPasses(Optional.of(speed(0.7, 0.1)), Optional.of(speed(0.01, 0.62)))))
                .isEqualTo("62.0 % bandwidth");
    }

    @Test
    void whereNoCeilingIsKnownThereIsNoColumn() {
        SpeedOfLight unknown = new SpeedOfLight(1, 1, 1, 1, OptionalDouble.empty(), OptionalDouble.empty(), "");
        assertThat(table(unknown).headings()).doesNotContain(HEADING);
    }

    private static SpeedOfLight speed(double compute, double bandwidth) {
        return new SpeedOfLight(1, 1, 1, 1, OptionalDouble.of(compute), OptionalDouble.of(bandwidth), "published");
    }

    private static String column(SpeedOfLight speed) {
        ResultTable table = table(speed);
        return table.rows().get(0).get(table.headings().indexOf(HEADING));
    }

    private static ResultTable table(SpeedOfLight speed) {
        RunReport report = SampleReports.everyOutcome();
        Completed sample = (Completed) report.results().get(0);
        TrialResult result = new Completed(
                sample.trial(),
                sample.verdict(),
                sample.summaries(),
                sample.agreement(),
                Optional.of(speed),
                sample.forks());
        return ResultTable.of(new RunReport(
                report.schema(), report.header(), report.finishedAt(), report.status(), List.of(result), List.of()));
    }
}
