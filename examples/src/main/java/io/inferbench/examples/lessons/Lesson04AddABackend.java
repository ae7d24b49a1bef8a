package io.inferbench.examples.lessons;

import io.inferbench.api.backend.Backend;
import io.inferbench.core.discovery.DiscoveryFailure;
import io.inferbench.core.discovery.ProviderCatalog;
import java.io.PrintStream;
import java.security.CodeSource;

/**
 * Lesson 4: a backend is one more jar.
 *
 * <p>{@code examples/third-party-backend} is one that somebody else might have written: a project of its own that depends on
 * {@code bench-api} alone, says in {@code META-INF/services} what it provides, and passes the contract kit. Put its jar and its
 * engine's on the class path, and this lesson and every plan know it; the command line takes them by
 * {@code --jar}. A jar that is broken is named, and hides no
 * other.
 */
public final class Lesson04AddABackend {

    private Lesson04AddABackend() {}

    /** Runs the lesson. */
    public static void main(String[] arguments) {
        run(System.out, ProviderCatalog.discover());
    }

    static void run(PrintStream out, ProviderCatalog catalog) {
        for (Backend backend : catalog.backends().all()) {
            out.println(backend.id() + " comes from " + place(backend.getClass()));
        }
        for (DiscoveryFailure failure : catalog.failures()) {
            out.println("did not load: " + failure.describe());
        }
        out.println("To add one, see examples/third-party-backend.");
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? "the JDK" : source.getLocation().toString();
    }
}
