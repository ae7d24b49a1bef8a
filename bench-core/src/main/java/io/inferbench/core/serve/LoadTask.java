package io.inferbench.core.serve;

import io.inferbench.api.model.Tokenizer;
import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.load.ArrivalPattern;
import io.inferbench.core.load.LoadShape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a fork has to do to a server.
 *
 * @param shape when requests start; empty keeps all places busy
 * @param arrivals how starts lie around the rate
 * @param limit most requests in flight
 * @param settings of the plan
 * @param seed of the schedule
 * @param tokenizer counts tokens where the server does not
 */
public record LoadTask(
        Optional<LoadShape> shape,
        ArrivalPattern arrivals,
        OptionalInt limit,
        LoadSettings settings,
        long seed,
        Optional<Tokenizer> tokenizer) {}
