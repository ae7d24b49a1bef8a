package io.inferbench.core.workload;

import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.workload.ServedWorkloadSession;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Requests for a server, all in memory. */
final class ServedRequests implements ServedWorkloadSession {

    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, String> facts = new TreeMap<>();

    private record Turn(ServedRequest request, OptionalInt promptTokens, OptionalInt predecessor) {}

    /** Adds a request that waits for nobody. */
    void add(ServedRequest request, OptionalInt promptTokens) {
        turns.add(new Turn(request, promptTokens, OptionalInt.empty()));
    }

    /** Adds the next turn of the conversation whose turn was added last. */
    void follow(ServedRequest request, OptionalInt promptTokens) {
        turns.add(new Turn(request, promptTokens, OptionalInt.of(turns.size() - 1)));
    }

    /** Adds something a reader of the report should know. */
    void fact(String name, String value) {
        facts.put(name, value);
    }

    @Override
    public int size() {
        return turns.size();
    }

    @Override
    public ServedRequest request(int index) {
        return turns.get(index).request();
    }

    @Override
    public OptionalInt promptTokens(int index) {
        return turns.get(index).promptTokens();
    }

    @Override
    public OptionalInt predecessor(int index) {
        return turns.get(index).predecessor();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> all = new TreeMap<>(facts);
        range(all, "prompt_tokens", turns.stream().map(Turn::promptTokens).toList());
        range(
                all,
                "new_tokens",
                turns.stream().map(turn -> turn.request().maxNewTokens()).toList());
        turns.stream()
                .findFirst()
                .ifPresent(turn -> all.put(
                        "prompt_form", turn.request().prompt().form().name().toLowerCase(Locale.ROOT)));
        return all;
    }

    private static void range(Map<String, String> facts, String name, List<OptionalInt> values) {
        if (!values.isEmpty() && values.stream().allMatch(OptionalInt::isPresent)) {
            IntSummaryStatistics range =
                    values.stream().mapToInt(OptionalInt::getAsInt).summaryStatistics();
            facts.put(name, range.getMin() + ".." + range.getMax());
        }
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
