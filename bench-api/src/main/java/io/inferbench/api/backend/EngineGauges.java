package io.inferbench.api.backend;

import java.util.Map;

/** A session whose engine says, while it works, how it is doing: a server's own metrics. */
public interface EngineGauges {

    /** Requests that the engine is computing. */
    String REQUESTS_RUNNING = "requests.running";

    /** Requests that the engine has and is not computing. */
    String REQUESTS_WAITING = "requests.waiting";

    /** Share of the memory for keys and values that is in use, from 0 to 1. */
    String CACHE_USED = "kv-cache.used";

    /** Prompt tokens read since the engine started. */
    String PROMPT_TOKENS = "tokens.prompt";

    /** Tokens generated since the engine started. */
    String GENERATED_TOKENS = "tokens.generated";

    /** Times a request was put back since the engine started. */
    String PREEMPTIONS = "preemptions";

    /** Prompt tokens looked up in the prefix cache since the engine started. */
    String PREFIX_QUERIES = "prefix-cache.queries";

    /** Prompt tokens found in the prefix cache since the engine started. */
    String PREFIX_HITS = "prefix-cache.hits";

    /**
     * Asks the engine; about once a second, by a thread of the harness that may wait for the answer.
     *
     * @return figures by common name where the meaning is common, else by the engine's name; empty if it does not answer
     */
    Map<String, Double> gauges();
}
