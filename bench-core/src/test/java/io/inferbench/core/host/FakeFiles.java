package io.inferbench.core.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Captured text under its path. */
public final class FakeFiles implements SystemFiles {

    private final Map<String, String> texts = new TreeMap<>();

    public FakeFiles with(String path, String text) {
        texts.put(path, text);
        return this;
    }

    @Override
    public Optional<String> text(String path) {
        return Optional.ofNullable(texts.get(path)).map(String::strip);
    }

    @Override
    public List<String> names(String directory) {
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        return texts.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("/")[0])
                .distinct()
                .toList();
    }
}
