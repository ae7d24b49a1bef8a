package io.inferbench.core.config;

import io.inferbench.core.config.PlanNode.Mapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads plans: YAML or JSON, the same keys in both.
 *
 * <p>Everything wrong with a plan is reported at once, with its line; nothing that is not understood is passed over.
 * {@code docs/plan-format.md} has every key.
 */
public final class PlanReader {

    private PlanReader() {}

    /**
     * Finds what is wrong with a configuration beyond its text: names of providers, options, models.
     *
     * @param <X> what else it may throw
     */
    @FunctionalInterface
    public interface Check<X extends Exception> {

        /** Throws with everything that is wrong. */
        void check(BenchmarkConfig config) throws PlanException, X;
    }

    private static final Check<RuntimeException> NONE = config -> {};

    /**
     * Reads a file; {@code .json} is JSON, anything else YAML.
     *
     * @param overrides {@code path=value}, in place of what the file says
     * @throws PlanException with everything that is wrong
     */
    public static PlanDocument read(Path file, List<String> overrides) throws PlanException {
        return read(file, overrides, NONE);
    }

    /**
     * Reads a file and, if its text has mistakes, looks for the others that it has, so that all are told at once.
     *
     * @param overrides {@code path=value}, in place of what the file says
     * @param <X> what else that check may throw
     * @param further made only if something is wrong already: whoever runs the plan checks it anyway
     * @throws PlanException with everything that is wrong
     */
    public static <X extends Exception> PlanDocument read(Path file, List<String> overrides, Check<X> further)
            throws PlanException, X {
        Origin origin = new Origin(file.toString(), OptionalInt.empty(), OptionalInt.empty());
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return read(file.toString(), ConfigReader.nameOf(file), text, overrides, further);
        } catch (NoSuchFileException absent) {
            throw refused(origin, "there is no such plan file; give the path of a .yaml or .json plan");
        } catch (CharacterCodingException notUtf8) {
            throw refused(origin, "is not UTF-8; save it as UTF-8");
        } catch (IOException unreadable) {
            throw refused(origin, "cannot be read: " + unreadable);
        }
    }

    /**
     * Reads a text.
     *
     * @param source name for error texts; {@code .json} at its end means JSON, else a text beginning with a brace does
     * @param text of the plan
     * @param overrides {@code path=value}, in place of what the text says
     * @throws PlanException with everything that is wrong
     */
    public static PlanDocument read(String source, String text, List<String> overrides) throws PlanException {
        return read(source, "plan", text, overrides, NONE);
    }

    private static <X extends Exception> PlanDocument read(
            String source, String defaultName, String text, List<String> overrides, Check<X> further)
            throws PlanException, X {
        PlanProblems problems = new PlanProblems();
        Optional<PlanNode> tree = PlanParser.parseFile(source, text, problems);
        if (tree.isEmpty() || !(tree.get() instanceof Mapping root)) {
            tree.ifPresent(node -> problems.add(
                    node.origin(), "", "a plan is a mapping of keys such as backends and trials, not " + node.kind()));
            throw new PlanException(problems.list());
        }
        new PlanOverrides(problems).apply(root, overrides);
        BenchmarkConfig config = new ConfigReader(problems, defaultName).read(root);
        problems.addNew(SettingsCheck.of(config));
        if (!problems.list().isEmpty()) {
            try {
                further.check(config);
            } catch (PlanException more) {
                problems.addNew(more.problems());
            }
        }
        problems.throwIfAny();
        return new PlanDocument(config, problems.places());
    }

    private static PlanException refused(Origin origin, String message) {
        return new PlanException(List.of(new PlanProblem(Optional.of(origin), "", message)));
    }
}
