package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Interference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTotalTest {

    @Test
    void everyKeyIsDocumented() throws Exception {
        Path page = Path.of(System.getProperty("basedir", ""), "..", "docs", "report-format.md");
        String text = Files.readString(page, StandardCharsets.UTF_8);

        assertThat(Arrays.stream(LedgerTotal.values()).map(LedgerTotal::key))
                .allSatisfy(key -> assertThat(text).contains("`" + key + "`"));
        assertThat(Arrays.stream(Disturbance.values()).map(Disturbance::kind))
                .allSatisfy(kind -> assertThat(text).contains("`" + kind + "`"));
    }

    @Test
    void anAbsentTotalIsNotZero() {
        Interference ledger = new Interference(Map.of("observed_ns", 200.0, "gc_pause_ns", 5.0), List.of(), List.of());

        assertThat(LedgerTotal.GC_PAUSE_TIME.in(ledger)).hasValue(5);
        assertThat(LedgerTotal.GC_PAUSE_TIME.shareIn(ledger)).hasValue(0.025);
        assertThat(LedgerTotal.SAFEPOINT_TIME.in(ledger)).isEmpty();
        assertThat(LedgerTotal.SAFEPOINT_TIME.shareIn(ledger)).isEmpty();
    }
}
