package io.inferbench.examples.shootout;

import io.inferbench.api.backend.Backend;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.discovery.ProviderCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that choose engines. */
final class EngineFlags {

    /** What backends call the number of threads that share one operator, first found first taken. */
    private static final List<String> THREAD_OPTIONS = List.of("threads.intra", "threads");

    @Option(
            names = "--backend",
            paramLabel = "ID",
            defaultValue = "ort-cpu",
            converter = SeparatedList.Converter.class,
            description = "Backends to compare: repeat, or separate by commas; 'shootout list' shows them. Default"
                    + " ${DEFAULT-VALUE}.")
    private List<SeparatedList> backends = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the engine. Default: its own choice.")
    private @Nullable Integer threads;

    @Option(
            names = {"-O", "--option"},
            paramLabel = "NAME=VALUE",
            description = "Option of every backend; 'shootout list --options' shows them. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    List<ProviderChoice> choices(ProviderCatalog catalog) throws BadInputException {
        Set<String> ids = new LinkedHashSet<>();
        backends.forEach(list -> ids.addAll(list.values()));
        List<ProviderChoice> choices = new ArrayList<>();
        for (String id : ids) {
            Map<String, String> given = new LinkedHashMap<>(options);
            Optional<Backend> backend = catalog.backends().find(id);
            // An unknown backend is the planner's to report, with everything else that is wrong.
            if (threads != null && backend.isPresent()) {
                given.put(threadOption(backend.get()), Integer.toString(threads));
            }
            choices.add(new ProviderChoice(id, given));
        }
        return choices;
    }

    private static String threadOption(Backend backend) throws BadInputException {
        return THREAD_OPTIONS.stream()
                .filter(name -> backend.options().stream()
                        .anyMatch(option -> option.name().equals(name)))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "--threads: backend '" + backend.id() + "' has no option for it; leave it out"));
    }
}
