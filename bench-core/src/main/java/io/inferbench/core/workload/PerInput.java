package io.inferbench.core.workload;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.core.config.NearestName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits an option that says something of each input: {@code input_ids:4x128,attention_mask:4x128}. */
final class PerInput {

    private PerInput() {}

    /**
     * Returns what is said by input. Names of inputs may hold colons, so they are found by what the model takes.
     *
     * @param problems gets a sentence for every entry that names no input, or one already named
     */
    static Map<String, String> of(String option, String text, ModelSignature signature, List<String> problems) {
        Map<String, String> result = new LinkedHashMap<>();
        List<String> names = signature.inputs().stream().map(TensorSpec::name).toList();
        for (String entry : text.split(",", -1)) {
            String said = entry.strip();
            Optional<String> name = names.stream()
                    .filter(candidate -> said.startsWith(candidate + ":"))
                    .max(Comparator.comparingInt(String::length));
            if (name.isEmpty()) {
                String written = said.contains(":") ? said.substring(0, said.indexOf(':')) : said;
                problems.add(option + " '" + said + "' should be INPUT:… and names none of the inputs"
                        + NearestName.hint(written, names));
                continue;
            }
            String value = said.substring(name.get().length() + 1).strip();
            if (result.putIfAbsent(name.get(), value) != null) {
                problems.add(option + " of " + name.get() + " is given twice");
            }
        }
        return result;
    }
}
