package io.inferbench.models.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** The models that have a name. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Presets {

    private static final Map<String, TransformerSpec> ALL = Collections.unmodifiableMap(Stream.of(
                    BertSpec.of("bert-base", 12, 768, 12),
                    BertSpec.of("bert-large", 24, 1024, 16),
                    // google/bert_uncased_L-2_H-128_A-2
                    BertSpec.of("bert-tiny", 2, 128, 2),
                    BertSpec.of("all-minilm-l6-v2", 6, 384, 12).withHead(new BertHead.SentenceEmbedding()))
            .collect(Collectors.toMap(
                    TransformerSpec::name, Function.identity(), (first, second) -> first, LinkedHashMap::new)));

    private Presets() {}

    /** The preset of that name. */
    public static Optional<TransformerSpec> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Every preset's name, families together. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }
}
