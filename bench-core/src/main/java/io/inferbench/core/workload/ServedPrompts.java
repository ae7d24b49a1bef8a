package io.inferbench.core.workload;

import io.inferbench.api.backend.ChatMessage;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.List;
import java.util.Optional;

/** In which shape prompts go to a server: what the plan says, else the first that the server takes and can be made. */
final class ServedPrompts {

    private static final OptionSpec<Choice> FORM = OptionSpec.choice(
                    "prompt-form", Choice.class, "how prompts go to a server; auto takes what it wants most")
            .withDefault(Choice.AUTO);

    private static final OptionSpec<Boolean> STREAM = OptionSpec.flag(
                    "stream", "whether a server sends tokens as they come")
            .withDefault(true);

    static final List<OptionSpec<?>> OPTIONS = List.of(FORM, STREAM);

    private final WorkloadSpec spec;
    private final Prompt.Form form;

    /** Shapes a plan may choose. */
    enum Choice {
        /** What the server wants most. */
        AUTO,
        /** Token ids. */
        TOKENS,
        /** A text to continue. */
        TEXT,
        /** A conversation to answer. */
        CHAT;

        boolean allows(Prompt.Form form) {
            return this == AUTO || form.name().equals(name());
        }
    }

    private ServedPrompts(WorkloadSpec spec, Prompt.Form form) {
        this.spec = spec;
        this.form = form;
    }

    /** Returns whether requests of this trial are answered by generated tokens; vectors and rankings have no length. */
    static boolean generates(WorkloadSpec spec) {
        return spec.promptForms().isEmpty() || spec.promptForms().stream().anyMatch(ServedPrompts::generates);
    }

    private static boolean generates(Prompt.Form form) {
        return form != Prompt.Form.TEXTS && form != Prompt.Form.RANKING;
    }

    /** Returns whether requests of this trial go to a server. */
    static boolean isServed(WorkloadSpec spec) {
        return !spec.promptForms().isEmpty();
    }

    /**
     * Chooses the shape.
     *
     * @param possible shapes that can be made of what the workload has
     * @param problems told if there is none
     */
    static Optional<ServedPrompts> of(WorkloadSpec spec, List<Prompt.Form> possible, List<String> problems) {
        Choice wanted = spec.options().get(FORM);
        if (spec.batchSize() > 1) {
            problems.add("a request to a server holds one prompt, not " + spec.batchSize()
                    + "; the server makes its own batches: give parameters.concurrency");
        }
        Optional<Prompt.Form> form = spec.promptForms().stream()
                .filter(wanted::allows)
                .filter(possible::contains)
                .findFirst();
        if (form.isEmpty()) {
            problems.add("prompts can be made as " + possible + " and the server takes " + spec.promptForms()
                    + (wanted == Choice.AUTO ? "" : ", prompt-form says " + wanted)
                    + "; text of token ids, and ids of text, need a tokenizer: give the model a checkpoint folder that"
                    + " holds a tokenizer.json");
        }
        return form.map(chosen -> new ServedPrompts(spec, chosen));
    }

    Prompt.Form form() {
        return form;
    }

    /** Returns token ids as a prompt of the chosen shape. */
    Prompt ofTokens(int[] tokens) {
        return form == Prompt.Form.TOKENS
                ? new Prompt.Tokens(tokens)
                : ofText(tokenizer().decode(tokens));
    }

    /** Returns a text as a prompt of the chosen shape. */
    Prompt ofText(String text) {
        return switch (form) {
            case TOKENS -> new Prompt.Tokens(tokenizer().encode(text, true));
            case CHAT -> new Prompt.Chat(List.of(ChatMessage.user(text)));
            case TEXTS -> new Prompt.Texts(List.of(text));
            default -> new Prompt.Text(text);
        };
    }

    private Tokenizer tokenizer() {
        return spec.tokenizer().orElseThrow();
    }

    /** Returns the request; what generates nothing is asked for nothing. */
    ServedRequest request(Prompt prompt, int newTokens, Sampling sampling) {
        if (!generates(form)) {
            return ServedRequest.builder(prompt).streamed(false).build();
        }
        return ServedRequest.builder(prompt)
                .maxNewTokens(newTokens)
                .sampling(sampling)
                .endIgnored(spec.options().get(Answers.IGNORE_EOS))
                .streamed(spec.options().get(STREAM))
                .build();
    }
}
