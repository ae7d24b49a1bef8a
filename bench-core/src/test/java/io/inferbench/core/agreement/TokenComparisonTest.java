package io.inferbench.core.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenComparisonTest {

    private static final double TOLERANCE = 1e-3;

    /** Two steps of one sequence over three ids; the tokens are the largest logits. */
    private static RecordedRequest generation(float[] logits, long... tokens) {
        return new RecordedRequest(
                0,
                "same",
                List.of(
                        Tensor.ofFloats(GenerationGate.LOGITS, new long[] {2, 1, 3}, logits),
                        Tensor.ofLongs(GenerationGate.TOKENS, new long[] {2, 1}, tokens)));
    }

    private final RecordedRequest reference = generation(new float[] {1, 9.999f, 10, 5, 1, 2}, 2, 0);

    @Test
    void aNearTieMayFallEitherWayAndEndsTheComparison() {
        OutputErrors errors = new OutputErrors(TOLERANCE);
        RecordedRequest other = generation(new float[] {1, 10.001f, 10, 500, 600, 700}, 1, 2);
        assertThat(TokenComparison.compare(reference, other, TOLERANCE, errors)).isEmpty();
        assertThat(errors.isWithinTolerance()).isTrue();
        assertThat(errors.errors().get(0).elements())
                .as("what follows another token is not comparable")
                .isEqualTo(3);
    }

    @Test
    void anotherTokenThatIsNoNearTieIsWrong() {
        RecordedRequest other = generation(new float[] {10, 9, 1, 5, 1, 2}, 0, 0);
        assertThat(TokenComparison.compare(reference, other, TOLERANCE, new OutputErrors(TOLERANCE)))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("chose token 0 at step 0").contains("prefers by 9"));
    }

    @Test
    void theSameTokensWithOtherLogitsAreAnError() {
        OutputErrors errors = new OutputErrors(TOLERANCE);
        RecordedRequest other = generation(new float[] {1, 9.5f, 10, 5, 1, 2}, 2, 0);
        assertThat(TokenComparison.compare(reference, other, TOLERANCE, errors)).isEmpty();
        assertThat(errors.isWithinTolerance()).isFalse();
    }

    @Test
    void notANumberIsSaid() {
        RecordedRequest other = generation(new float[] {1, Float.NaN, 10, 5, 1, 2}, 2, 0);
        assertThat(TokenComparison.compare(reference, other, TOLERANCE, new OutputErrors(TOLERANCE)))
                .hasValueSatisfying(text -> assertThat(text).contains("NaN"));
    }

    @Test
    void fewerStepsAreAnotherShape() {
        RecordedRequest other = new RecordedRequest(
                0,
                "same",
                List.of(
                        Tensor.ofFloats(GenerationGate.LOGITS, new long[] {1, 1, 3}, 1, 9.999f, 10),
                        Tensor.ofLongs(GenerationGate.TOKENS, new long[] {1, 1}, 2)));
        assertThat(TokenComparison.compare(reference, other, TOLERANCE, new OutputErrors(TOLERANCE)))
                .hasValueSatisfying(text -> assertThat(text).contains("shape"));
    }
}
