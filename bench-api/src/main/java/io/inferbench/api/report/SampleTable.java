package io.inferbench.api.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Raw samples: named columns of equal length, one row per event.
 *
 * <p>A column's name ends in its unit ({@code latency_ns}). Times are offsets from the start of the fork's clock. Tables of
 * the harness: {@code iterations} (one row per timed call), {@code warm_up} (the calls before), {@code steps} (one row per
 * generated step), {@code requests} (one row per request of a served load), {@code gpu} and {@code host} (one row per
 * sampling of the machine); columns in {@code docs/report-format.md}.
 *
 * @param name the table's name
 * @param columns values by column, in order
 */
public record SampleTable(String name, Map<String, long[]> columns) {

    /** Keeps the order of the columns; refuses columns of unequal length. */
    public SampleTable {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        if (columns.values().stream()
                        .mapToInt(column -> column.length)
                        .distinct()
                        .count()
                > 1) {
            throw new IllegalArgumentException("table '" + name + "' has columns of unequal length");
        }
    }

    /** Returns the number of rows. */
    public int rows() {
        return columns.values().stream()
                .findFirst()
                .map(column -> column.length)
                .orElse(0);
    }

    /** Returns a column; empty if this table has none of that name. */
    public long[] column(String columnName) {
        long[] column = columns.get(columnName);
        return column == null ? new long[0] : column;
    }
}
