package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seeded prompts of token ids, of fixed or distributed length, for models that generate. */
public final class SyntheticPrompts implements Workload {

    /** How many distinct requests there are. */
    public static final OptionSpec<Integer> REQUESTS =
            OptionSpec.integer("requests", 1, 1_000_000, "distinct requests").withDefault(8);

    private static final OptionSpec<Lengths> PROMPT_TOKENS = OptionSpec.of(
            "prompt-tokens",
            Lengths.FORM,
            "tokens of each prompt, for a trial without sequence_length",
            Lengths::parse);

    @Override
    public String id() {
        return "synthetic-prompts";
    }

    @Override
    public String description() {
        return "seeded prompts of fixed or distributed length";
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(List.of(REQUESTS, PROMPT_TOKENS, Vocabulary.OPTION));
        options.addAll(Answers.OPTIONS);
        return List.copyOf(options);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        List<String> problems = new ArrayList<>();
        Optional<Lengths> prompts = promptLengths(spec, problems);
        Answers answers = Answers.of(spec, false, problems);
        PromptLimits limits = new PromptLimits(spec, id());
        limits.throwIfAny(problems);
        int vocabulary = Vocabulary.require(spec);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int index = 0; index < spec.options().get(REQUESTS); index++) {
            Draws lengths = Draws.of(spec.seed(), "prompt-lengths", index);
            Draws ids = Draws.of(spec.seed(), "prompts", index);
            GenerationRequest.Builder request = answers.request(index, Optional.empty());
            for (int sequence = 0; sequence < spec.batchSize(); sequence++) {
                int length = prompts.orElseThrow().draw(lengths, limits.contextLength());
                request.prompt(prompt(ids, length, vocabulary));
            }
            requests.add(request.build());
        }
        limits.check(requests, problems);
        limits.throwIfAny(problems);
        return new PromptRequests(requests, Map.of("vocabulary", Integer.toString(vocabulary)));
    }

    private static Optional<Lengths> promptLengths(WorkloadSpec spec, List<String> problems) {
        Optional<Lengths> distributed = spec.options().find(PROMPT_TOKENS);
        if (spec.sequenceLength().isPresent()) {
            if (distributed.isPresent()) {
                problems.add("prompt-tokens " + distributed.get() + " and the trial's sequence_length "
                        + spec.sequenceLength().getAsInt() + " both say how long prompts are; keep one");
            }
            return Optional.of(Lengths.fixed(spec.sequenceLength().getAsInt()));
        }
        if (distributed.isEmpty()) {
            problems.add(
                    "nothing says how long prompts are; give parameters.sequence_length or the option prompt-tokens");
        }
        return distributed;
    }

    private static int[] prompt(Draws ids, int length, int vocabulary) {
        int[] prompt = new int[length];
        for (int at = 0; at < length; at++) {
            prompt[at] = (int) ids.between(0, vocabulary);
        }
        return prompt;
    }
}
