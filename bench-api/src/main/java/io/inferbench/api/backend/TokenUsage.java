package io.inferbench.api.backend;

import java.util.OptionalInt;

/**
 * What a server says it counted for one request.
 *
 * @param promptTokens tokens read
 * @param completionTokens tokens generated, reasoning included
 * @param cachedPromptTokens of the tokens read, those that came from a prefix cache
 * @param reasoningTokens of the tokens generated, those of reasoning
 */
public record TokenUsage(
        OptionalInt promptTokens,
        OptionalInt completionTokens,
        OptionalInt cachedPromptTokens,
        OptionalInt reasoningTokens) {}
