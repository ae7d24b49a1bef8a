package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.workload.PromptSource.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prompts from a text, JSONL or ShareGPT file, tokenised.
 *
 * <p>A trial that fixes the sequence length gets prompts of exactly that length: longer ones are cut, shorter ones left
 * out. Otherwise prompts keep their length. Prompts that do not fill a last batch are left out; facts say how many.
 */
public final class PromptsFile implements Workload {

    /** Where the prompts are. */
    public static final OptionSpec<String> FILE =
            OptionSpec.text("file", "path or classpath: resource of a .txt, .jsonl or ShareGPT .json file");

    private static final OptionSpec<Format> FORMAT = OptionSpec.choice(
                    "format", Format.class, "the file's format; auto goes by its name")
            .withDefault(Format.AUTO);

    private static final OptionSpec<String> FIELD =
            OptionSpec.text("field", "key of the prompt in a JSONL object").withDefault("prompt");

    private static final OptionSpec<Integer> LIMIT = OptionSpec.integer(
                    "limit", 1, 10_000_000, "the most prompts to read")
            .withDefault(1000);

    private static final OptionSpec<Integer> MAX_PROMPT_TOKENS = OptionSpec.integer(
            "max-prompt-tokens", 1, Integer.MAX_VALUE, "longer prompts are left out; the context's length unless said");

    private static final OptionSpec<Boolean> SHUFFLE = OptionSpec.flag(
                    "shuffle", "whether the seed decides the order of the prompts")
            .withDefault(false);

    private static final OptionSpec<Integer> TURNS = OptionSpec.integer(
                    "turns", 1, 1000, "the most turns of a ShareGPT conversation that a server is asked")
            .withDefault(1);

    @Override
    public String id() {
        return "prompts-file";
    }

    @Override
    public String description() {
        return "prompts from a text, JSONL or ShareGPT file";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return Stream.concat(
                        Stream.of(FILE, FORMAT, FIELD, LIMIT, MAX_PROMPT_TOKENS, SHUFFLE, TURNS),
                        Stream.concat(Answers.OPTIONS.stream(), ServedPrompts.OPTIONS.stream()))
                .toList();
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        List<String> problems = new ArrayList<>();
        Optional<String> file = spec.options().find(FILE);
        if (file.isEmpty()) {
            problems.add("the option file is missing: " + FILE.help());
        }
        Answers answers = Answers.of(spec, true, problems);
        boolean served = ServedPrompts.isServed(spec);
        int turns = spec.options().get(TURNS);
        if (turns > 1 && (!served || spec.sequenceLength().isPresent())) {
            problems.add("conversations of several turns are for a server, and are not cut to a sequence_length");
        }
        Optional<ServedPrompts> shape = served ? ServedTexts.shape(spec, problems) : Optional.empty();
        if (!served && spec.tokenizer().isEmpty()) {
            problems.add(
                    "prompts need a tokenizer, and the model comes without one; give it a checkpoint folder that holds"
                            + " a tokenizer.json");
        }
        PromptLimits limits = new PromptLimits(spec, id());
        limits.throwIfAny(problems);
        List<PromptText> texts = read(spec, file.orElseThrow());
        if (shape.isPresent()) {
            int most = spec.options().find(MAX_PROMPT_TOKENS).orElse(limits.contextLength());
            return ServedTexts.of(spec, texts, answers, shape.get(), new ServedTexts.Bounds(most, turns));
        }
        List<Prompt> prompts = prompts(spec, texts, spec.tokenizer().orElseThrow(), limits.contextLength());
        List<GenerationRequest> requests = requests(spec, prompts, answers);
        if (requests.isEmpty()) {
            problems.add(prompts.size() + " of " + texts.size()
                    + " prompts have the wanted length, too few for a batch of " + spec.batchSize());
        }
        limits.check(requests, problems);
        limits.throwIfAny(problems);
        int left = texts.size() - requests.size() * spec.batchSize();
        return new PromptRequests(requests, Map.of("file", file.get(), "left_out", Integer.toString(left)));
    }

    private static List<PromptText> read(WorkloadSpec spec, String file) throws WorkloadException {
        List<PromptText> texts = new ArrayList<>(new PromptSource(
                        file,
                        spec.options().get(FORMAT),
                        spec.options().get(FIELD),
                        spec.options().get(LIMIT))
                .read());
        if (spec.options().get(SHUFFLE)) {
            Draws draws = Draws.of(spec.seed(), "shuffle", 0);
            for (int last = texts.size() - 1; last > 0; last--) {
                Collections.swap(texts, last, (int) draws.between(0, last + 1L));
            }
        }
        return texts;
    }

    /** A tokenised prompt, and the length of its recorded answer. */
    private static final class Prompt {

        private final int[] tokens;
        private final Optional<Integer> answerTokens;

        Prompt(int[] tokens, Optional<Integer> answerTokens) {
            this.tokens = tokens;
            this.answerTokens = answerTokens;
        }
    }

    private static List<Prompt> prompts(
            WorkloadSpec spec, List<PromptText> texts, Tokenizer tokenizer, int contextLength) {
        int most = spec.options().find(MAX_PROMPT_TOKENS).orElse(contextLength);
        List<Prompt> prompts = new ArrayList<>();
        for (PromptText text : texts) {
            int[] tokens = tokenizer.encode(text.text(), true);
            if (spec.sequenceLength().isPresent()) {
                int wanted = spec.sequenceLength().getAsInt();
                if (tokens.length < wanted) {
                    continue;
                }
                tokens = Arrays.copyOf(tokens, wanted);
            }
            if (tokens.length > 0 && tokens.length <= most) {
                prompts.add(new Prompt(tokens, answerTokens(text, tokenizer)));
            }
        }
        return prompts;
    }

    private static Optional<Integer> answerTokens(PromptText text, Tokenizer tokenizer) {
        if (text.answerTokens().isPresent()) {
            return Optional.of(text.answerTokens().getAsInt());
        }
        return text.answer()
                .map(answer -> tokenizer.encode(answer, false).length)
                .filter(length -> length > 0);
    }

    private static List<GenerationRequest> requests(WorkloadSpec spec, List<Prompt> prompts, Answers answers)
            throws WorkloadException {
        List<GenerationRequest> requests = new ArrayList<>();
        int batch = spec.batchSize();
        for (int first = 0; first + batch <= prompts.size(); first += batch) {
            List<Prompt> together = prompts.subList(first, first + batch);
            Optional<Integer> recorded = together.stream()
                    .flatMap(prompt -> prompt.answerTokens.stream())
                    .max(Integer::compare);
            if (answers.needsRecorded() && recorded.isEmpty()) {
                throw new WorkloadException(
                        "prompt " + first + " has no recorded answer that says how much to generate;"
                                + " give parameters.new_tokens or the option new-tokens");
            }
            GenerationRequest.Builder request = answers.request(requests.size(), recorded);
            together.forEach(prompt -> request.prompt(prompt.tokens));
            requests.add(request.build());
        }
        return requests;
    }
}
