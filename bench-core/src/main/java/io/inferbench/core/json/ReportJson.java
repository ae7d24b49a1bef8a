package io.inferbench.core.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes reports; thread-safe. */
public final class ReportJson {

    /** The schema number that this version writes, and the highest that it reads. */
    public static final int SCHEMA = 1;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final JsonMapper MAPPER = newMapper();

    private ReportJson() {}

    /** Returns the mapper, which knows every record of {@code io.inferbench.api.report} and {@code api.metric}. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Writes a report, indented, in UTF-8; leaves the stream open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(RunReport report, OutputStream out) throws IOException {
        writeValue(report, out);
    }

    /**
     * Writes any value in the layout of reports, which is the same on every system; leaves the stream open.
     *
     * @throws IOException if the stream fails
     */
    public static void writeValue(Object value, OutputStream out) throws IOException {
        try {
            MAPPER.writer()
                    .with(layout())
                    .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .writeValue(out, value);
            out.write('\n');
        } catch (JacksonException failed) {
            throwIoCause(failed);
            throw failed;
        }
    }

    /**
     * Reads a report file, as it is or compressed by gzip.
     *
     * @throws IOException if the file cannot be read
     * @throws ReportFormatException if it is cut short, is no report, or was written by a newer version
     */
    public static RunReport read(Path file) throws IOException, ReportFormatException {
        try {
            checkSchema(file);
            try (InputStream in = open(file)) {
                return MAPPER.readValue(in, RunReport.class);
            }
        } catch (JacksonException malformed) {
            throwIoCause(malformed);
            throw new ReportFormatException(
                    file + " is not a whole report: " + malformed.getOriginalMessage() + " (line "
                            + malformed.getLocation().getLineNr() + "); use another file or run the plan again",
                    malformed);
        }
    }

    /** By its first two bytes, not by its name. */
    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        boolean isCompressed = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return isCompressed ? new GZIPInputStream(in) : in;
    }

    /** A failing stream is wrapped once by the stream and again by every object on the way out. */
    private static void throwIoCause(JacksonException failed) throws IOException {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException ioCause) {
                throw ioCause;
            }
        }
    }

    private static void checkSchema(Path file) throws IOException, ReportFormatException {
        try (InputStream in = open(file);
                JsonParser parser = MAPPER.createParser(in)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean found = parser.currentName().equals("schema");
                    JsonToken value = parser.nextToken();
                    if (found && value == JsonToken.VALUE_NUMBER_INT) {
                        checkSchema(file, parser.getIntValue());
                        return;
                    }
                    parser.skipChildren();
                }
            }
        }
        throw new ReportFormatException(
                file + " is not a report of Inferbench: it has no whole number 'schema' at its top level");
    }

    private static void checkSchema(Path file, int schema) throws ReportFormatException {
        if (schema < 1 || schema > SCHEMA) {
            throw new ReportFormatException(file + " has schema " + schema + "; this version reads 1 to " + SCHEMA
                    + ", so read it with a newer Inferbench");
        }
    }

    private static JsonMapper newMapper() {
        JsonFactory factory = JsonFactory.builder()
                // One text for one number on every JDK: Double.toString changed in JDK 19.
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
        JsonSetter.Value emptyIfAbsent = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        return JsonMapper.builder(factory)
                .annotationIntrospector(new EnumWords())
                .propertyNamingStrategy(new UnitSuffixNaming())
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                // A list that a later version adds is missing from an older file.
                .withConfigOverride(List.class, override -> override.setNullHandling(emptyIfAbsent))
                .withConfigOverride(Map.class, override -> override.setNullHandling(emptyIfAbsent))
                .addMixIn(TrialResult.class, OutcomeNames.class)
                .addMixIn(Skipped.class, WithVerdict.class)
                .addMixIn(Failed.class, WithVerdict.class)
                .addMixIn(Metric.class, WithKey.class)
                .build();
    }

    /** One line per scalar and per array of numbers, so that a report can be read and compared line by line. */
    private static DefaultPrettyPrinter layout() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withArrayElementSpacing(Separators.Spacing.NONE)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance());
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Completed.class, name = "completed"),
        @JsonSubTypes.Type(value = Skipped.class, name = "skipped"),
        @JsonSubTypes.Type(value = Failed.class, name = "failed")
    })
    private interface OutcomeNames {}

    /** The verdict follows from the outcome: written for readers of the file, not read back. */
    @JsonPropertyOrder({"trial", "verdict"})
    private interface WithVerdict {

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        Verdict verdict();
    }

    /** The key follows from name and unit: written for readers of the file, not read back. */
    private interface WithKey {

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        String key();
    }
}
