package io.inferbench.core.run;

import io.inferbench.api.report.SampleTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** How much work each request that was prepared stands for; thread-safe. */
final class RequestSizes {

    private record Size(long samples, OptionalLong tokens) {}

    private final SortedMap<Integer, Size> sizes = new TreeMap<>();

    synchronized void add(int request, long samples, OptionalLong tokens) {
        sizes.put(request, new Size(samples, tokens));
    }

    /** Returns the table {@code inputs}: one row per request, tokens only if every request knows its own. */
    synchronized SampleTable table() {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(
                TableNames.REQUEST,
                sizes.keySet().stream().mapToLong(Integer::longValue).toArray());
        columns.put(
                TableNames.SAMPLE_COUNT,
                sizes.values().stream().mapToLong(Size::samples).toArray());
        if (sizes.values().stream().allMatch(size -> size.tokens().isPresent())) {
            columns.put(
                    TableNames.TOKEN_COUNT,
                    sizes.values().stream()
                            .mapToLong(size -> size.tokens().orElseThrow())
                            .toArray());
        }
        return new SampleTable(TableNames.INPUTS, columns);
    }
}
