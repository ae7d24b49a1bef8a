package io.inferbench.core.workload;

import io.inferbench.api.backend.Prompt;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.load.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Prompts with the lengths and the shared beginnings of a recorded trace; token ids are drawn, by the trace's block where it
 * names one. Use it with {@code rate: file:THE-SAME-TRACE}, whose starts it then fits one to one.
 */
public final class TracePrompts implements Workload {

    private static final OptionSpec<String> FILE = OptionSpec.text(
            "file", "path of a trace: JSON lines with timestamp, input_length, output_length, hash_ids");

    private static final OptionSpec<Integer> LIMIT = OptionSpec.integer(
                    "limit", 1, 10_000_000, "the most requests to read")
            .withDefault(1000);

    private static final OptionSpec<Integer> MAX_PROMPT_TOKENS = OptionSpec.integer(
                    "max-prompt-tokens", 1, Integer.MAX_VALUE, "longer prompts are cut to this")
            .withDefault(Integer.MAX_VALUE);

    private static final OptionSpec<Integer> MAX_NEW_TOKENS = OptionSpec.integer(
                    "max-new-tokens", 1, Integer.MAX_VALUE, "longer answers are cut to this")
            .withDefault(Integer.MAX_VALUE);

    @Override
    public String id() {
        return "trace-prompts";
    }

    @Override
    public String description() {
        return "prompts with the lengths and shared prefixes of a recorded trace";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return Stream.of(
                        List.of(FILE, LIMIT, MAX_PROMPT_TOKENS, MAX_NEW_TOKENS, Vocabulary.OPTION),
                        Answers.OPTIONS,
                        ServedPrompts.OPTIONS)
                .<OptionSpec<?>>flatMap(List::stream)
                .toList();
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        List<String> problems = new ArrayList<>();
        PromptLimits limits = new PromptLimits(spec, id());
        Optional<String> file = spec.options().find(FILE);
        if (file.isEmpty()) {
            problems.add("the option file is missing: " + FILE.help());
        }
        if (!ServedPrompts.isServed(spec)) {
            problems.add("a trace is for a server, and this backend's session is none");
            limits.throwIfAny(problems);
        }
        Answers answers = Answers.of(spec, true, problems);
        Optional<ServedPrompts> shape = ServedPrompts.of(spec, SyntheticPrompts.shapes(spec), problems);
        limits.throwIfAny(problems);
        return requests(spec, Path.of(file.orElseThrow()), answers, shape.orElseThrow());
    }

    private static WorkloadSession requests(WorkloadSpec spec, Path file, Answers answers, ServedPrompts shape)
            throws WorkloadException {
        int vocabulary = Vocabulary.require(spec);
        ServedRequests requests = new ServedRequests();
        for (TraceFile.Entry entry : read(file, spec.options().get(LIMIT))) {
            int[] ids = prompt(spec, entry, requests.size(), vocabulary);
            int newTokens = answers.newTokens(
                    requests.size(),
                    Optional.of(Math.min(entry.newTokens(), spec.options().get(MAX_NEW_TOKENS))));
            Prompt prompt = shape.ofTokens(ids);
            requests.add(
                    shape.request(prompt, newTokens, answers.sampling(requests.size())), OptionalInt.of(ids.length));
        }
        requests.fact("file", file.toString());
        return requests;
    }

    private static List<TraceFile.Entry> read(Path file, int limit) throws WorkloadException {
        try {
            List<TraceFile.Entry> entries = TraceFile.read(file, limit);
            if (entries.isEmpty()) {
                throw new WorkloadException("'" + file + "' holds no request");
            }
            return entries;
        } catch (IOException unreadable) {
            throw new WorkloadException("'" + file + "' cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static int[] prompt(WorkloadSpec spec, TraceFile.Entry entry, int index, int vocabulary) {
        int length = Math.min(entry.promptTokens(), spec.options().get(MAX_PROMPT_TOKENS));
        int[] prompt = new int[length];
        Draws own = Draws.of(spec.seed(), "trace-rest", index);
        for (int first = 0; first < length; first += TraceFile.BLOCK_TOKENS) {
            int block = first / TraceFile.BLOCK_TOKENS;
            Draws draws = block < entry.blocks().size()
                    ? Draws.of(spec.seed(), "trace-blocks", entry.blocks().get(block))
                    : own;
            for (int at = first; at < Math.min(length, first + TraceFile.BLOCK_TOKENS); at++) {
                prompt[at] = (int) draws.between(0, vocabulary);
            }
        }
        return prompt;
    }
}
