package io.inferbench.api.backend;

/**
 * Where keys and values of past tokens live and what they cost.
 *
 * @param residency where they are between two steps
 * @param bytesPerToken bytes that one token of one sequence occupies over all layers
 * @param bytesCopiedPerStep bytes of cache that are copied, beyond writing the new token's, in every decode step
 */
public record KvCache(Residency residency, long bytesPerToken, long bytesCopiedPerStep) {

    /** Places a cache can be. */
    public enum Residency {
        /** The host's memory. */
        HOST,
        /** The device's memory, from the first step to the last. */
        DEVICE,
        /** There is none: every step computes the whole context again. */
        NONE
    }
}
