package io.inferbench.core.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected outputs as files, so that a change of a format is seen in review.
 *
 * <p>To accept a change: {@code ./mvnw -pl bench-core -am test -Dtest='io.inferbench.core.sink.**' -Dgolden.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false}, then look at the difference.
 */
final class GoldenFiles {

    private static final Path FOLDER = Path.of("src/test/resources/io/inferbench/core/sink/golden");

    private GoldenFiles() {}

    static void check(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
