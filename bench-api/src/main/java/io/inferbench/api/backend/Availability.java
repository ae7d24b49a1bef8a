package io.inferbench.api.backend;

/** The answer to {@link Backend#probe}: it runs here, or why not and what to do. */
public sealed interface Availability permits Available, Unavailable {}
