package io.inferbench.examples.shootout;

import io.inferbench.api.report.Parameters;
import io.inferbench.core.config.ProviderChoice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that say what a server is asked; three defaults can come from the environment, as known harnesses take them. */
final class ServedPromptFlags {

    /** Prompts beyond the measured ones, for the warm-up. */
    private static final int SPARE = 1000;

    @Option(
            names = {"--num-prompts", "--prompt-limit"},
            paramLabel = "N",
            defaultValue = "${env:BENCHMARK_PROMPT_LIMIT:-200}",
            description = "How many requests are measured. Default: BENCHMARK_PROMPT_LIMIT, else 200.")
    private int count;

    @Option(
            names = {"--input-len", "--random-input-len"},
            paramLabel = "N",
            defaultValue = "512",
            description = "Tokens of a random prompt. Default ${DEFAULT-VALUE}.")
    private int inputLength;

    @Option(
            names = {"--output-len", "--random-output-len", "--max-tokens"},
            paramLabel = "N",
            defaultValue = "${env:BENCHMARK_MAX_TOKENS:-128}",
            description = "Tokens to generate. Default: BENCHMARK_MAX_TOKENS, else 128.")
    private int outputLength;

    @Option(
            names = "--vocabulary",
            paramLabel = "N",
            defaultValue = "32000",
            description = "Random ids are drawn below this. Default ${DEFAULT-VALUE}.")
    private int vocabulary;

    @Option(names = "--prefix-len", paramLabel = "N", description = "Tokens at the beginning that all prompts share.")
    private @Nullable Integer prefixLength;

    @Option(
            names = {"--dataset-path", "--prompts"},
            paramLabel = "FILE",
            description = "Prompts of a text, JSONL or ShareGPT file in place of random ids.")
    private @Nullable Path file;

    @Option(names = "--verses", description = "Prompts of English verse in place of random ids; needs --tokenizer.")
    private boolean verses;

    @Option(
            names = "--prompt-form",
            paramLabel = "FORM",
            description = "tokens, text or chat, for servers that do not take what is sent by default.")
    private @Nullable String form;

    @Option(names = "--stop-at-eos", description = "Let answers end where the model ends them.")
    private boolean stopAtEnd;

    @Option(names = "--temperature", paramLabel = "T", description = "0, the default, takes the most probable token.")
    private @Nullable Double temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "Draws from the most probable tokens of this sum.")
    private @Nullable Double topP;

    int count() {
        return count;
    }

    /**
     * Returns the workload.
     *
     * @param sent how many requests the load sends, warm-up not counted
     */
    ProviderChoice workload(int sent) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("ignore-eos", Boolean.toString(!stopAtEnd));
        if (form != null) {
            options.put("prompt-form", form);
        }
        if (temperature != null) {
            options.put("temperature", temperature.toString());
        }
        if (topP != null) {
            options.put("top-p", topP.toString());
        }
        if (file != null) {
            options.put("file", file.toString());
            options.put("limit", Integer.toString(sent + SPARE));
            return new ProviderChoice("prompts-file", options);
        }
        options.put("requests", Integer.toString(sent + SPARE));
        if (prefixLength != null) {
            options.put("prefix-tokens", prefixLength.toString());
        }
        if (verses) {
            return new ProviderChoice("verse-prompts", options);
        }
        options.put("vocabulary", Integer.toString(vocabulary));
        return new ProviderChoice("synthetic-prompts", options);
    }

    /**
     * Returns the trial's lengths.
     *
     * @param generated whether the endpoint answers with tokens
     */
    Map<String, String> parameters(boolean generated) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (file == null) {
            parameters.put(Parameters.SEQUENCE_LENGTH, Integer.toString(inputLength));
        }
        if (generated) {
            parameters.put(Parameters.NEW_TOKENS, Integer.toString(outputLength));
        }
        return parameters;
    }
}
