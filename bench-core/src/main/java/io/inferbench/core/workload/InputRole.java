package io.inferbench.core.workload;

import io.inferbench.api.TensorSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an input of a text model is for, by the names that exporters give it. */
enum InputRole {
    /** Token ids. */
    TOKENS(Set.of("input_ids", "ids", "tokens", "token_ids")),
    /** 1 for a token, 0 for padding. */
    MASK(Set.of("attention_mask", "input_mask", "mask")),
    /** Which of two sentences a token belongs to. */
    SEGMENTS(Set.of("token_type_ids", "segment_ids", "type_ids")),
    /** The place of a token. */
    POSITIONS(Set.of("position_ids", "positions"));

    private final Set<String> names;

    InputRole(Set<String> names) {
        this.names = names;
    }

    /** Returns the role of an input, or nothing if its name tells none. */
    static Optional<InputRole> of(TensorSpec input) {
        String name = input.name().toLowerCase(Locale.ROOT);
        for (InputRole role : values()) {
            if (role.names.contains(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
