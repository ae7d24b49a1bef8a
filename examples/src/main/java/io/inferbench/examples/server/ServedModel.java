package io.inferbench.examples.server;

import io.inferbench.api.backend.GenerationLimits;

/**
 * What every connection of a server shares.
 *
 * @param name the model's name for clients
 * @param startedSeconds when the server started, in seconds of the epoch
 * @param limits of the session
 * @param reader of request bodies
 * @param desk where generations run
 */
record ServedModel(
        String name, long startedSeconds, GenerationLimits limits, CompletionReader reader, GenerationDesk desk) {}
