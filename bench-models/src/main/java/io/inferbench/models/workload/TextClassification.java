package io.inferbench.models.workload;

import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.models.workload.PaddedLength.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.apiguardian.api.API;

/**
 * Sentences from a file, tokenised and padded on the right, for encoders: classifiers and embedding models.
 *
 * <p>Samples are taken in file order unless asked to be shuffled, and the last batch is filled up from the start, so that
 * every request has the full batch.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TextClassification implements Workload {
    /** The file of sentences. */
    public static final OptionSpec<String> FILE = OptionSpec.text(
            "file",
            "path or classpath: resource: .tsv with a heading line, .jsonl with one object a line, or plain text with one sentence a line");

    /** Where the text is. */
    public static final OptionSpec<String> TEXT_FIELD =
            OptionSpec.text("text-field", "column or JSON field of the text").withDefault("sentence");

    /** Where the label is. */
    public static final OptionSpec<String> LABEL_FIELD =
            OptionSpec.text("label-field", "column or JSON field of the label").withDefault("label");

    /** How sequences are padded. */
    public static final OptionSpec<Padding> PADDING = OptionSpec.choice(
            "padding",
            Padding.class,
            "fixed to the trial's sequence length, to the longest of the batch, or to a bucket; fixed if the trial has a"
                    + " sequence length, else longest");

    /** The lengths that padding to buckets chooses from. */
    public static final OptionSpec<List<Integer>> BUCKETS = OptionSpec.of(
                    "buckets",
                    "rising lengths such as 32,64,128",
                    "lengths for 'padding: bucket'",
                    TextClassification::buckets)
            .withDefault(List.of(16, 32, 64, 128, 256, 512));

    /** Whether the order of the file is changed. */
    public static final OptionSpec<Boolean> SHUFFLE = OptionSpec.flag(
                    "shuffle", "whether the seed decides the order of the samples")
            .withDefault(false);

    /** Where texts are cut that nothing else cuts. */
    public static final OptionSpec<Integer> MAX_LENGTH = OptionSpec.integer(
                    "max-length", 2, 1_000_000, "the most tokens of a text where no sequence length is given")
            .withDefault(512);

    /** How many samples are taken. */
    public static final OptionSpec<Integer> LIMIT =
            OptionSpec.integer("limit", 1, Integer.MAX_VALUE, "the most samples to take; all unless said");

    /** What must hold of the outputs. */
    public static final OptionSpec<Property> CHECK = OptionSpec.choice(
                    "check",
                    Property.class,
                    "what must hold of the first output: nothing; labels: the largest logit is the label's;"
                            + " similarity: by the cosine of"
                            + " (mean) embeddings, sentences of one label are closer to each other than to the rest")
            .withDefault(Property.NOTHING);

    /** Properties of outputs that labels can prove. */
    public enum Property {
        /** None. */
        NOTHING,
        /** The largest logit is that of the label. */
        LABELS,
        /** Embeddings of one label are closer to each other, by cosine, than to those of other labels. */
        SIMILARITY
    }

    @Override
    public String id() {
        return "text-classification";
    }

    @Override
    public String description() {
        return "sentences from a TSV, JSONL or text file, tokenised and padded";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FILE, TEXT_FIELD, LABEL_FIELD, PADDING, BUCKETS, MAX_LENGTH, SHUFFLE, LIMIT, CHECK);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        String file = spec.options()
                .find(FILE)
                .orElseThrow(() -> new WorkloadException(
                        "the workload text-classification needs the option 'file': " + FILE.help()));
        Tokenizer tokenizer = spec.tokenizer()
                .orElseThrow(() -> new WorkloadException("the workload text-classification needs a tokenizer, and the"
                        + " model comes without one; give the model source's option 'tokenizer' or a checkpoint folder"
                        + " that holds a tokenizer.json"));
        PaddedLength length = length(spec);
        List<Sample> samples = samples(spec, file);
        int most = length.most(longest(spec));
        List<int[]> encoded = samples.stream()
                .map(s -> Sequences.cut(tokenizer.encode(s.text(), true), most))
                .toList();
        int padding = tokenizer.paddingToken();
        EncoderInputs inputs = EncoderInputs.of(spec.signature(), padding);
        return new TextSession(spec, inputs, length, samples, encoded);
    }

    private static List<Sample> samples(WorkloadSpec spec, String file) throws WorkloadException {
        SampleFile reader = new SampleFile(
                file, spec.options().get(TEXT_FIELD), spec.options().get(LABEL_FIELD));
        List<Sample> samples = new ArrayList<>(reader.read());
        if (spec.options().get(SHUFFLE)) {
            Collections.shuffle(samples, new Random(spec.seed()));
        }
        int most = spec.options().find(LIMIT).orElse(samples.size());
        return List.copyOf(samples.subList(0, Math.min(most, samples.size())));
    }

    /** What the user or, if it says, the model allows. */
    private static int longest(WorkloadSpec spec) {
        int allowed = spec.options().get(MAX_LENGTH);
        String positions = spec.modelFacts().get("positions");
        return positions == null ? allowed : Math.min(allowed, Integer.parseInt(positions));
    }

    private static PaddedLength length(WorkloadSpec spec) throws WorkloadException {
        OptionalInt fixed = spec.sequenceLength();
        Padding padding = spec.options().find(PADDING).orElse(fixed.isPresent() ? Padding.FIXED : Padding.LONGEST);
        if (padding == Padding.FIXED && fixed.isEmpty()) {
            throw new WorkloadException("'padding: fixed' needs a sequence length in the trial");
        }
        return new PaddedLength(padding, spec.options().get(BUCKETS), fixed);
    }

    private static List<Integer> buckets(String text) {
        List<Integer> lengths = Arrays.stream(text.split(","))
                .map(part -> Integer.valueOf(part.strip()))
                .toList();
        for (int i = 0; i < lengths.size(); i++) {
            if (lengths.get(i) <= (i == 0 ? 0 : lengths.get(i - 1))) {
                throw new IllegalArgumentException("lengths must rise");
            }
        }
        return lengths;
    }
}
