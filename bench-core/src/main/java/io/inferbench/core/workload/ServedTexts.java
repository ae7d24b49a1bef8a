package io.inferbench.core.workload;

import io.inferbench.api.backend.Prompt;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Prompts of a file as requests for a server, which may tokenise them itself. */
final class ServedTexts {

    private final WorkloadSpec spec;
    private final Answers answers;
    private final ServedPrompts shape;
    private final int mostTokens;

    private ServedTexts(WorkloadSpec spec, Answers answers, ServedPrompts shape, int mostTokens) {
        this.spec = spec;
        this.answers = answers;
        this.shape = shape;
        this.mostTokens = mostTokens;
    }

    /** Returns the shape that prompts can go out in; tells what stands against it. */
    static Optional<ServedPrompts> shape(WorkloadSpec spec, List<String> problems) {
        if (spec.sequenceLength().isPresent() && spec.tokenizer().isEmpty()) {
            problems.add(
                    "prompts cannot be cut to parameters.sequence_length without a tokenizer; leave it out, or give the"
                            + " model a checkpoint folder that holds a tokenizer.json");
        }
        List<Prompt.Form> possible = new ArrayList<>(List.of(Prompt.Form.TEXT, Prompt.Form.CHAT));
        if (spec.tokenizer().isPresent()) {
            possible.add(Prompt.Form.TOKENS);
        }
        return ServedPrompts.of(spec, possible, problems);
    }

    /**
     * Makes the requests.
     *
     * @param mostTokens longer prompts are left out, where a tokenizer tells
     * @throws WorkloadException if no prompt is left, or one has no length of answer
     */
    static WorkloadSession of(
            WorkloadSpec spec, List<PromptText> texts, Answers answers, ServedPrompts shape, int mostTokens)
            throws WorkloadException {
        ServedTexts maker = new ServedTexts(spec, answers, shape, mostTokens);
        ServedRequests requests = new ServedRequests();
        for (PromptText text : texts) {
            maker.add(text, requests);
        }
        if (requests.size() == 0) {
            throw new WorkloadException("none of " + texts.size() + " prompts has the wanted length");
        }
        requests.fact("left_out", Integer.toString(texts.size() - requests.size()));
        return requests;
    }

    private void add(PromptText text, ServedRequests requests) throws WorkloadException {
        Optional<int[]> tokens = spec.tokenizer().map(tokenizer -> tokenizer.encode(text.text(), true));
        Prompt prompt;
        if (spec.sequenceLength().isPresent()) {
            int wanted = spec.sequenceLength().getAsInt();
            if (tokens.orElseThrow().length < wanted) {
                return;
            }
            tokens = Optional.of(Arrays.copyOf(tokens.get(), wanted));
            prompt = shape.ofTokens(tokens.get());
        } else {
            prompt = shape.ofText(text.text());
        }
        if (tokens.isPresent() && tokens.get().length > mostTokens) {
            return;
        }
        Optional<Integer> recorded = answerTokens(text);
        if (answers.needsRecorded() && recorded.isEmpty()) {
            throw new WorkloadException(
                    "prompt " + requests.size()
                            + " has no recorded answer whose length is known; give parameters.new_tokens or the option new-tokens");
        }
        int index = requests.size();
        requests.add(
                shape.request(prompt, answers.newTokens(index, recorded), answers.sampling(index)),
                tokens.map(ids -> OptionalInt.of(ids.length)).orElse(OptionalInt.empty()));
    }

    private Optional<Integer> answerTokens(PromptText text) {
        if (text.answerTokens().isPresent()) {
            return Optional.of(text.answerTokens().getAsInt());
        }
        Optional<Tokenizer> tokenizer = spec.tokenizer();
        return tokenizer
                .flatMap(known -> text.answer().map(answer -> known.encode(answer, false).length))
                .filter(length -> length > 0);
    }
}
