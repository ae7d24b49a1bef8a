package io.inferbench.backend.djl.pytorch;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What is said about a module, by its model source or by the module's archive itself. */
final class ModuleFacts {

    /** An extra file, as {@code torch.jit.save} names them below the archive's own folder. */
    private static final String EXTRA_FILE = "/extra/inferbench.properties";

    private final Map<String, String> facts;

    private ModuleFacts(Map<String, String> facts) {
        this.facts = facts;
    }

    /** Reads the archive's own facts; what the model source says goes before. */
    static ModuleFacts of(Map<String, String> said, Path archive) {
        Map<String, String> facts = new HashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Optional<? extends ZipEntry> extra = zip.stream()
                    .filter(entry -> entry.getName().endsWith(EXTRA_FILE))
                    .findFirst();
            if (extra.isPresent()) {
                Properties properties = new Properties();
                try (Reader in = new InputStreamReader(zip.getInputStream(extra.get()), StandardCharsets.UTF_8)) {
                    properties.load(in);
                }
                properties.stringPropertyNames().forEach(name -> facts.put(name, properties.getProperty(name)));
            }
        } catch (IOException unreadable) {
            // Loading the module will say what is wrong with the file, if anything is.
            facts.clear();
        }
        facts.putAll(said);
        return new ModuleFacts(facts);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(facts.get(name));
    }
}
