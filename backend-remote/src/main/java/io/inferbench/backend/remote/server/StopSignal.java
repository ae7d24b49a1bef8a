package io.inferbench.backend.remote.server;

/** How a server is asked to end, before it is made to. */
public enum StopSignal {
    /** SIGTERM. */
    TERM,
    /** SIGINT, as Ctrl-C sends. */
    INT,
    /** SIGQUIT. */
    QUIT,
    /** SIGKILL: not asked at all. */
    KILL
}
