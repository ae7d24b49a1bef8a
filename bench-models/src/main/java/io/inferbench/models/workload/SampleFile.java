package io.inferbench.models.workload;

import io.inferbench.api.workload.WorkloadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Texts from a file in UTF-8: tab-separated with a heading line ({@code .tsv}), one JSON object a line ({@code .jsonl}), or
 * one text a line (any other ending).
 */
final class SampleFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CLASSPATH = "classpath:";
    private static final int PROBLEMS_SHOWN = 10;

    private final String file;
    private final String textField;
    private final String labelField;
    private final List<String> problems = new ArrayList<>();

    SampleFile(String file, String textField, String labelField) {
        this.file = file;
        this.textField = textField;
        this.labelField = labelField;
    }

    /** Every sample in file order; empty lines do not count. */
    List<Sample> read() throws WorkloadException {
        List<String> lines = lines();
        String name = file.toLowerCase(Locale.ROOT);
        List<Sample> samples =
                name.endsWith(".tsv") ? tabs(lines) : name.endsWith(".jsonl") ? json(lines) : plain(lines);
        if (!problems.isEmpty()) {
            String rest =
                    problems.size() > PROBLEMS_SHOWN ? "\n  and " + (problems.size() - PROBLEMS_SHOWN) + " more" : "";
            throw new WorkloadException("the file " + place() + " has faults:"
                    + problems.stream()
                            .limit(PROBLEMS_SHOWN)
                            .map(p -> "\n  " + p)
                            .collect(Collectors.joining())
                    + rest);
        }
        if (samples.isEmpty()) {
            throw new WorkloadException("the file " + place() + " holds no text");
        }
        return samples;
    }

    private List<String> lines() throws WorkloadException {
        try (InputStream in = open()) {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
            // A byte order mark is what some editors leave behind; it belongs to no text.
            return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new WorkloadException("there is no file " + place(), e);
        } catch (IOException | InvalidPathException e) {
            throw new WorkloadException("the file " + place() + " cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    private InputStream open() throws IOException {
        if (!file.startsWith(CLASSPATH)) {
            return Files.newInputStream(Path.of(file));
        }
        String resource = file.substring(CLASSPATH.length());
        return Stream.<@Nullable ClassLoader>of(
                        Thread.currentThread().getContextClassLoader(), SampleFile.class.getClassLoader())
                .flatMap(Stream::ofNullable)
                .flatMap(loader -> Stream.ofNullable(loader.getResourceAsStream(resource)))
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException(file));
    }

    /** The file's whole name, so that a reader sees where a relative one was looked for. */
    private String place() {
        return file.startsWith(CLASSPATH)
                ? file
                : Path.of(file).toAbsolutePath().toString();
    }

    private List<Sample> tabs(List<String> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> heading = Arrays.asList(lines.get(0).split("\t", -1));
        int text = heading.indexOf(textField);
        int label = heading.indexOf(labelField);
        if (text < 0) {
            problems.add("line 1: no column is called '" + textField + "'; there are " + String.join(", ", heading));
            return List.of();
        }
        List<Sample> samples = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            if (cells.length != heading.size() && !lines.get(i).isBlank()) {
                problems.add("line " + (i + 1) + ": " + cells.length + " columns instead of " + heading.size());
            } else if (!lines.get(i).isBlank()) {
                samples.add(new Sample(cells[text].strip(), label < 0 ? "" : cells[label].strip()));
            }
        }
        return samples;
    }

    private List<Sample> json(List<String> lines) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                object(lines.get(i), i + 1, samples);
            }
        }
        return samples;
    }

    private void object(String line, int number, List<Sample> samples) {
        try {
            JsonNode object = JSON.readTree(line);
            JsonNode text = object.path(textField);
            if (text.isString()) {
                samples.add(new Sample(text.asString(), object.path(labelField).asString("")));
            } else {
                problems.add("line " + number + ": no text in the field '" + textField + "'");
            }
        } catch (JacksonException e) {
            problems.add("line " + number + ": no JSON: " + e.getOriginalMessage());
        }
    }

    private static List<Sample> plain(List<String> lines) {
        return lines.stream()
                .filter(l -> !l.isBlank())
                .map(l -> new Sample(l.strip(), ""))
                .toList();
    }
}
