package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.Optional;

/** Finds how many token ids a model knows. */
final class Vocabulary {

    static final OptionSpec<Integer> OPTION = OptionSpec.integer(
            "vocabulary", 2, Integer.MAX_VALUE, "number of token ids; asked of the model unless said");

    private static final String FACT = "vocabulary";

    private Vocabulary() {}

    /** Returns what the plan says, else the loaded model, else its source, else the tokenizer. */
    static Optional<Integer> find(WorkloadSpec spec) {
        return spec.options()
                .find(OPTION)
                .or(() -> spec.limits().map(GenerationLimits::vocabularySize))
                .or(() -> Optional.ofNullable(spec.modelFacts().get(FACT)).map(Integer::valueOf))
                .or(() -> spec.tokenizer().map(Tokenizer::vocabularySize));
    }

    /** Returns it, or refuses to guess. */
    static int require(WorkloadSpec spec) throws WorkloadException {
        return find(spec)
                .orElseThrow(() -> new WorkloadException("nobody says how many token ids the model knows; give the"
                        + " workload's option vocabulary, for instance 30522 for BERT"));
    }
}
