package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Holds prompts against what the loaded model allows; a server that does not say allows everything. */
final class PromptLimits {

    private final WorkloadSpec spec;
    private final String workload;
    private final Optional<GenerationLimits> limits;

    PromptLimits(WorkloadSpec spec, String workload) {
        this.spec = spec;
        this.workload = workload;
        this.limits = spec.limits();
    }

    /** Returns the most tokens of one sequence. */
    int contextLength() {
        return limits.map(GenerationLimits::contextLength).orElse(Integer.MAX_VALUE);
    }

    /** Refuses a prompt before it is made: it may be longer than memory. */
    void requireFit(int promptTokens, int newTokens) throws WorkloadException {
        if (promptTokens + (long) newTokens > contextLength()) {
            throwIfAny(List.of(tooLong(promptTokens, newTokens)));
        }
    }

    private static String tooLong(int promptTokens, int newTokens) {
        return "a prompt of " + promptTokens + " and " + newTokens + " new tokens exceed the context";
    }

    void check(List<GenerationRequest> requests, List<String> problems) {
        if (limits.isEmpty()) {
            return;
        }
        GenerationLimits allowed = limits.get();
        if (spec.batchSize() > allowed.maxBatchSize()) {
            problems.add("batches of " + spec.batchSize());
        }
        requests.stream()
                .filter(request -> request.longestPrompt() + (long) request.maxNewTokens() > allowed.contextLength())
                .findFirst()
                .ifPresent(request -> problems.add(tooLong(request.longestPrompt(), request.maxNewTokens())));
        requests.stream()
                .flatMap(request -> request.prompts().stream())
                .flatMapToInt(Arrays::stream)
                .filter(id -> id < 0 || id >= allowed.vocabularySize())
                .findFirst()
                .ifPresent(
                        id -> problems.add("token id " + id + " is outside the vocabulary" + otherTokenizer(allowed)));
    }

    private String otherTokenizer(GenerationLimits allowed) {
        return spec.tokenizer()
                .map(Tokenizer::vocabularySize)
                .filter(ids -> ids > allowed.vocabularySize())
                .map(ids -> " (the tokenizer has " + ids + " ids: take the one that the model was trained with)")
                .orElse("");
    }

    void throwIfAny(List<String> problems) throws WorkloadException {
        if (limits.isPresent()) {
            Refusal.throwIfAny(workload, limits.get(), problems);
        } else if (!problems.isEmpty()) {
            throw new WorkloadException("workload '" + workload + "' does not fit: " + String.join("; ", problems));
        }
    }
}
