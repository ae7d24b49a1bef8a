package io.inferbench.models.spec;

import java.util.Arrays;
import java.util.Optional;
import org.apiguardian.api.API;

/** The non-linear function between the two products of a feed-forward block. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Activation {
    /** {@code x · Φ(x)} with the exact error function. */
    GELU("gelu"),
    /** The tanh approximation of GELU that GPT-2 was trained with. */
    GELU_TANH("gelu_new", "gelu_pytorch_tanh", "gelu_fast"),
    /** {@code x · sigmoid(x)}. */
    SILU("silu", "swish"),
    /** {@code max(x, 0)}. */
    RELU("relu");

    private final String[] checkpointNames;

    Activation(String... checkpointNames) {
        this.checkpointNames = checkpointNames;
    }

    /** The function that a checkpoint's {@code config.json} calls {@code name}. */
    public static Optional<Activation> named(String name) {
        return Arrays.stream(values())
                .filter(a -> Arrays.asList(a.checkpointNames).contains(name))
                .findFirst();
    }
}
