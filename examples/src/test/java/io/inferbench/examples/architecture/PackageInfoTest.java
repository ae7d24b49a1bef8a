package io.inferbench.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every package says what it is for, and that its types are not null unless they say so. */
class PackageInfoTest {

    @Test
    void everyPackageSaysWhatItIsForItsStatusAndItsNullness() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path folder : packageFolders()) {
            Path file = folder.resolve("package-info.java");
            String text = Files.exists(file) ? Files.readString(file) : "";
            for (String part : demanded(folder)) {
                if (!text.contains(part)) {
                    found.add(SourceTree.ROOT.relativize(file) + " lacks " + part);
                }
            }
        }

        assertThat(found).isEmpty();
    }

    /** Nobody builds on the examples, so they promise nothing. */
    private static List<String> demanded(Path folder) {
        boolean isExample = folder.startsWith(SourceTree.ROOT.resolve("examples"));
        return isExample ? List.of("/**", "@NullMarked") : List.of("/**", "@NullMarked", "@API(");
    }

    private static List<Path> packageFolders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path module : SourceTree.modules()) {
            Path main = module.resolve("src/main/java");
            if (Files.isDirectory(main)) {
                SourceTree.javaFilesBelow(main).stream()
                        .filter(file -> !file.endsWith("module-info.java"))
                        .map(Path::getParent)
                        .distinct()
                        .forEach(folders::add);
            }
        }
        return folders;
    }
}
