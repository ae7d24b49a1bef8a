package io.inferbench.core.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commit that is checked out in a directory or above it, read from git's files: no git needs to be installed.
 *
 * <p>Whether files were changed since is not told; that takes git itself.
 */
final class GitFacts {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String REF = "ref: ";
    private static final String BRANCHES = "refs/heads/";

    /** Symbolic references point to one another at most a few times; a circle would never end. */
    private static final int MOST_STEPS = 5;

    private final Path directory;

    GitFacts(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    void gather(Section section) {
        Optional<Path> git = gitDirectory();
        Optional<String> head = git.flatMap(folder -> text(folder.resolve("HEAD")));
        if (git.isEmpty() || head.isEmpty()) {
            return;
        }
        section.put("commit", commit(git.get(), head.get(), MOST_STEPS));
        section.put(
                "branch",
                head.filter(text -> text.startsWith(REF + BRANCHES))
                        .map(text -> text.substring((REF + BRANCHES).length())));
    }

    private Optional<Path> gitDirectory() {
        for (@Nullable Path folder = directory; folder != null; folder = folder.getParent()) {
            Path git = folder.resolve(".git");
            if (Files.isDirectory(git)) {
                return Optional.of(git);
            }
            // In a work tree or a submodule it is a file that names the real one.
            Optional<Path> named = text(git)
                    .filter(text -> text.startsWith("gitdir: "))
                    .map(text -> git.resolveSibling(text.substring("gitdir: ".length())));
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> commit(Path git, String reference, int stepsLeft) {
        if (!reference.startsWith(REF)) {
            return Optional.of(reference).filter(text -> COMMIT.matcher(text).matches());
        }
        String name = reference.substring(REF.length());
        if (stepsLeft == 0 || !name.startsWith("refs/") || name.contains("..")) {
            return Optional.empty();
        }
        Path common = text(git.resolve("commondir")).map(git::resolve).orElse(git);
        return text(git.resolve(name))
                .or(() -> text(common.resolve(name)))
                .or(() -> packed(common, name))
                .flatMap(next -> commit(git, next, stepsLeft - 1));
    }

    private static Optional<String> packed(Path common, String name) {
        return text(common.resolve("packed-refs"))
                .flatMap(refs -> refs.lines()
                        .filter(line -> line.endsWith(" " + name))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .findFirst());
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
