package io.inferbench.backend.remote;

import java.net.URI;

/** Addresses below a server's URL. */
final class Urls {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private Urls() {}

    /** Returns the base with the path after its own. */
    static URI below(URI base, String path) {
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + pathBelow(base, path));
    }

    /**
     * Returns the whole path of a path below the base.
     *
     * <p>A base that ends with {@code /v1}, as other tools want it, is taken for the server above it.
     */
    static String pathBelow(URI base, String path) {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        while (prefix.endsWith("/")) {
            prefix = prefix.substring(0, prefix.length() - 1);
        }
        if (prefix.endsWith("/v1")) {
            prefix = prefix.substring(0, prefix.length() - "/v1".length());
        }
        return prefix + (path.startsWith("/") ? path : "/" + path);
    }

    static boolean isSecure(URI base) {
        return "https".equals(base.getScheme());
    }

    static int port(URI base) {
        if (base.getPort() >= 0) {
            return base.getPort();
        }
        return isSecure(base) ? HTTPS_PORT : HTTP_PORT;
    }
}
