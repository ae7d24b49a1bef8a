package io.inferbench.core.run;

import io.inferbench.api.Device;
import io.inferbench.api.Precision;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.Trial;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The parameters of a trial that the harness itself understands, as values. */
record TrialParameters(Trial trial) {

    Precision precision() {
        return trial.parameter(Parameters.PRECISION).map(Precision::parse).orElse(Precision.FP32);
    }

    int batchSize() {
        return trial.number(Parameters.BATCH).orElse(1);
    }

    int concurrency() {
        return trial.number(Parameters.CONCURRENCY).orElse(1);
    }

    /** Returns most requests in flight at a server, if the trial says so. */
    OptionalInt placesInFlight() {
        return trial.number(Parameters.CONCURRENCY);
    }

    Optional<String> rate() {
        return trial.parameter(Parameters.RATE);
    }

    Optional<String> arrivals() {
        return trial.parameter(Parameters.ARRIVALS);
    }

    OptionalInt sequenceLength() {
        return trial.number(Parameters.SEQUENCE_LENGTH);
    }

    OptionalInt newTokens() {
        return trial.number(Parameters.NEW_TOKENS);
    }

    Optional<List<Device>> devices() {
        return trial.parameter(Parameters.DEVICE)
                .map(text -> Stream.of(text.split("\\+")).map(Device::parse).toList());
    }

    /** Returns the shape of one call, if the parameters fix it. */
    Optional<CallShape> callShape() {
        if (sequenceLength().isEmpty()) {
            return Optional.empty();
        }
        int length = sequenceLength().getAsInt();
        return Optional.of(
                newTokens().isPresent()
                        ? CallShape.generation(batchSize(), length, newTokens().getAsInt())
                        : CallShape.forward(batchSize(), length));
    }
}
