package io.inferbench.core.workload;

import io.inferbench.api.workload.WorkloadException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Reads prompts from text, JSONL and ShareGPT files, no further than wanted. */
final class PromptSource {

    /** File formats. */
    enum Format {
        /** By the file's name. */
        AUTO,
        /** One prompt a line. */
        TEXT,
        /** One JSON object a line. */
        JSONL,
        /** A JSON array of conversations; a human turn is a prompt, the next turn its answer. */
        SHAREGPT
    }

    private static final String CLASSPATH = "classpath:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String file;
    private final Format format;
    private final String field;
    private final int limit;

    PromptSource(String file, Format format, String field, int limit) {
        this.file = file;
        this.format = format == Format.AUTO ? byName(file) : format;
        this.field = field;
        this.limit = limit;
    }

    private static Format byName(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Format.JSONL;
        }
        return name.endsWith(".json") ? Format.SHAREGPT : Format.TEXT;
    }

    /**
     * Returns the prompts in the file's order, blank ones left out.
     *
     * @throws WorkloadException if the file is absent, malformed or has no prompt, naming the line
     */
    List<PromptText> read() throws WorkloadException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8.newDecoder()))) {
            List<PromptText> prompts = format == Format.SHAREGPT ? conversations(reader) : lines(reader);
            if (prompts.isEmpty()) {
                throw new WorkloadException("'" + file + "' holds no prompt"
                        + (format == Format.SHAREGPT
                                ? "; a ShareGPT file is an array of objects with 'conversations'"
                                : ""));
            }
            return prompts;
        } catch (NoSuchFileException | FileNotFoundException absent) {
            throw new WorkloadException("there is no prompts file '" + file + "'", absent);
        } catch (CharacterCodingException notUtf8) {
            throw new WorkloadException("'" + file + "' is not UTF-8", notUtf8);
        } catch (IOException | InvalidPathException | JacksonException unreadable) {
            throw new WorkloadException("'" + file + "' cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private InputStream open() throws IOException {
        if (!file.startsWith(CLASSPATH)) {
            return Files.newInputStream(Path.of(file));
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? PromptSource.class.getClassLoader() : context;
        InputStream resource = loader.getResourceAsStream(file.substring(CLASSPATH.length()));
        if (resource == null) {
            throw new FileNotFoundException(file);
        }
        return resource;
    }

    private List<PromptText> lines(BufferedReader reader) throws IOException, WorkloadException {
        List<PromptText> prompts = new ArrayList<>();
        int number = 0;
        for (String line = reader.readLine(); line != null && prompts.size() < limit; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                prompts.add(format == Format.TEXT ? PromptText.of(line) : object(line, number));
            }
        }
        return prompts;
    }

    private PromptText object(String line, int number) throws WorkloadException {
        try {
            JsonNode object = JSON.readTree(line);
            JsonNode text = object.path(field);
            if (!text.isString()) {
                throw new WorkloadException("line " + number + " of '" + file + "' has no text under '" + field
                        + "'; it has " + object.propertyNames());
            }
            JsonNode tokens = object.path("output_tokens");
            return new PromptText(
                    text.stringValue(),
                    object.path("answer").isString()
                            ? Optional.of(object.path("answer").stringValue())
                            : Optional.empty(),
                    tokens.isInt() && tokens.intValue() > 0 ? OptionalInt.of(tokens.intValue()) : OptionalInt.empty(),
                    texts(object.path("documents")),
                    List.of());
        } catch (JacksonException malformed) {
            throw new WorkloadException(
                    "line " + number + " of '" + file + "' is no JSON object: " + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(text -> text.asString("")).toList();
    }

    private List<PromptText> conversations(BufferedReader reader) {
        List<PromptText> prompts = new ArrayList<>();
        try (MappingIterator<JsonNode> entries = JSON.readerFor(JsonNode.class).readValues(reader)) {
            while (prompts.size() < limit && entries.hasNextValue()) {
                conversation(entries.nextValue()).ifPresent(prompts::add);
            }
        }
        return prompts;
    }

    /** A turn that nobody answered ends it. */
    private static Optional<PromptText> conversation(JsonNode entry) {
        List<PromptText> turns = new ArrayList<>();
        Optional<String> asked = Optional.empty();
        for (JsonNode turn : entry.path("conversations")) {
            String said = turn.path("value").asString("");
            boolean human = turn.path("from").asString("").equals("human");
            if (asked.isPresent()) {
                turns.add(PromptText.of(asked.get(), human ? Optional.empty() : Optional.of(said)));
                asked = Optional.empty();
                if (human) {
                    break;
                }
            } else if (human && !said.isBlank()) {
                asked = Optional.of(said);
            }
        }
        asked.map(PromptText::of).ifPresent(turns::add);
        return PromptText.conversation(turns);
    }
}
