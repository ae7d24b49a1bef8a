package io.inferbench.models.spec;

import java.util.OptionalInt;
import org.apiguardian.api.API;

/** A transformer that generates token after token from a cache of keys and values. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface DecoderSpec extends TransformerSpec permits Gpt2Spec, LlamaSpec {

    /** The number of heads that keys and values have; queries share them evenly. */
    int keyValueHeads();

    /** The width of one head. */
    int headSize();

    /** How many tokens, itself included, a token attends to; absent if to all before it. */
    OptionalInt slidingWindow();

    /** The same model with another longest sequence. */
    DecoderSpec withPositions(int other);

    /** The cached values of one token: keys and values of every layer. */
    default long cacheValuesPerToken() {
        return 2L * layers() * keyValueHeads() * headSize();
    }
}
