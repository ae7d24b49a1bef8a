package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Interference;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerDraftTest {

    @Test
    void timesAreOffsetsFromTheOriginInOrder() {
        LedgerDraft draft = new LedgerDraft(1_000);
        draft.event(Disturbance.GC_PAUSE, 1_500, 7, "late");
        draft.event(Disturbance.TIMER_LAG, 1_200, 9, "");

        assertThat(draft.toInterference().events())
                .containsExactly(
                        new Interference.Event("timer-lag", 200, 9, ""),
                        new Interference.Event("gc-pause", 500, 7, "late"));
    }

    @Test
    void tooManyEventsLeaveTheLongest() {
        LedgerDraft draft = new LedgerDraft(0);
        int count = 2 * LedgerDraft.MOST_EVENTS + 5_000;
        for (int i = 1; i <= count; i++) {
            draft.event(Disturbance.SAFEPOINT, i, i, "");
        }
        Interference ledger = draft.toInterference();

        assertThat(ledger.events()).hasSize(LedgerDraft.MOST_EVENTS);
        assertThat(ledger.events().get(0).durationNanos()).isEqualTo(count - LedgerDraft.MOST_EVENTS + 1);
        assertThat(LedgerTotal.DROPPED_EVENTS.in(ledger)).hasValue(count - LedgerDraft.MOST_EVENTS);
    }

    @Test
    void theFirstReasonOfASourceStands() {
        LedgerDraft draft = new LedgerDraft(0);
        draft.unavailable("swap", "gone");
        draft.difference(LedgerTotal.SWAPPED_PAGES, OptionalLong.of(1), OptionalLong.empty(), "swap");

        assertThat(draft.toInterference().unavailable()).containsExactly("swap: gone");
    }
}
