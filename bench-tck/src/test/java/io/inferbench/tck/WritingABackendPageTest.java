package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code on the page for authors is code of the example, which is compiled and tested. */
class WritingABackendPageTest {

    private static final Path PAGE = Path.of("../docs/writing-a-backend.md");
    private static final Path EXAMPLE = Path.of("../examples/third-party-backend");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:java|xml)\\n(.*?)^```$");

    @Test
    void codeIsTakenFromTheExample() throws IOException {
        StringBuilder code = new StringBuilder(read(EXAMPLE.resolve("pom.xml")));
        try (Stream<Path> files = Files.walk(EXAMPLE.resolve("src"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                code.append(read(file));
            }
        }

        List<String> blocks = BLOCK.matcher(read(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks)
                .hasSizeGreaterThan(5)
                .allSatisfy(block -> assertThat(code).contains(block));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
