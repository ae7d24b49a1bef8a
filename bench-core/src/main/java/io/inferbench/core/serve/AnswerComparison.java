package io.inferbench.core.serve;

import io.inferbench.api.Tensor;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.core.agreement.GenerationGate;
import io.inferbench.core.agreement.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * One answer beside the reference's, up to the first difference: by token ids where both are known, else by characters.
 *
 * <p>An answer that ends sooner is compared as far as it goes. White space at the beginning and a character that is not whole
 * at the end are left out of texts, since servers differ in them without having chosen another token.
 */
final class AnswerComparison {

    private static final int REPLACEMENT = 0xFFFD;

    private final Optional<Tokenizer> tokenizer;
    private final double tolerance;

    /**
     * Starts without answers.
     *
     * @param tolerance allowed error over the logits' scale; two logits closer than twice that are a near-tie
     */
    AnswerComparison(Optional<Tokenizer> tokenizer, double tolerance) {
        this.tokenizer = tokenizer;
        this.tolerance = tolerance;
    }

    /**
     * How far one answer agrees.
     *
     * @param unit what is counted: {@code tokens} or {@code characters}
     * @param agreed before the first difference
     * @param compared of the shorter answer
     * @param lead of the reference's choice where they part, over the logits' scale; empty if its logits are unknown
     * @param nearTie lead that counts as none
     */
    record Finding(String unit, int agreed, int compared, OptionalDouble lead, double nearTie) {

        boolean isSame() {
            return agreed == compared && compared > 0;
        }

        boolean isExcused() {
            return lead.isPresent() && lead.getAsDouble() <= nearTie;
        }

        /** Returns whether it differs where nothing excuses it; without logits that cannot be told of one answer. */
        boolean isWrong() {
            return !isSame() && (lead.isPresent() ? !isExcused() : agreed < AnswerFindings.LEAST_SHARE * compared);
        }

        String words() {
            return agreed + " of " + compared + " " + unit + " agree";
        }
    }

    Finding of(RecordedRequest reference, RecordedRequest answer) {
        Optional<int[]> right = tokens(reference);
        Optional<int[]> found = tokens(answer);
        if (right.isPresent() && found.isPresent()) {
            int agreed = agreed(right.get(), found.get());
            int compared = Math.min(right.get().length, found.get().length);
            return finding(
                    "tokens", agreed, compared, agreed < compared ? lead(reference, agreed) : OptionalDouble.empty());
        }
        int[] rightText = characters(text(reference).orElse(""));
        int[] foundText = characters(text(answer).orElse(""));
        int agreed = agreed(rightText, foundText);
        int compared = Math.min(rightText.length, foundText.length);
        return finding(
                "characters",
                agreed,
                compared,
                agreed < compared && right.isPresent()
                        ? lead(reference, step(right.get(), agreed))
                        : OptionalDouble.empty());
    }

    private Finding finding(String unit, int agreed, int compared, OptionalDouble lead) {
        return new Finding(unit, agreed, compared, lead, 2 * tolerance);
    }

    private static int agreed(int[] one, int[] other) {
        int differs = Arrays.mismatch(one, other);
        return differs < 0 ? one.length : differs;
    }

    private static Optional<int[]> tokens(RecordedRequest request) {
        return request.output(AnswerGate.TOKENS)
                .map(tensor -> IntStream.range(0, (int) tensor.elementCount())
                        .map(at -> (int) tensor.value(at))
                        .toArray());
    }

    private Optional<String> text(RecordedRequest request) {
        Optional<Tensor> told = request.output(AnswerGate.TEXT);
        return told.isPresent()
                ? told.map(tensor -> StandardCharsets.UTF_8
                        .decode(tensor.bytes().duplicate())
                        .toString())
                : tokens(request).flatMap(ids -> tokenizer.map(known -> known.decode(ids)));
    }

    private static int[] characters(String text) {
        int[] all = text.stripLeading().codePoints().toArray();
        int end = all.length;
        while (end > 0 && all[end - 1] == REPLACEMENT) {
            end--;
        }
        return Arrays.copyOf(all, end);
    }

    /** Returns the step whose token brings the first character that differs. */
    private int step(int[] tokens, int agreed) {
        Tokenizer known = tokenizer.orElseThrow();
        for (int step = 0; step < tokens.length; step++) {
            if (characters(known.decode(Arrays.copyOf(tokens, step + 1))).length > agreed) {
                return step;
            }
        }
        return tokens.length - 1;
    }

    private static OptionalDouble lead(RecordedRequest reference, int step) {
        Optional<Tensor> logits = reference.output(GenerationGate.LOGITS);
        if (logits.isEmpty()) {
            return OptionalDouble.empty();
        }
        int vocabulary = (int) logits.get().shape()[2];
        double first = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        double scale = 0;
        for (int id = 0; id < vocabulary; id++) {
            double value = logits.get().value((long) step * vocabulary + id);
            scale = Math.max(scale, Math.abs(value));
            second = Math.max(second, Math.min(first, value));
            first = Math.max(first, value);
        }
        return OptionalDouble.of((first - second) / (scale > 0 ? scale : 1));
    }
}
