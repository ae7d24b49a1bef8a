package io.inferbench.core.workload;

import io.inferbench.api.backend.ChatMessage;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

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
        List<Prompt.Form> possible =
                new ArrayList<>(List.of(Prompt.Form.TEXT, Prompt.Form.CHAT, Prompt.Form.TEXTS, Prompt.Form.RANKING));
        if (spec.tokenizer().isPresent()) {
            possible.add(Prompt.Form.TOKENS);
        }
        return ServedPrompts.of(spec, possible, problems);
    }

    /**
     * What is left out.
     *
     * @param mostTokens longer prompts, where a tokenizer tells
     * @param mostTurns further turns of a conversation
     */
    record Bounds(int mostTokens, int mostTurns) {}

    /**
     * Makes the requests.
     *
     * @throws WorkloadException if no prompt is left, or one has no length of answer
     */
    static WorkloadSession of(
            WorkloadSpec spec, List<PromptText> texts, Answers answers, ServedPrompts shape, Bounds bounds)
            throws WorkloadException {
        ServedTexts maker = new ServedTexts(spec, answers, shape, bounds.mostTokens());
        ServedRequests requests = new ServedRequests();
        int asked = 0;
        for (PromptText text : texts) {
            int before = requests.size();
            maker.add(text, bounds.mostTurns(), requests);
            asked += requests.size() > before ? 1 : 0;
        }
        if (requests.size() == 0) {
            throw new WorkloadException("none of " + texts.size() + " prompts has the wanted length");
        }
        requests.fact("left_out", Integer.toString(texts.size() - asked));
        return requests;
    }

    /** Adds a prompt and what was asked after it, each turn with all turns before as they were recorded. */
    private void add(PromptText first, int mostTurns, ServedRequests requests) throws WorkloadException {
        List<ChatMessage> said = new ArrayList<>();
        List<PromptText> turns = new ArrayList<>(List.of(first));
        turns.addAll(first.followUps());
        for (int turn = 0; turn < Math.min(mostTurns, turns.size()); turn++) {
            PromptText text = turns.get(turn);
            said.add(ChatMessage.user(text.text()));
            if (!add(text, said, turn > 0, requests) || text.answer().isEmpty()) {
                return;
            }
            said.add(ChatMessage.assistant(text.answer().get()));
        }
    }

    private boolean add(PromptText text, List<ChatMessage> said, boolean follows, ServedRequests requests)
            throws WorkloadException {
        String whole = said.stream().map(ChatMessage::content).collect(Collectors.joining("\n"));
        Optional<int[]> tokens = spec.tokenizer().map(tokenizer -> tokenizer.encode(whole, true));
        Prompt prompt;
        if (spec.sequenceLength().isPresent()) {
            int wanted = spec.sequenceLength().getAsInt();
            if (shape.form() == Prompt.Form.RANKING) {
                throw new WorkloadException(
                        "what is to be ranked is not cut to parameters.sequence_length; leave it out");
            }
            if (tokens.orElseThrow().length < wanted) {
                return false;
            }
            tokens = Optional.of(Arrays.copyOf(tokens.get(), wanted));
            prompt = shape.ofTokens(tokens.get());
        } else {
            prompt = prompt(text, said, whole);
        }
        if (tokens.isPresent() && tokens.get().length > mostTokens) {
            return false;
        }
        int index = requests.size();
        Optional<Integer> recorded = answerTokens(text);
        if (answers.needsRecorded() && recorded.isEmpty()) {
            throw new WorkloadException(
                    "prompt " + index
                            + " has no recorded answer whose length is known; give parameters.new_tokens or the option new-tokens");
        }
        ServedRequest request = shape.request(prompt, answers.newTokens(index, recorded), answers.sampling(index));
        OptionalInt length = tokens.map(ids -> OptionalInt.of(ids.length)).orElse(OptionalInt.empty());
        if (follows) {
            requests.follow(request, length);
        } else {
            requests.add(request, length);
        }
        return true;
    }

    private Prompt prompt(PromptText text, List<ChatMessage> said, String whole) throws WorkloadException {
        if (shape.form() != Prompt.Form.RANKING) {
            return shape.form() == Prompt.Form.CHAT ? new Prompt.Chat(said) : shape.ofText(whole);
        }
        if (text.documents().isEmpty()) {
            throw new WorkloadException("the server ranks documents, and '" + text.text()
                    + "' comes without any; give a JSONL file whose objects have a list of texts under 'documents'");
        }
        return new Prompt.Ranking(text.text(), text.documents());
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
