package io.inferbench.backend.remote;

import io.inferbench.api.backend.Prompt;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The doors of an OpenAI-compatible server. */
public enum Endpoint {
    /** Continues a prompt of token ids or of text. */
    COMPLETIONS("/v1/completions", Prompt.Form.TOKENS, Prompt.Form.TEXT),
    /** Answers a conversation; a text is a conversation of one message. */
    CHAT("/v1/chat/completions", Prompt.Form.CHAT, Prompt.Form.TEXT),
    /** Maps texts to vectors. */
    EMBEDDINGS("/v1/embeddings", Prompt.Form.TEXTS),
    /** Orders documents by how well they answer a query. */
    RERANK("/v1/rerank", Prompt.Form.RANKING);

    private final String path;
    private final List<Prompt.Form> forms;

    Endpoint(String path, Prompt.Form... forms) {
        this.path = path;
        this.forms = List.of(forms);
    }

    /** Returns where it is at most servers. */
    public String path() {
        return path;
    }

    Set<Prompt.Form> forms() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(forms));
    }

    boolean generates() {
        return EnumSet.of(COMPLETIONS, CHAT).contains(this);
    }
}
