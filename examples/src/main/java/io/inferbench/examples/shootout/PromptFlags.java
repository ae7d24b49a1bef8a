package io.inferbench.examples.shootout;

import io.inferbench.core.config.ProviderChoice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that say what is continued and how the next token is chosen. */
final class PromptFlags {

    private static final String OPTION = "trials[0].workloads[0].options.";

    /** Where the planner finds these flags. */
    static final Map<String, String> FLAG_BY_PATH = Map.of(
            OPTION + "file",
            "--prompts",
            OPTION + "prompt-tokens",
            "--input-lengths",
            OPTION + "new-tokens",
            "--output-lengths",
            OPTION + "temperature",
            "--temperature",
            OPTION + "top-p",
            "--top-p",
            OPTION + "top-k",
            "--top-k",
            OPTION + "ignore-eos",
            "--stop-at-eos");

    private static final String LENGTHS = "a number, uniform:64..256, normal:128,32 or 64,128,256";

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description =
                    "Real prompts (.txt: one a line, .jsonl, ShareGPT .json) in place of synthetic ones; needs the"
                            + " tokenizer of a --checkpoint. They keep their lengths unless --seq-len is given too.")
    private @Nullable Path file;

    @Option(
            names = "--recorded-lengths",
            description = "Generate as much as the answers in the --prompts file are long.")
    private boolean recorded;

    @Option(
            names = "--input-lengths",
            paramLabel = "DIST",
            description = "Tokens of each synthetic prompt, drawn: " + LENGTHS + ".")
    private @Nullable String inputLengths;

    @Option(
            names = "--output-lengths",
            paramLabel = "DIST",
            description = "Tokens to generate for each request, drawn: " + LENGTHS + ".")
    private @Nullable String outputLengths;

    @Option(names = "--temperature", paramLabel = "T", description = "Draw tokens; 0, the default, takes the largest.")
    private @Nullable String temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "Draw from the most probable tokens of this sum.")
    private @Nullable String topP;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw from so many most probable tokens.")
    private @Nullable String topK;

    @Option(
            names = "--stop-at-eos",
            description = "End a sequence at its end token; without it every sequence gets all its tokens.")
    private boolean stopAtEnd;

    /** Returns whether prompts have lengths of their own, which no parameter then says. */
    boolean decideInputLengths() {
        return file != null || inputLengths != null;
    }

    /** Returns whether something here says how much to generate. */
    boolean decideOutputLengths() {
        return recorded || outputLengths != null;
    }

    /**
     * Refuses flags that contradict each other.
     *
     * @param lengthsFixed whether other flags say how long prompts are
     */
    void check(boolean lengthsFixed) throws BadInputException {
        if (file != null && inputLengths != null) {
            throw new BadInputException("--prompts and --input-lengths: prompts of a file have lengths; keep one");
        }
        if (recorded && (file == null || outputLengths != null)) {
            throw new BadInputException(
                    "--recorded-lengths: takes the answers of a --prompts file, and no --output-lengths beside it");
        }
        if (inputLengths != null && lengthsFixed) {
            throw new BadInputException("--input-lengths: --seq-len or --input-output-len already says how long prompts"
                    + " are; keep one");
        }
    }

    ProviderChoice workload() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "prompt-tokens", inputLengths);
        put(options, "new-tokens", outputLengths);
        put(options, "temperature", temperature);
        put(options, "top-p", topP);
        put(options, "top-k", topK);
        if (stopAtEnd) {
            options.put("ignore-eos", "false");
        }
        put(options, "file", Optional.ofNullable(file).map(Path::toString).orElse(null));
        return new ProviderChoice(file == null ? "synthetic-prompts" : "prompts-file", options);
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
