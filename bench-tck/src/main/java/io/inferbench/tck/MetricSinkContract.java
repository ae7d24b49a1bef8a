package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Provider;
import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.tck.doubles.SampleRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The rules of every sink: S-01 … S-06 of {@code docs/contract.md}. */
public abstract class MetricSinkContract extends ProviderContract {

    private static final String OLD = "from an earlier run";

    /** A folder of the running test. */
    @TempDir
    Path folder;

    /** Creates the kit; called by JUnit once per test. */
    protected MetricSinkContract() {}

    /** Returns a new instance of the sink, by its public no-argument constructor. */
    protected abstract MetricSink sink();

    /** Returns the sink's options, as a plan writes them. */
    protected Map<String, String> options() {
        return Map.of();
    }

    @Override
    final Provider provider() {
        return sink();
    }

    @Override
    final Class<? extends Provider> kind() {
        return MetricSink.class;
    }

    /** A part of a run, told to a session. */
    @FunctionalInterface
    private interface Story {
        void tell(SinkSession session) throws SinkException;
    }

    @Test
    @Tag("required")
    @DisplayName("S-01 events in any order up to close are taken")
    void eventsInAnyOrderAreTaken() throws Exception {
        Map<String, Story> stories = new LinkedHashMap<>();
        stories.put("a whole run", session -> {
            SinkRecording.tellTrials(session);
            session.runFinished(SampleRun.report());
        });
        stories.put("a report alone, as when files are rebuilt", session -> session.runFinished(SampleRun.report()));
        stories.put("results of trials that did not start, as when a run is resumed", session -> {
            session.runStarted(SampleRun.header());
            session.trialFinished(SampleRun.results().get(1));
            session.trialFinished(SampleRun.results().get(0));
            session.runFinished(SampleRun.report());
        });
        stories.put("progress outside a trial", session -> {
            session.progressed(SinkRecording.PROGRESS);
            session.runStarted(SampleRun.header());
            session.progressed(SinkRecording.PROGRESS);
            session.trialFinished(SampleRun.results().get(2));
            session.progressed(SinkRecording.PROGRESS);
        });
        stories.put("an interrupted run without results", session -> {
            session.runStarted(SampleRun.header());
            session.runFinished(SampleRun.emptyReport());
        });
        for (Map.Entry<String, Story> story : stories.entrySet()) {
            for (boolean interactive : new boolean[] {false, true}) {
                tell(story.getKey(), story.getValue(), interactive);
            }
        }
    }

    private void tell(String name, Story story, boolean interactive) throws Exception {
        Path place = Files.createTempDirectory(folder, "story");
        try (SinkSession session = sink().open(SinkSpec.of(place, new StringBuilder(), interactive, parsed()))) {
            story.tell(session);
            assertThat(session.files()).as("files() after %s", name).allMatch(Files::exists, "exists");
        } catch (SinkException | RuntimeException | LinkageError thrown) {
            throw new AssertionError("told " + name + ", the sink threw " + thrown, thrown);
        }
    }

    @Test
    @Tag("required")
    @DisplayName("S-02 close without runFinished leaves no file, and close is idempotent")
    void closeWithoutEndLeavesNoFile() throws Exception {
        for (Story story : List.<Story>of(
                session -> {}, session -> session.runStarted(SampleRun.header()), SinkRecording::tellTrials)) {
            Path place = Files.createTempDirectory(folder, "aborted");
            SinkSession session = open(place);
            story.tell(session);
            session.close();
            session.close();
            assertThat(FolderContent.of(place).sha256().keySet())
                    .as("files of an aborted run")
                    .isEmpty();
            assertThat(session.files()).as("files() of an aborted run").isEmpty();
        }
    }

    @Test
    @Tag("required")
    @DisplayName("S-03 a place that fails during the run is a SinkException, never an unchecked one")
    void failingPlaceIsASinkException() throws Exception {
        for (int appends : new int[] {0, 1, 5}) {
            tolerateSinkException("a console that fails after " + appends + " appends", () -> {
                Path place = Files.createTempDirectory(folder, "failing");
                SinkSpec spec = SinkSpec.of(place, new FailingConsole(appends), true, parsed());
                tellWholeRun(sink().open(spec), () -> {});
            });
        }
        tolerateSinkException("a folder that goes away", () -> {
            Path place = Files.createTempDirectory(folder, "going");
            tellWholeRun(open(place), () -> deleteFolder(place));
        });
    }

    private static void tellWholeRun(SinkSession session, Refusals.Action afterOpen) throws Exception {
        try (session) {
            afterOpen.run();
            SinkRecording.tellTrials(session);
            session.runFinished(SampleRun.report());
        }
    }

    private static void tolerateSinkException(String what, Refusals.Action action) {
        try {
            action.run();
        } catch (SinkException said) {
            assertThat(said.getMessage()).as("text about %s", what).isNotBlank();
        } catch (Exception | LinkageError thrown) {
            throw new AssertionError("with " + what + ", the sink should throw SinkException, not " + thrown, thrown);
        }
    }

    @Test
    @Tag("required")
    @DisplayName("S-04 a folder that cannot be written is refused by open, naming it")
    void unwritableFolderIsRefusedByOpen() throws Exception {
        requireFiles();
        Path noFolder = Files.writeString(folder.resolve("a-file-and-no-folder"), OLD, StandardCharsets.UTF_8);
        SinkException refusal = Refusals.expect(
                SinkException.class,
                "open() with a file in place of the folder",
                () -> open(noFolder).close());
        assertThat(refusal.getMessage()).as("text of the refusal").contains(noFolder.toString());
        assertThat(noFolder).as("the file in place of the folder").hasContent(OLD);
    }

    @Test
    @Tag("required")
    @DisplayName("S-05 a file appears under its name when it is whole, and no other file is left")
    void filesAreWholeOrAbsent() throws Exception {
        Set<String> names = requireFiles();
        Path place = Files.createTempDirectory(folder, "whole");
        for (String name : names) {
            Files.createDirectories(place.resolve(name).getParent());
            Files.writeString(place.resolve(name), OLD, StandardCharsets.UTF_8);
        }
        SinkSession session = open(place);
        SinkRecording.tellTrials(session);
        assertThat(session.files()).as("files() before the run has finished").isEmpty();
        for (String name : names) {
            assertThat(place.resolve(name))
                    .as("file before the run has finished")
                    .hasContent(OLD);
        }
        session.runFinished(SampleRun.report());
        List<Path> named = List.copyOf(session.files());
        session.close();
        FolderContent left = FolderContent.of(place);
        assertThat(relative(named, place))
                .as("files() when the run has finished")
                .isEqualTo(names);
        assertThat(left.sha256().keySet()).as("files in the folder after close").isEqualTo(names);
        assertThat(left.sha256())
                .as("content of the files, against a run into an empty folder")
                .isEqualTo(wholeRun(Locale.ROOT).files().sha256());
    }

    @Test
    @Tag("required")
    @DisplayName("S-06 what is written does not depend on the locale")
    @ResourceLock(Resources.LOCALE)
    void outputDoesNotDependOnTheLocale() throws Exception {
        SinkRecording wanted = wholeRun(Locale.ROOT);
        for (Locale locale : Locales.AWKWARD) {
            SinkRecording found = wholeRun(locale);
            assertThat(found.console()).as("console text in %s", locale).isEqualTo(wanted.console());
            assertThat(found.files()).as("files in %s", locale).isEqualTo(wanted.files());
        }
    }

    /** Returns the names of the files of a whole run; aborts for a sink that writes none. */
    private Set<String> requireFiles() throws Exception {
        Set<String> names = wholeRun(Locale.ROOT).files().sha256().keySet();
        Assumptions.assumeFalse(names.isEmpty(), "the sink '" + sink().id() + "' writes no file");
        return names;
    }

    /** Tells a whole run, always in a folder of the same name, since a sink may show it. */
    private SinkRecording wholeRun(Locale locale) throws Exception {
        Path place = Files.createDirectory(folder.resolve("run"));
        try {
            return Locales.with(locale, () -> SinkRecording.ofWholeRun(sink(), parsed(), place, true));
        } finally {
            deleteFolder(place);
        }
    }

    private SinkSession open(Path place) throws SinkException, OptionException {
        return sink().open(SinkSpec.of(place, new StringBuilder(), false, parsed()));
    }

    private Options parsed() throws OptionException {
        return Options.parse(sink().options(), options());
    }

    private static Set<String> relative(List<Path> files, Path place) {
        Set<String> names = new TreeSet<>();
        files.forEach(file -> names.add(place.relativize(file).toString().replace('\\', '/')));
        return names;
    }

    private static void deleteFolder(Path place) throws IOException {
        try (Stream<Path> entries = Files.walk(place)) {
            for (Path entry :
                    entries.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(entry);
            }
        }
    }

    /** Text for a person that nobody takes any more. */
    private static final class FailingConsole implements Appendable {

        private int left;

        FailingConsole(int appends) {
            this.left = appends;
        }

        @Override
        public Appendable append(CharSequence text) throws IOException {
            if (left == 0) {
                throw new IOException("the console is gone");
            }
            left--;
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text);
        }

        @Override
        public Appendable append(char character) throws IOException {
            return append(String.valueOf(character));
        }
    }
}
