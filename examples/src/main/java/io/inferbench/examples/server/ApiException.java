package io.inferbench.examples.server;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;

/** A refusal in the shape that OpenAI's clients read. */
final class ApiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpResponseStatus status;
    private final String type;
    private final transient Optional<String> parameter;

    private ApiException(HttpResponseStatus status, String type, String message, Optional<String> parameter) {
        super(message);
        this.status = status;
        this.type = type;
        this.parameter = parameter;
    }

    /** Returns a refusal of one field of the request. */
    static ApiException badField(String parameter, String message) {
        return new ApiException(
                HttpResponseStatus.BAD_REQUEST, "invalid_request_error", message, Optional.of(parameter));
    }

    /** Returns a refusal of the request as a whole. */
    static ApiException badRequest(String message) {
        return new ApiException(HttpResponseStatus.BAD_REQUEST, "invalid_request_error", message, Optional.empty());
    }

    /** Returns that a path, method or model does not exist. */
    static ApiException notFound(HttpResponseStatus status, String message) {
        return new ApiException(status, "invalid_request_error", message, Optional.empty());
    }

    /** Returns that too many requests wait already. */
    static ApiException overloaded(int waiting) {
        return new ApiException(
                HttpResponseStatus.TOO_MANY_REQUESTS,
                "rate_limit_error",
                waiting + " requests wait already; try again later",
                Optional.empty());
    }

    /** Returns that the server is about to end. */
    static ApiException closing() {
        return new ApiException(
                HttpResponseStatus.SERVICE_UNAVAILABLE, "server_error", "the server is stopping", Optional.empty());
    }

    /** Returns that the engine failed. */
    static ApiException engineFailed(Throwable cause) {
        ApiException failed = new ApiException(
                HttpResponseStatus.INTERNAL_SERVER_ERROR,
                "server_error",
                "the engine failed: " + cause.getMessage(),
                Optional.empty());
        failed.initCause(cause);
        return failed;
    }

    HttpResponseStatus status() {
        return status;
    }

    String type() {
        return type;
    }

    Optional<String> parameter() {
        return parameter;
    }
}
