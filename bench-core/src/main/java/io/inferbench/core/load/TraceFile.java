package io.inferbench.core.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Traces in the form of Mooncake's: a JSON object a line with {@code timestamp} (milliseconds), {@code input_length}, {@code
 * output_length} and {@code hash_ids} (one for each block of 512 prompt tokens; equal ids from the start on mean an equal
 * prefix).
 */
public final class TraceFile {

    /** Prompt tokens that one id of {@code hash_ids} stands for. */
    public static final int BLOCK_TOKENS = 512;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TraceFile() {}

    /**
     * One request of a trace.
     *
     * @param startNanos when it came, from the trace's start
     * @param promptTokens how long its prompt was
     * @param newTokens how long its answer was
     * @param blocks content of the prompt by blocks of 512 tokens; may be empty
     */
    public record Entry(long startNanos, int promptTokens, int newTokens, List<Long> blocks) {

        /** Copies the blocks. */
        public Entry {
            blocks = List.copyOf(blocks);
        }
    }

    /** Returns whether a file looks like a trace: its first character opens an object. */
    public static boolean isTrace(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int first = reader.read();
            while (first >= 0 && Character.isWhitespace(first)) {
                first = reader.read();
            }
            return first == '{';
        }
    }

    /**
     * Reads the requests in order of their time.
     *
     * @throws IOException if it cannot be read, naming the line
     */
    public static List<Entry> read(Path file, int limit) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = reader.readLine(); line != null && entries.size() < limit; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    entries.add(entry(line, file + ":" + number));
                }
            }
        }
        entries.sort(Comparator.comparingLong(Entry::startNanos));
        return entries;
    }

    /** Returns when the trace's requests start, from the first one on. */
    public static Schedule schedule(Path file) throws IOException {
        List<Entry> entries = read(file, Integer.MAX_VALUE);
        if (entries.isEmpty()) {
            throw new IOException(file + " holds no request");
        }
        long first = entries.get(0).startNanos();
        return Schedule.of(
                entries.stream().mapToLong(entry -> entry.startNanos() - first).toArray());
    }

    private static Entry entry(String line, String place) throws IOException {
        try {
            JsonNode object = JSON.readTree(line);
            List<Long> blocks = new ArrayList<>();
            object.path("hash_ids").forEach(id -> blocks.add(id.asLong()));
            return new Entry(
                    Math.round(number(object, "timestamp", place) * 1e6),
                    (int) Math.max(1, number(object, "input_length", place)),
                    (int) Math.max(1, number(object, "output_length", place)),
                    blocks);
        } catch (JacksonException malformed) {
            throw new IOException(place + ": is no JSON object: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static double number(JsonNode object, String key, String place) throws IOException {
        JsonNode value = object.path(key);
        if (!value.isNumber() || value.doubleValue() < 0) {
            throw new IOException(
                    place + ": should have a number from 0 under '" + key + "'; it has " + object.propertyNames());
        }
        return value.doubleValue();
    }
}
