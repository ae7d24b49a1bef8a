package io.inferbench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitFactsTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "fedcba9876543210fedcba9876543210fedcba98";

    @TempDir
    private Path folder;

    @Test
    void readsTheBranchAboveASubdirectory() throws Exception {
        write(".git/HEAD", "ref: refs/heads/feature/fast\n");
        write(".git/refs/heads/feature/fast", COMMIT + "\n");
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));

        assertThat(facts(deep)).isEqualTo(Map.of("commit", COMMIT, "branch", "feature/fast"));
    }

    @Test
    void readsADetachedHead() throws Exception {
        write(".git/HEAD", COMMIT + "\n");

        assertThat(facts(folder)).isEqualTo(Map.of("commit", COMMIT));
    }

    @Test
    void readsPackedReferencesUnlessALooseOneIsNewer() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled fully-peeled sorted\n" + OTHER + " refs/heads/domain\n" + COMMIT
                        + " refs/heads/main\n^" + OTHER + "\n");
        assertThat(facts(folder)).containsEntry("commit", COMMIT);

        write(".git/refs/heads/main", OTHER);
        assertThat(facts(folder)).containsEntry("commit", OTHER);
    }

    /** A work tree has a file for a folder, its own HEAD, and shares the branches of the main repository. */
    @Test
    void readsAWorkTree() throws Exception {
        write("main/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
        write("main/.git/worktrees/side/commondir", "../..\n");
        write("main/.git/refs/heads/side", COMMIT);
        write("side/.git", "gitdir: ../main/.git/worktrees/side\n");

        assertThat(facts(folder.resolve("side"))).isEqualTo(Map.of("commit", COMMIT, "branch", "side"));
    }

    @Test
    void aNewRepositoryHasABranchAndNoCommit() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");

        assertThat(facts(folder)).isEqualTo(Map.of("branch", "main"));
    }

    @Test
    void doesNotFollowCirclesOrLeaveTheReferences() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", "ref: refs/heads/main\n");
        assertThat(facts(folder)).doesNotContainKey("commit");

        write("secret", COMMIT);
        write(".git/refs/heads/main", "ref: refs/../../secret\n");
        assertThat(facts(folder)).doesNotContainKey("commit");
        write(".git/refs/heads/main", "no commit at all\n");
        assertThat(facts(folder)).doesNotContainKey("commit");
    }

    private Map<String, String> facts(Path directory) {
        return Section.gather(new GitFacts(directory)::gather);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
