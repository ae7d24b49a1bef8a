package io.inferbench.core.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.report.Agreement.Status;
import io.inferbench.core.agreement.GenerationGate;
import io.inferbench.core.agreement.RecordedRequest;
import io.inferbench.core.serve.AnswerComparison.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where answers part, and what excuses it. */
class AnswerComparisonTest {

    private static final double TOLERANCE = 0.01;
    private static final int VOCABULARY = 4;

    private static RecordedRequest of(Tensor... outputs) {
        return new RecordedRequest(0, "", List.of(outputs));
    }

    private static Tensor text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Tensor tensor = Tensor.allocate(AnswerGate.TEXT, ElementType.UINT8, bytes.length);
        tensor.bytes().duplicate().put(ByteBuffer.wrap(bytes));
        return tensor;
    }

    private static Tensor tokens(long... ids) {
        return Tensor.ofLongs(AnswerGate.TOKENS, new long[] {ids.length, 1}, ids);
    }

    /** Each step prefers token 1 by its lead; the largest logit is 10. */
    private static Tensor logits(double... leads) {
        float[] values = new float[leads.length * VOCABULARY];
        for (int step = 0; step < leads.length; step++) {
            values[step * VOCABULARY + 1] = 10;
            values[step * VOCABULARY + 2] = (float) (10 - leads[step]);
        }
        return Tensor.ofFloats(GenerationGate.LOGITS, new long[] {leads.length, 1, VOCABULARY}, values);
    }

    private static Finding compared(RecordedRequest reference, RecordedRequest answer) {
        return new AnswerComparison(Optional.empty(), TOLERANCE).of(reference, answer);
    }

    @Test
    void tokensAreComparedWhereBothAreKnown() {
        Finding parted = compared(of(text("a"), tokens(1, 1, 1, 1)), of(text("b"), tokens(1, 1, 1, 3)));

        assertThat(parted).isEqualTo(new Finding("tokens", 3, 4, parted.lead(), 0.02));
        assertThat(parted.lead()).isEmpty();
        assertThat(parted.isSame()).isFalse();
        assertThat(compared(of(tokens(1, 2)), of(tokens(1, 2))).isSame()).isTrue();
    }

    @Test
    void otherwiseCharactersAreWithoutWhatServersTrim() {
        Finding same = compared(of(text(" ein Wört")), of(text("ein Wört\uFFFD"), tokens(1, 2)));

        assertThat(same.isSame()).isTrue();
        assertThat(same.compared()).isEqualTo(8);
        assertThat(same.unit()).isEqualTo("characters");
        assertThat(compared(of(text("abcd")), of(text("abxd"))).agreed()).isEqualTo(2);
    }

    @Test
    void anAnswerThatEndsSoonerIsComparedAsFarAsItGoes() {
        assertThat(compared(of(tokens(1, 1, 1)), of(tokens(1, 1))).isSame()).isTrue();
        assertThat(compared(of(text("abc")), of()).isSame())
                .as("nothing agrees with nothing")
                .isFalse();
        assertThat(compared(of(text("abc")), of()).isWrong()).isFalse();
    }

    @Test
    void theReferencesLogitsTellANearTieFromAFault() {
        RecordedRequest reference = of(tokens(1, 1, 1), logits(5, 0.1, 5));

        Finding nearTie = compared(reference, of(tokens(1, 2, 2)));
        assertThat(nearTie.isExcused()).isTrue();
        assertThat(nearTie.isWrong()).isFalse();

        Finding fault = compared(reference, of(tokens(1, 1, 2)));
        assertThat(fault.isWrong())
                .as("two thirds agree, and the third is still wrong")
                .isTrue();
        assertThat(fault.lead().orElseThrow()).isCloseTo(0.5, org.assertj.core.api.Assertions.within(1e-6));
    }

    private static Status judged(Finding... findings) {
        return new AnswerFindings(Arrays.asList(findings))
                .agreement(Status.AGREES, "other")
                .status();
    }

    @Test
    void withoutLogitsMostOfTheAnswersHaveToAgree() {
        RecordedRequest right = of(tokens(1, 1, 1, 1));
        Finding same = compared(right, right);
        Finding late = compared(right, of(tokens(1, 1, 1, 2)));
        Finding other = compared(right, of(tokens(2, 1, 1, 1)));

        assertThat(judged(same, same)).isEqualTo(Status.AGREES);
        assertThat(judged(same, late)).isEqualTo(Status.AGREES);
        assertThat(judged(other, late)).isEqualTo(Status.DISAGREES);
        assertThat(judged(other, other)).isEqualTo(Status.DISAGREES);
        assertThat(new AnswerFindings(List.of(same, late))
                        .agreement(Status.AGREES, "other")
                        .explanation())
                .contains("1 of 2 answers are the reference's")
                .contains("3 of 4 tokens agree");
    }
}
