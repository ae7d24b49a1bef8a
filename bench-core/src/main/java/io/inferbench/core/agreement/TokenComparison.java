package io.inferbench.core.agreement;

import io.inferbench.api.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** One generation beside the reference's: step by step and sequence by sequence, as long as both saw the same tokens. */
final class TokenComparison {

    private final Tensor expectedLogits;
    private final Tensor expectedTokens;
    private final Tensor actualLogits;
    private final Tensor actualTokens;
    private final int steps;
    private final int batchSize;
    private final int vocabularySize;

    private TokenComparison(Tensor[] expected, Tensor[] actual) {
        this.expectedLogits = expected[0];
        this.expectedTokens = expected[1];
        this.actualLogits = actual[0];
        this.actualTokens = actual[1];
        long[] shape = expectedLogits.shape();
        this.steps = (int) shape[0];
        this.batchSize = (int) shape[1];
        this.vocabularySize = (int) shape[2];
    }

    /**
     * Adds the comparable logits of a request to the errors.
     *
     * @param tolerance allowed error over the logits' scale; two logits of the reference closer than twice that are a near-tie
     * @return the first thing that is wrong beyond the size of errors
     */
    static Optional<String> compare(
            RecordedRequest expected, RecordedRequest actual, double tolerance, OutputErrors errors) {
        Tensor[] right = tensors(expected);
        Tensor[] found = tensors(actual);
        if (!Arrays.equals(right[0].shape(), found[0].shape())) {
            return Optional.of("logits should have shape [steps, batch, vocabulary] = "
                    + Arrays.toString(right[0].shape()) + ", not " + Arrays.toString(found[0].shape()));
        }
        return new TokenComparison(right, found).run(tolerance, errors);
    }

    private static Tensor[] tensors(RecordedRequest request) {
        return new Tensor[] {
            request.output(GenerationGate.LOGITS).orElseThrow(),
            request.output(GenerationGate.TOKENS).orElseThrow()
        };
    }

    private Optional<String> run(double tolerance, OutputErrors errors) {
        for (int sequence = 0; sequence < batchSize; sequence++) {
            for (int step = 0; step < steps; step++) {
                long at = ((long) step * batchSize + sequence) * vocabularySize;
                Optional<String> wrong = errors.add(expectedLogits, at, actualLogits, at, vocabularySize);
                if (wrong.isPresent()) {
                    return wrong;
                }
                long place = (long) step * batchSize + sequence;
                int expectedToken = (int) expectedTokens.value(place);
                int actualToken = (int) actualTokens.value(place);
                if (expectedToken != actualToken) {
                    double gap = expectedLogits.value(at + expectedToken) - expectedLogits.value(at + actualToken);
                    double allowed = 2 * tolerance * errors.scale(GenerationGate.LOGITS);
                    if (!(gap <= allowed)) {
                        return Optional.of("sequence " + sequence + " chose token " + actualToken + " at step " + step
                                + ", the reference " + expectedToken + ", which it prefers by " + gap
                                + " (a near-tie is at most " + allowed + ")");
                    }
                    break;
                }
            }
        }
        return Optional.empty();
    }
}
