package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How prompts are to be continued: how far, by which choice, until what. */
final class Answers {

    private static final OptionSpec<Lengths> NEW_TOKENS = OptionSpec.of(
            "new-tokens", Lengths.FORM, "tokens to generate, for a trial without new_tokens", Lengths::parse);

    static final OptionSpec<Boolean> IGNORE_EOS = OptionSpec.flag(
                    "ignore-eos", "whether to generate on after the end-of-sequence token")
            .withDefault(true);

    private static final OptionSpec<Double> TEMPERATURE =
            number("temperature", 0, 100, "0 takes the most probable token").withDefault(0.0);

    private static final OptionSpec<Double> TOP_P = number(
                    "top-p", Double.MIN_VALUE, 1, "draws from the most probable tokens of this sum")
            .withDefault(1.0);

    private static final OptionSpec<Integer> TOP_K = OptionSpec.integer(
                    "top-k", 0, Integer.MAX_VALUE, "draws from so many most probable tokens; 0 from all")
            .withDefault(0);

    static final List<OptionSpec<?>> OPTIONS = List.of(NEW_TOKENS, IGNORE_EOS, TEMPERATURE, TOP_P, TOP_K);

    private final WorkloadSpec spec;
    private final Optional<Lengths> lengths;
    private final Set<Integer> stopTokens;

    private Answers(WorkloadSpec spec, Optional<Lengths> lengths, Set<Integer> stopTokens) {
        this.spec = spec;
        this.lengths = lengths;
        this.stopTokens = stopTokens;
    }

    private static OptionSpec<Double> number(String name, double least, double most, String help) {
        return OptionSpec.of(
                name,
                "number from " + (least == Double.MIN_VALUE ? "above 0" : (int) least) + " to " + (int) most,
                help,
                text -> {
                    double value = Double.parseDouble(text);
                    if (!(value >= least && value <= most)) {
                        throw new IllegalArgumentException("out of range");
                    }
                    return value;
                });
    }

    /**
     * Reads the options.
     *
     * @param recorded whether the prompts may come with answers whose length counts where nothing else does
     */
    static Answers of(WorkloadSpec spec, boolean recorded, List<String> problems) {
        Optional<Lengths> distributed = spec.options().find(NEW_TOKENS);
        Optional<Lengths> lengths = distributed;
        if (spec.newTokens().isPresent()) {
            int fixed = spec.newTokens().getAsInt();
            if (distributed.isPresent()) {
                problems.add("new-tokens " + distributed.get() + " and the trial's new_tokens " + fixed
                        + " both say how much to generate; keep one");
            }
            lengths = Optional.of(Lengths.fixed(fixed));
        } else if (!ServedPrompts.generates(spec)) {
            lengths = Optional.of(Lengths.fixed(1)); // nobody asks for it
        } else if (distributed.isEmpty() && !recorded) {
            problems.add("nothing says how much to generate; give parameters.new_tokens or the option new-tokens");
        }
        return new Answers(spec, lengths, stopTokens(spec, problems));
    }

    private static Set<Integer> stopTokens(WorkloadSpec spec, List<String> problems) {
        if (spec.options().get(IGNORE_EOS) || ServedPrompts.isServed(spec)) {
            return Set.of();
        }
        Set<Integer> end =
                spec.tokenizer().map(tokenizer -> tokenizer.endTokens()).orElse(Set.of());
        if (end.isEmpty()) {
            problems.add("ignore-eos is false and nobody says which token ends a sequence: the model has no tokenizer"
                    + " that does");
        }
        return end;
    }

    /** Returns whether only the prompts' own answers can say how much to generate. */
    boolean needsRecorded() {
        return lengths.isEmpty();
    }

    /** Returns a request without prompts yet; its draws when sampling are seeded by its place. */
    GenerationRequest.Builder request(int index, Optional<Integer> recorded) {
        return GenerationRequest.builder(newTokens(index, recorded))
                .sampling(sampling(index))
                .stopTokens(stopTokens);
    }

    /** Returns how much to generate. */
    int newTokens(int index, Optional<Integer> recorded) {
        return lengths.map(known -> known.draw(Draws.of(spec.seed(), "new-tokens", index), Integer.MAX_VALUE))
                .or(() -> recorded)
                .orElseThrow();
    }

    /** Returns how tokens are chosen. */
    Sampling sampling(int index) {
        double temperature = spec.options().get(TEMPERATURE);
        return temperature == 0
                ? Sampling.greedy()
                : new Sampling(
                        temperature,
                        spec.options().get(TOP_P),
                        spec.options().get(TOP_K),
                        Draws.of(spec.seed(), "sampling", index).between(0, Long.MAX_VALUE));
    }
}
