package io.inferbench.backend.remote.truth;

/** Where a script is played to: an HTTP/1.1 connection or a stream of HTTP/2. */
interface TruthOutput {

    boolean isOpen();

    void perform(TruthStep step);
}
