package io.inferbench.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.backend.BackendException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallersTest {

    private static final WindowBounds FOUR_CALLS = new WindowBounds(4, 0, 4, Long.MAX_VALUE);

    @Test
    void aWindowOfSeveralCallersIsWhereAllWereBusy() throws Exception {
        try (Callers callers = Callers.of(List.of(
                ScriptedCaller.from(0, call -> 100), // busy from 0 to 400
                ScriptedCaller.from(30, call -> 80)))) { // busy from 30 to 350
            Window window = callers.run(FOUR_CALLS);

            assertThat(window.startNanos()).isEqualTo(30);
            assertThat(window.endNanos()).isEqualTo(350);
            assertThat(window.calls()).isEqualTo(8);
            assertThat(window.medianNanos()).isEqualTo(90);
            assertThat(callers.latestLatencies()).hasSize(8);
        }
    }

    @Test
    void aFailureOfOneCallerIsTheWindows() throws Exception {
        try (Callers callers = Callers.of(List.of(ScriptedCaller.from(0, call -> 100), new FailingCaller()))) {
            assertThatThrownBy(() -> callers.run(FOUR_CALLS))
                    .isInstanceOf(BackendException.class)
                    .hasMessage("error 9");
        }
    }

    @Test
    void anInterruptEndsItBetweenWindows() throws Exception {
        try (Callers callers = ScriptedCaller.callers(call -> 100)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> callers.run(FOUR_CALLS)).isInstanceOf(InterruptedException.class);
        }
    }

    private static final class FailingCaller implements Caller {

        @Override
        public int run(WindowBounds bounds) throws BackendException {
            throw new BackendException("error 9");
        }

        @Override
        public IterationLog log() {
            return new IterationLog(false, List.of());
        }

        @Override
        public void close() {}
    }
}
