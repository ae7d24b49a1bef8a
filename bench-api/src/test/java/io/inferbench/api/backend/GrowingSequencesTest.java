package io.inferbench.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class GrowingSequencesTest {

    private static final int STOP = 7;

    private final GrowingSequences sequences = new GrowingSequences(GenerationRequest.builder(4)
            .prompt(new int[] {1})
            .prompt(new int[] {2})
            .stopTokens(Set.of(9, STOP))
            .build());

    @Test
    void aStopTokenIsReportedAndEndsItsOwnSequence() {
        step(STOP, 3);

        assertThat(sequences.index()).isZero();
        assertThat(sequences.token(0)).isEqualTo(STOP);
        assertThat(sequences.isUnfinished()).isTrue();

        sequences.beginStep();

        assertThat(sequences.hasToken(0)).isFalse();
        assertThat(sequences.hasToken(1)).isTrue();
        assertThatThrownBy(() -> sequences.token(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sequence 0 ended before step 1");
    }

    @Test
    void nothingIsLeftWhenAllHaveEndedUntilItStartsAgain() {
        step(STOP, 9);

        assertThat(sequences.isUnfinished()).isFalse();

        sequences.restart();
        step(1, 2);

        assertThat(sequences.index()).isZero();
        assertThat(sequences.isUnfinished()).isTrue();
        assertThat(sequences.token(1)).isEqualTo(2);
    }

    private void step(int... tokens) {
        sequences.beginStep();
        for (int sequence = 0; sequence < tokens.length; sequence++) {
            sequences.put(sequence, tokens[sequence]);
        }
    }
}
