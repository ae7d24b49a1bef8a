package io.inferbench.backend.remote.truth;

/**
 * What a {@link TruthServer} really did for one request.
 *
 * @param number of the request, in order of arrival
 * @param receivedNanos when the whole request had been read, by {@link System#nanoTime}
 * @param bodyNanos when each piece of the body was handed to the socket; pieces not reached are left out
 */
@SuppressWarnings("ArrayRecordComponent") // a column of a measurement, handed over and compared by nobody
public record TruthRecord(int number, long receivedNanos, long[] bodyNanos) {}
