package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.inferbench.api.report.Interference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DirtyWindowsTest {

    private static final long MILLI = 1_000_000;

    @Test
    void overlappingStallsCountOnce() {
        DirtyWindows windows = of(
                event("safepoint", 100, 20),
                event("gc-pause", 101, 18),
                event("timer-lag", 105, 30),
                event("gc-pause", 200, 5));

        assertThat(windows.stalledNanos(0, 300 * MILLI)).isEqualTo(40 * MILLI);
        assertThat(windows.stalledNanos(110 * MILLI, 202 * MILLI)).isEqualTo(27 * MILLI);
        assertThat(windows.stalledNanos(135 * MILLI, 200 * MILLI)).isZero();
        assertThat(windows.stalledNanos(120 * MILLI, 121 * MILLI)).isEqualTo(MILLI);
        assertThat(windows.stalledNanos(300 * MILLI, 400 * MILLI)).isZero();
    }

    @Test
    void aHundredthOfAWindowMakesItDirty() {
        DirtyWindows windows = of(event("gc-pause", 50, 1));

        assertThat(windows.isDirty(0, 99 * MILLI)).isTrue();
        assertThat(windows.isDirty(0, 100 * MILLI)).isFalse();
        assertThat(windows.isDirty(60 * MILLI, 70 * MILLI)).isFalse();
    }

    @Test
    void aCrowdedMachineMakesAWindowDirtyIfItFillsHalfOfIt() {
        DirtyWindows windows = of(event("other-cpu", 1_000, 1_000));

        assertThat(windows.isDirty(1_200 * MILLI, 1_300 * MILLI)).isTrue();
        assertThat(windows.isDirty(1_900 * MILLI, 2_050 * MILLI)).isTrue();
        assertThat(windows.isDirty(1_900 * MILLI, 2_150 * MILLI)).isFalse();
        assertThat(windows.stalledNanos(1_200 * MILLI, 1_300 * MILLI)).isZero();
    }

    @Test
    void agreesWithLookingAtEveryInstant() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            boolean[] stalled = new boolean[300];
            List<Interference.Event> events = new ArrayList<>();
            for (int i = 0; i < round; i++) {
                int start = random.nextInt(280);
                int length = random.nextInt(20);
                events.add(new Interference.Event("safepoint", start, length, ""));
                java.util.Arrays.fill(stalled, start, start + length, true);
            }
            DirtyWindows windows = DirtyWindows.of(new Interference(Map.of(), List.of(), events));
            int start = random.nextInt(200);
            int end = start + 1 + random.nextInt(99);
            int counted = 0;
            for (int i = start; i < end; i++) {
                counted += stalled[i] ? 1 : 0;
            }

            assertThat(windows.stalledNanos(start, end)).isEqualTo(counted);
        }
    }

    @Test
    void unknownKindsAndAnEmptyLedgerAreClean() {
        assertThat(of(event("comet", 0, 1_000)).isDirty(0, MILLI)).isFalse();
        assertThat(DirtyWindows.of(Interference.none()).isDirty(0, MILLI)).isFalse();
    }

    @Test
    void refusesAWindowWithoutLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> of().isDirty(5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> of().stalledNanos(5, 4));
    }

    private static DirtyWindows of(Interference.Event... events) {
        return DirtyWindows.of(new Interference(Map.of(), List.of(), List.of(events)));
    }

    private static Interference.Event event(String kind, long startMillis, long durationMillis) {
        return new Interference.Event(kind, startMillis * MILLI, durationMillis * MILLI, "");
    }
}
