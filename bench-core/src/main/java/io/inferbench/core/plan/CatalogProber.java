package io.inferbench.core.plan;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.discovery.ProviderCatalog;
import java.util.Optional;

/** Asks the backend in this process; a provider that breaks its promise not to throw is an answer too. */
public final class CatalogProber implements Prober {

    private final ProviderCatalog catalog;

    /** Creates a prober of the catalog's backends. */
    public CatalogProber(ProviderCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Availability probe(ProviderChoice choice) {
        Optional<Backend> backend = catalog.backends().find(choice.id());
        if (backend.isEmpty()) {
            return Unavailable.of(
                    Unavailable.Reason.LIBRARY_MISSING,
                    catalog.backends().explainUnknown(choice.id()),
                    "put its jar on the class path");
        }
        try {
            Options options = Options.parse(backend.get().options(), choice.options());
            Availability answer = backend.get().probe(options);
            return answer == null ? broken(backend.get(), new NullPointerException("probe returned null")) : answer;
        } catch (OptionException misconfigured) {
            return new Unavailable(
                    Unavailable.Reason.MISCONFIGURED,
                    String.join("; ", misconfigured.problems()),
                    "correct the options of '" + choice.id() + "'",
                    Optional.of(misconfigured));
        } catch (LinkageError | RuntimeException failure) {
            return broken(backend.get(), failure);
        }
    }

    private static Unavailable broken(Backend backend, Throwable failure) {
        return new Unavailable(
                Unavailable.Reason.PROVIDER_FAILURE,
                "probe of '" + backend.id() + "' failed, which it must never do: " + failure,
                "report this to the author of " + backend.getClass().getName(),
                Optional.of(failure));
    }
}
