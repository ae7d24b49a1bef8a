package io.inferbench.core.plan;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.report.Parameters;
import io.inferbench.core.config.ProviderChoice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks each backend once and judges every trial by the answer. */
final class Availabilities {

    private final Prober prober;
    private final Map<ProviderChoice, Availability> answers = new HashMap<>();

    Availabilities(Prober prober) {
        this.prober = prober;
    }

    PlannedTrial judge(PlannedTrial trial) {
        if (trial.unavailable().isPresent()) {
            return trial;
        }
        Optional<PlannedTrial.Unrunnable> unavailable = unavailable(trial);
        return new PlannedTrial(trial.trial(), trial.backend(), trial.model(), trial.workload(), unavailable);
    }

    private Optional<PlannedTrial.Unrunnable> unavailable(PlannedTrial trial) {
        Availability answer = answers.computeIfAbsent(trial.backend(), this::probe);
        if (answer instanceof Unavailable unavailable) {
            return Optional.of(new PlannedTrial.Unrunnable(unavailable.explanation(), unavailable.remedy()));
        }
        List<Device> offered = ((Available) answer).devices();
        return trial.trial().parameter(Parameters.DEVICE).flatMap(wanted -> missingDevice(wanted, offered));
    }

    private Availability probe(ProviderChoice choice) {
        try {
            return prober.probe(choice);
        } catch (LinkageError | RuntimeException failure) {
            return new Unavailable(
                    Unavailable.Reason.PROVIDER_FAILURE,
                    "asking '" + choice.id() + "' whether it can run failed: " + failure,
                    "look at the failure; the backend's installation may be damaged",
                    Optional.of(failure));
        }
    }

    /** A backend that lists no device leaves the check to the session, which must not fall back (B-12). */
    private static Optional<PlannedTrial.Unrunnable> missingDevice(String wanted, List<Device> offered) {
        List<Device> missing = Arrays.stream(wanted.split("\\+"))
                .map(Device::parse)
                .filter(device -> offered.stream().noneMatch(device::isSamePlaceAs))
                .toList();
        if (offered.isEmpty() || missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PlannedTrial.Unrunnable(
                "device " + references(missing) + " was asked for; the backend offers " + references(offered),
                "choose one of these devices"));
    }

    private static String references(List<Device> devices) {
        return devices.stream().map(Device::reference).collect(Collectors.joining(", "));
    }
}
