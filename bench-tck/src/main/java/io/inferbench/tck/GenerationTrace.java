package io.inferbench.tck;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.TokenStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that one run of a generation reported, and what was irregular about it. */
final class GenerationTrace {

    private final GenerationLimits limits;
    private final Thread caller = Thread.currentThread();
    private final List<List<Integer>> tokens = new ArrayList<>();
    /** By sequence, then by token. */
    private final List<List<float[]>> logits = new ArrayList<>();

    /** What was irregular, by the rule it breaks. */
    private final Map<String, Set<String>> irregularities = new HashMap<>();

    private final boolean logitsWanted;
    private int steps;
    private boolean returned;

    private GenerationTrace(GenerationRequest request, GenerationLimits limits) {
        this.limits = limits;
        this.logitsWanted = request.logitsWanted();
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            tokens.add(new ArrayList<>());
            logits.add(new ArrayList<>());
        }
    }

    /** Runs the call to its end. */
    static GenerationTrace of(GenerationCall call, GenerationRequest request, GenerationLimits limits)
            throws BackendException {
        return of(call, request, limits, Integer.MAX_VALUE);
    }

    /** Runs the call until the step of that number by our count, which answers that no more is wanted. */
    static GenerationTrace of(GenerationCall call, GenerationRequest request, GenerationLimits limits, int lastStep)
            throws BackendException {
        GenerationTrace trace = new GenerationTrace(request, limits);
        call.run(step -> {
            trace.record(step);
            return trace.steps <= lastStep;
        });
        trace.returned = true;
        return trace;
    }

    private void record(TokenStep step) {
        note("G-01", !returned, "a step came after run() had returned");
        note("G-01", Thread.currentThread() == caller, "step " + step.index() + " came on " + Thread.currentThread());
        note("G-01", step.index() == steps, "step " + step.index() + " came where step " + steps + " was due");
        note("G-01", step.batchSize() == tokens.size(), "batchSize() is " + step.batchSize() + " for " + tokens.size());
        int found = 0;
        for (int sequence = 0; sequence < tokens.size(); sequence++) {
            if (step.hasToken(sequence)) {
                found++;
                note(
                        "G-07",
                        tokens.get(sequence).size() == steps,
                        "sequence " + sequence + " goes on after it had ended");
                recordToken(step, sequence);
            } else {
                noteThatTokenIsRefused(step, sequence);
            }
        }
        note("G-01", found > 0, "step " + step.index() + " has no token for any sequence");
        steps++;
    }

    private void recordToken(TokenStep step, int sequence) {
        int token = step.token(sequence);
        note("G-01", token >= 0 && token < limits.vocabularySize(), "token " + token + " is outside the vocabulary");
        tokens.get(sequence).add(token);
        if (logitsWanted) {
            step.logits()
                    .ifPresentOrElse(
                            all -> recordLogits(all, sequence), () -> note("G-06", false, "logits() is absent"));
        }
    }

    private void recordLogits(Tensor all, int sequence) {
        int size = limits.vocabularySize();
        boolean fits =
                all.type() == ElementType.FLOAT32 && Arrays.equals(all.shape(), new long[] {tokens.size(), size});
        note("G-06", fits, "logits() is " + all + " instead of FLOAT32[" + tokens.size() + ", " + size + "]");
        if (fits) {
            float[] row = new float[size];
            for (int id = 0; id < size; id++) {
                row[id] = (float) all.value((long) sequence * size + id);
            }
            logits.get(sequence).add(row);
        }
    }

    private void noteThatTokenIsRefused(TokenStep step, int sequence) {
        try {
            note("G-07", false, "token(" + sequence + ") of an ended sequence gives " + step.token(sequence));
        } catch (IllegalStateException expected) {
            // As the interface says.
        }
    }

    private void note(String rule, boolean regular, String otherwise) {
        if (!regular) {
            irregularities.computeIfAbsent(rule, key -> new LinkedHashSet<>()).add(otherwise);
        }
    }

    /** Returns what was irregular by that rule, in words. */
    Set<String> irregularities(String rule) {
        return irregularities.getOrDefault(rule, Set.of());
    }

    int steps() {
        return steps;
    }

    List<List<Integer>> tokens() {
        return tokens;
    }

    List<Integer> tokens(int sequence) {
        return tokens.get(sequence);
    }

    List<float[]> logits(int sequence) {
        return logits.get(sequence);
    }

    /**
     * Returns how a sequence differs from a reference beyond rounding.
     *
     * <p>Where the two choose different tokens, both must be within tolerance in the reference's logits, a near tie; what
     * follows is then another text and is not compared.
     *
     * @param from the reference's token to compare with the first of this trace
     * @param tolerance relative to the largest absolute logit
     */
    Optional<String> difference(
            int sequence, GenerationTrace reference, int referenceSequence, int from, double tolerance) {
        List<Integer> wanted = reference.tokens(referenceSequence);
        List<Integer> found = tokens(sequence);
        for (int at = 0; at < found.size() && from + at < wanted.size(); at++) {
            if (at >= logits(sequence).size()
                    || from + at >= reference.logits(referenceSequence).size()) {
                return Optional.of("there are no logits to compare token " + (from + at) + " by (G-06)");
            }
            float[] wantedLogits = reference.logits(referenceSequence).get(from + at);
            double allowed = tolerance * largest(wantedLogits);
            double error = largestError(logits(sequence).get(at), wantedLogits);
            if (!(error <= allowed)) {
                return Optional.of(String.format(
                        Locale.ROOT, "logits of token %d differ by %.3g; %.3g is allowed", from + at, error, allowed));
            }
            int foundToken = found.get(at);
            int wantedToken = wanted.get(from + at);
            if (foundToken != wantedToken) {
                boolean nearTie = Math.abs(wantedLogits[foundToken] - wantedLogits[wantedToken]) <= 2 * allowed;
                return nearTie
                        ? Optional.empty()
                        : Optional.of("token " + (from + at) + " is " + foundToken + " instead of " + wantedToken);
            }
        }
        return found.size() == wanted.size() - from
                ? Optional.empty()
                : Optional.of("there are " + found.size() + " tokens instead of " + (wanted.size() - from));
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double largestError(float[] found, float[] wanted) {
        double largest = 0;
        for (int at = 0; at < wanted.length; at++) {
            double error = Math.abs(found[at] - wanted[at]);
            if (Double.isNaN(error)) {
                return error;
            }
            largest = Math.max(largest, error);
        }
        return largest;
    }
}
