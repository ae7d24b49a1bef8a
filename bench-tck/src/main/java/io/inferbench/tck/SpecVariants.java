package io.inferbench.tck;

import io.inferbench.api.Device;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import java.util.List;

/** Specifications that differ from another in one part. */
final class SpecVariants {

    private SpecVariants() {}

    static SessionSpec withModel(SessionSpec spec, ModelArtifact model) {
        SessionSpec.Builder builder = copy(spec, model);
        spec.devices().ifPresent(builder::devices);
        return builder.build();
    }

    static SessionSpec withDevices(SessionSpec spec, List<Device> devices) {
        return copy(spec, spec.model()).devices(devices).build();
    }

    private static SessionSpec.Builder copy(SessionSpec spec, ModelArtifact model) {
        SessionSpec.Builder builder = SessionSpec.builder(model, spec.workDirectory())
                .precision(spec.precision())
                .options(spec.options())
                .progress(spec.progress());
        spec.expectedShape().ifPresent(builder::expectedShape);
        return builder;
    }
}
