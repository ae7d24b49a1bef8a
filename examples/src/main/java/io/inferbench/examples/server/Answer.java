package io.inferbench.examples.server;

/** Where the text of one answer goes as it grows; called by the generating thread. */
interface Answer {

    /** Takes new text; may be empty while a character is incomplete. */
    void text(String added);

    /**
     * Takes the end.
     *
     * @param finishReason {@code stop} or {@code length}
     */
    void finished(String finishReason, int completionTokens);

    /** Takes a failure, before or after text. */
    void failed(ApiException failure);
}
