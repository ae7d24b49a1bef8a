package io.inferbench.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CpuTimesTest {

    /** Linux 6.18 on a virtual machine of two processors. */
    private static final String VIRTUAL_MACHINE = """
            cpu  2018 5 1347 96774 336 7 25 14 100 3
            cpu0 633 0 420 49168 13 0 4 3 0 0
            cpu1 1385 0 926 47606 323 0 20 11 0 0
            intr 120675 0 0 0
            ctxt 247118
            """;

    @Test
    void readsLinux() {
        CpuTimes times = CpuTimes.parseProcStat(VIRTUAL_MACHINE).orElseThrow();

        assertThat(times.total()).isEqualTo(2018 + 5 + 1347 + 96774 + 336 + 7 + 25 + 14);
        assertThat(times.busy()).isEqualTo(2018 + 5 + 1347 + 7 + 25);
        assertThat(times.stolen()).hasValue(14);
        assertThat(times.processors()).isEqualTo(2);
    }

    @Test
    void oldKernelsDoNotTellSteal() {
        CpuTimes times = CpuTimes.parseProcStat("cpu  10 0 20 70 5 1 2\ncpu0 10 0 20 70 5 1 2\n")
                .orElseThrow();

        assertThat(times).isEqualTo(new CpuTimes(108, 33, OptionalDouble.empty(), 1));
    }

    @Test
    void otherTextIsNotGuessedAt() {
        assertThat(CpuTimes.parseProcStat("")).isEmpty();
        assertThat(CpuTimes.parseProcStat("cpu  1 2 3 4 5 6 7 8\n")).isEmpty();
        assertThat(CpuTimes.parseProcStat("cpu  1 2\ncpu0 1 2\n")).isEmpty();
        assertThat(CpuTimes.parseProcStat("cpu  a b c d\ncpu0 a b c d\n")).isEmpty();
    }
}
