package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.model.Tokenizer;
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
import java.util.stream.Stream;

/**
 * Prompts of English verse, cut to the wanted number of tokens: lines of a text that comes with this library, drawn anew for
 * each prompt, after lines that all prompts begin with.
 */
public final class VersePrompts implements Workload {

    private static final OptionSpec<Integer> PREFIX_TOKENS = OptionSpec.integer(
                    "prefix-tokens", 0, Integer.MAX_VALUE, "how much all prompts begin with, in whole lines")
            .withDefault(0);

    @Override
    public String id() {
        return "verse-prompts";
    }

    @Override
    public String description() {
        return "prompts of English verse of fixed or distributed length";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return Stream.of(
                        List.of(SyntheticPrompts.REQUESTS, SyntheticPrompts.PROMPT_TOKENS, PREFIX_TOKENS),
                        Answers.OPTIONS,
                        ServedPrompts.OPTIONS)
                .<OptionSpec<?>>flatMap(List::stream)
                .toList();
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        List<String> problems = new ArrayList<>();
        Optional<Lengths> lengths = SyntheticPrompts.promptLengths(spec, problems);
        Answers answers = Answers.of(spec, false, problems);
        PromptLimits limits = new PromptLimits(spec, id());
        if (spec.tokenizer().isEmpty()) {
            problems.add("verses are cut to a number of tokens, and the model comes without a tokenizer; give it a"
                    + " checkpoint folder that holds a tokenizer.json");
        }
        Optional<ServedPrompts> served = ServedPrompts.isServed(spec)
                ? ServedPrompts.of(spec, SyntheticPrompts.shapes(spec), problems)
                : Optional.empty();
        limits.throwIfAny(problems);
        Tokenizer tokenizer = spec.tokenizer().orElseThrow();
        Verses verses = Verses.of(tokenizer, spec.options().get(PREFIX_TOKENS));
        Maker maker = new Maker(spec, verses, lengths.orElseThrow(), answers, limits);
        return served.isPresent() ? maker.served(served.get()) : maker.inProcess(problems);
    }

    /** Makes the requests, once everything is known. */
    private record Maker(WorkloadSpec spec, Verses verses, Lengths lengths, Answers answers, PromptLimits limits) {

        WorkloadSession served(ServedPrompts shape) {
            ServedRequests requests = new ServedRequests();
            for (int index = 0; index < spec.options().get(SyntheticPrompts.REQUESTS); index++) {
                int[] prompt = prompt(
                        Draws.of(spec.seed(), "prompt-lengths", index),
                        Draws.of(spec.seed(), "verses", index),
                        Integer.MAX_VALUE);
                requests.add(
                        shape.request(
                                shape.ofTokens(prompt),
                                answers.newTokens(index, Optional.empty()),
                                answers.sampling(index)),
                        OptionalInt.of(prompt.length));
            }
            return requests;
        }

        WorkloadSession inProcess(List<String> problems) throws WorkloadException {
            List<GenerationRequest> requests = new ArrayList<>();
            for (int index = 0; index < spec.options().get(SyntheticPrompts.REQUESTS); index++) {
                Draws lines = Draws.of(spec.seed(), "verses", index);
                Draws sizes = Draws.of(spec.seed(), "prompt-lengths", index);
                GenerationRequest.Builder request = answers.request(index, Optional.empty());
                int room = limits.contextLength() - answers.newTokens(index, Optional.empty());
                for (int sequence = 0; sequence < spec.batchSize(); sequence++) {
                    request.prompt(prompt(sizes, lines, room));
                }
                requests.add(request.build());
            }
            limits.check(requests, problems);
            limits.throwIfAny(problems);
            return new PromptRequests(requests, Map.of());
        }

        /** What has no longest length is cut to the room there is; what was asked for exactly is not. */
        private int[] prompt(Draws sizes, Draws lines, int room) {
            int most = lengths.most().isPresent() ? Integer.MAX_VALUE : Math.max(1, room);
            return verses.prompt(lengths.draw(sizes, most), lines);
        }
    }
}
