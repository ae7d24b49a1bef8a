package io.inferbench.core.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Stage;
import io.inferbench.core.json.SampleReports;
import io.inferbench.core.serve.LoadFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The column that says which rate a search found. */
class SearchColumnTest {

    private static final String HEADING = "highest rate";

    @Test
    void theFoundRateIsShown() {
        ResultTable table = table(Map.of(LoadFacts.SEARCH_MET, "true", LoadFacts.SEARCH_RATE, "24.00"));

        assertThat(cell(table)).isEqualTo("24.00 /s");
    }

    @Test
    void aSearchThatHeldNoRateSaysSo() {
        assertThat(cell(table(Map.of(LoadFacts.SEARCH_MET, "false")))).isEqualTo("none held");
    }

    @Test
    void withoutASearchThereIsNoColumn() {
        assertThat(table(Map.of()).headings()).doesNotContain(HEADING);
    }

    private static String cell(ResultTable table) {
        return table.rows().get(0).get(table.headings().indexOf(HEADING));
    }

    private static ResultTable table(Map<String, String> facts) {
        RunReport report = SampleReports.everyOutcome();
        Completed sample = (Completed) report.results().get(0);
        ForkResult fork = sample.forks().get(0);
        ForkResult measured = new ForkResult(
                fork.index(),
                fork.isolated(),
                fork.devices(),
                fork.facts(),
                List.of(new PhaseResult(Stage.MEASUREMENT, 0, 1, facts)),
                fork.tables(),
                fork.agreement(),
                fork.interference(),
                fork.environment());
        Completed result = new Completed(
                sample.trial(),
                sample.verdict(),
                sample.summaries(),
                sample.agreement(),
                sample.speedOfLight(),
                List.of(measured));
        return ResultTable.of(new RunReport(
                report.schema(), report.header(), report.finishedAt(), report.status(), List.of(result), List.of()));
    }
}
