package io.inferbench.core.discovery;

import io.inferbench.api.Provider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Loads every provider of one kind that can be loaded, and says what is wrong with the others.
 *
 * <p>Both {@code hasNext} and {@code next} are guarded: a missing superclass makes {@code hasNext} throw a bare {@link
 * NoClassDefFoundError}. The number of failures is bounded because nothing promises that a failing iterator moves on.
 */
final class ProviderLoader<P extends Provider> {

    static final int MAX_FAILURES = 100;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final Class<P> type;
    private final String kind;
    private final TreeMap<String, List<P>> found = new TreeMap<>();
    private final List<DiscoveryFailure> failures = new ArrayList<>();

    ProviderLoader(Class<P> type, String kind) {
        this.type = type;
        this.kind = kind;
    }

    ProviderLoader<P> add(Collection<? extends Provider> explicit) {
        for (Provider provider : explicit) {
            if (type.isInstance(provider)) {
                try {
                    register(type.cast(provider), false);
                } catch (LinkageError | RuntimeException failure) {
                    failures.add(DiscoveryFailure.of(kind, failure));
                }
            }
        }
        return this;
    }

    ProviderLoader<P> search(ClassLoader classLoader) {
        Iterator<P> providers = ServiceLoader.load(type, classLoader).iterator();
        int allowed = failures.size() + MAX_FAILURES;
        while (failures.size() < allowed) {
            try {
                if (!providers.hasNext()) {
                    return this;
                }
                register(providers.next(), true);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException failure) {
                failures.add(DiscoveryFailure.of(kind, failure));
            }
        }
        failures.add(DiscoveryFailure.refused(
                kind, "gave up looking for more after " + MAX_FAILURES + " failures; mend the class path"));
        return this;
    }

    private void register(P provider, boolean discovered) {
        String id = provider.id();
        if (id == null || !ID.matcher(id).matches()) {
            failures.add(DiscoveryFailure.refused(
                    kind,
                    provider.getClass().getName() + " calls itself '" + id + "'; an id should match " + ID.pattern()));
            return;
        }
        Objects.requireNonNull(provider.options(), () -> provider.getClass().getName() + ".options() is null");
        List<P> sameId = found.computeIfAbsent(id, unused -> new ArrayList<>());
        boolean alreadyAdded = sameId.stream().anyMatch(other -> other.getClass() == provider.getClass());
        if (!discovered || !alreadyAdded) {
            sameId.add(provider);
        }
    }

    /** Returns what was found; of an id that several classes claim none is taken, since their order means nothing. */
    ProviderSet<P> finish() {
        TreeMap<String, P> unique = new TreeMap<>();
        found.forEach((id, providers) -> {
            if (providers.size() == 1) {
                unique.put(id, providers.get(0));
            } else {
                failures.add(DiscoveryFailure.refused(
                        kind,
                        "the id '" + id + "' is claimed by "
                                + providers.stream()
                                        .map(provider -> provider.getClass().getName())
                                        .sorted()
                                        .collect(Collectors.joining(" and "))
                                + "; none of them is used, keep one on the class path"));
            }
        });
        return new ProviderSet<>(kind, unique, failures);
    }
}
