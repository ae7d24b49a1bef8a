package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Seeded prompts of token ids, of fixed or distributed length, for models that generate. */
public final class SyntheticPrompts implements Workload {

    /** How many distinct requests there are. */
    public static final OptionSpec<Integer> REQUESTS =
            OptionSpec.integer("requests", 1, 1_000_000, "distinct requests").withDefault(8);

    static final OptionSpec<Lengths> PROMPT_TOKENS = OptionSpec.of(
            "prompt-tokens",
            Lengths.FORM,
            "tokens of each prompt, for a trial without sequence_length",
            Lengths::parse);

    private static final OptionSpec<Integer> TURNS = OptionSpec.integer(
                    "turns", 1, 1000, "turns of each conversation with a server; each holds the ones before")
            .withDefault(1);

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
        options.add(TURNS);
        options.addAll(TokenPrompts.OPTIONS);
        options.addAll(Answers.OPTIONS);
        options.addAll(ServedPrompts.OPTIONS);
        return List.copyOf(options);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        List<String> problems = new ArrayList<>();
        Optional<Lengths> prompts = promptLengths(spec, problems);
        Answers answers = Answers.of(spec, false, problems);
        PromptLimits limits = new PromptLimits(spec, id());
        if (ServedPrompts.isServed(spec)) {
            return served(spec, prompts, answers, limits, problems);
        }
        limits.throwIfAny(problems);
        int vocabulary = Vocabulary.require(spec);
        TokenPrompts tokens = new TokenPrompts(spec, vocabulary);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int index = 0; index < spec.options().get(REQUESTS); index++) {
            Draws lengths = Draws.of(spec.seed(), "prompt-lengths", index);
            Draws ids = Draws.of(spec.seed(), "prompts", index);
            GenerationRequest.Builder request = answers.request(index, Optional.empty());
            int newTokens = answers.newTokens(index, Optional.empty());
            for (int sequence = 0; sequence < spec.batchSize(); sequence++) {
                int length = length(prompts.orElseThrow(), lengths, limits.contextLength() - newTokens);
                limits.requireFit(length, newTokens);
                request.prompt(tokens.prompt(index, ids, length));
            }
            requests.add(request.build());
        }
        limits.check(requests, problems);
        limits.throwIfAny(problems);
        return new PromptRequests(requests, Map.of("vocabulary", Integer.toString(vocabulary)));
    }

    /** What has no longest length is cut to the room there is; what was asked for exactly is not. */
    private static int length(Lengths prompts, Draws draws, int room) {
        return prompts.draw(draws, prompts.most().isPresent() ? Integer.MAX_VALUE : Math.max(1, room));
    }

    private static WorkloadSession served(
            WorkloadSpec spec, Optional<Lengths> prompts, Answers answers, PromptLimits limits, List<String> problems)
            throws WorkloadException {
        Optional<ServedPrompts> shape = ServedPrompts.of(spec, shapes(spec), problems);
        limits.throwIfAny(problems);
        int vocabulary = Vocabulary.require(spec);
        TokenPrompts tokens = new TokenPrompts(spec, vocabulary);
        ServedPrompts served = shape.orElseThrow();
        ServedRequests requests = new ServedRequests();
        int turns = spec.options().get(TURNS);
        for (int index = 0; index < spec.options().get(REQUESTS); index++) {
            Draws lengths = Draws.of(spec.seed(), "prompt-lengths", index);
            Draws ids = Draws.of(spec.seed(), "prompts", index);
            int[] prompt = tokens.prompt(index, ids, prompts.orElseThrow().draw(lengths, limits.contextLength()));
            int newTokens = answers.newTokens(index, Optional.empty());
            requests.add(
                    served.request(served.ofTokens(prompt), newTokens, answers.sampling(index)),
                    OptionalInt.of(prompt.length));
            for (int turn = 1; turn < turns; turn++) {
                // the answer before and the next question, both drawn: every engine gets the same
                int asked = prompts.orElseThrow().draw(lengths, limits.contextLength());
                prompt = tokens.continued(prompt, newTokens + asked, ids);
                requests.follow(
                        served.request(served.ofTokens(prompt), newTokens, answers.sampling(index)),
                        OptionalInt.of(prompt.length));
            }
        }
        requests.fact("vocabulary", Integer.toString(vocabulary));
        return requests;
    }

    /** Returns the shapes that drawn token ids can be given. */
    static List<Prompt.Form> shapes(WorkloadSpec spec) {
        return spec.tokenizer().isPresent()
                ? List.of(Prompt.Form.TOKENS, Prompt.Form.TEXT, Prompt.Form.CHAT, Prompt.Form.TEXTS)
                : List.of(Prompt.Form.TOKENS);
    }

    static Optional<Lengths> promptLengths(WorkloadSpec spec, List<String> problems) {
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
}
