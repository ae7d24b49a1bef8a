package io.inferbench.core.discovery;

import io.inferbench.api.Provider;
import io.inferbench.core.config.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The providers of one kind, by id.
 *
 * @param <P> the kind
 */
public final class ProviderSet<P extends Provider> {

    private final String kind;
    private final TreeMap<String, P> byId;
    private final List<DiscoveryFailure> failures;

    ProviderSet(String kind, SortedMap<String, P> byId, List<DiscoveryFailure> failures) {
        this.kind = kind;
        this.byId = new TreeMap<>(byId);
        this.failures = List.copyOf(failures);
    }

    /** Returns what these are, in words, for instance {@code model source}. */
    public String kind() {
        return kind;
    }

    /** Returns the ids, sorted. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** Returns the providers, sorted by id. */
    public List<P> all() {
        return List.copyOf(byId.values());
    }

    /** Returns the provider of that id. */
    public Optional<P> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns what of this kind did not load. */
    public List<DiscoveryFailure> failures() {
        return failures;
    }

    /**
     * Returns whether a provider of that id may exist although it was not found: it is one of ours, or something of this
     * kind did not load.
     */
    public boolean mayExist(String id) {
        return byId.containsKey(id) || KnownArtifacts.providing(kind, id).isPresent() || !failures.isEmpty();
    }

    /** Returns what to do to have a provider of that id. */
    public String remedyFor(String id) {
        return KnownArtifacts.providing(kind, id)
                .map(artifact -> "add " + artifact + " to the class path")
                .orElse("put the jar that provides '" + id + "' on the class path, or mend the one that did not load");
    }

    /** Returns why there is no provider of that id: what there is, what to add, what did not load. */
    public String explainUnknown(String id) {
        StringBuilder text = new StringBuilder("unknown ")
                .append(kind)
                .append(" '")
                .append(id)
                .append("'");
        text.append(NearestName.hint(id, byId.keySet()));
        text.append("; found: ").append(byId.isEmpty() ? "none" : String.join(", ", byId.keySet()));
        KnownArtifacts.providing(kind, id)
                .ifPresent(artifact -> text.append("; add ").append(artifact).append(" to the class path"));
        if (!failures.isEmpty()) {
            text.append("; did not load: ");
            text.append(String.join(
                    " | ", failures.stream().map(DiscoveryFailure::describe).toList()));
        }
        return text.toString();
    }
}
