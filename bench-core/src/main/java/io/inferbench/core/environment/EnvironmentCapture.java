package io.inferbench.core.environment;

import io.inferbench.core.host.ControlGroup;
import io.inferbench.core.host.SystemFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import oshi.SystemInfo;

/**
 * Looks at the JVM, the machine and the checked-out sources.
 *
 * <p>Costs about half a second, once, for the libraries that know the hardware; to be called outside every measurement.
 * Version and time of the run are not here: a report's header has them. Nothing is started and nothing leaves the machine. Immutable.
 */
public final class EnvironmentCapture {

    /** How a machine is named in a report that others will read. */
    public enum HostName {
        /** Not at all. */
        OMITTED,
        /** By the beginning of a SHA-256, which tells two reports of one machine as such. */
        HASHED,
        /** By its name. */
        PLAIN
    }

    private final SystemFiles files;
    private final Map<String, String> variables;
    private final Path directory;
    private final HostName hostName;

    EnvironmentCapture(SystemFiles files, Map<String, String> variables, Path directory, HostName hostName) {
        this.files = files;
        this.variables = variables;
        this.directory = directory;
        this.hostName = hostName;
    }

    /** Returns a capture of this machine, with its name hashed and the sources of the working directory. */
    public static EnvironmentCapture ofThisMachine() {
        return new EnvironmentCapture(SystemFiles.ofThisMachine(), System.getenv(), Path.of(""), HostName.HASHED);
    }

    /** Returns a copy that names the machine in another way. */
    public EnvironmentCapture withHostName(HostName newHostName) {
        return new EnvironmentCapture(files, variables, directory, newHostName);
    }

    /** Returns a copy that looks for the sources elsewhere. */
    public EnvironmentCapture inDirectory(Path newDirectory) {
        return new EnvironmentCapture(files, variables, newDirectory, hostName);
    }

    /** Looks at everything: once for a run. */
    public Environment ofRun() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        sections.putAll(ofProcess().sections());
        sections.put("system", Section.gather(new SystemFacts(files, hostName)::gather));
        sections.put("processor", Section.gather(processorFacts()::gather));
        sections.put("memory", Section.gather(EnvironmentCapture::gatherMemory));
        sections.put("container", Section.gather(this::gatherContainer));
        sections.put("git", Section.gather(new GitFacts(directory)::gather));
        return new Environment(sections);
    }

    /** Looks at what can differ from process to process: once for a fork, in the fork. Takes milliseconds. */
    public Environment ofProcess() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        sections.put("jvm", Section.gather(JvmFacts::gather));
        sections.put("variables", Section.gather(new VariableFacts(variables)::gather));
        return new Environment(sections);
    }

    private ProcessorFacts processorFacts() {
        return new ProcessorFacts(files, () -> new SystemInfo().getHardware().getProcessor());
    }

    private static void gatherMemory(Section section) {
        var memory = new SystemInfo().getHardware().getMemory();
        section.put("total_bytes", memory.getTotal());
        section.put("available_bytes", memory.getAvailable());
        section.put("swap_total_bytes", memory.getVirtualMemory().getSwapTotal());
        section.put("page_bytes", memory.getPageSize());
    }

    private void gatherContainer(Section section) {
        ControlGroup group = new ControlGroup(files);
        section.put("processor_limit", group.cpuLimit());
        section.put("memory_limit_bytes", group.memoryLimitBytes());
        section.put("kind", containerKind());
    }

    private Optional<String> containerKind() {
        if (variables.containsKey("KUBERNETES_SERVICE_HOST")) {
            return Optional.of("kubernetes");
        }
        if (files.text("/run/.containerenv").isPresent()) {
            return Optional.of("podman");
        }
        return files.text("/.dockerenv").isPresent() ? Optional.of("docker") : Optional.empty();
    }
}
