package io.inferbench.api.report;

import io.inferbench.api.Device;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One process that ran a trial once.
 *
 * @param index from 0
 * @param isolated whether it was a process of its own; {@code false} for an embedded run
 * @param devices where the work ran, as the session said
 * @param facts of the session, the model and the workload
 * @param phases in order
 * @param tables raw samples
 * @param agreement how its outputs compare with the reference's
 * @param interference what disturbed the measurement
 * @param environment of the process, where it differs from the run's: JVM options, libraries loaded
 */
public record ForkResult(
        int index,
        boolean isolated,
        List<Device> devices,
        Map<String, String> facts,
        List<PhaseResult> phases,
        List<SampleTable> tables,
        Agreement agreement,
        Interference interference,
        Map<String, String> environment) {

    /** Copies the collections. */
    public ForkResult {
        devices = List.copyOf(devices);
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        phases = List.copyOf(phases);
        tables = List.copyOf(tables);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** Returns the table of that name. */
    public Optional<SampleTable> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** Returns the phase of that stage. */
    public Optional<PhaseResult> phase(Stage stage) {
        return phases.stream().filter(phase -> phase.stage() == stage).findFirst();
    }
}
