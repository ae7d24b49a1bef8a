package io.inferbench.core.run;

import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.WarmUpSettings;
import io.inferbench.core.plan.PlannedTrial;
import java.nio.file.Path;

/**
 * What one fork has to do; plain values, so that it can cross to a child process.
 *
 * @param trial the cell
 * @param fork from 0
 * @param purpose why it runs
 * @param seed of weights, requests and their order
 * @param warmUp when warm-up ends
 * @param measurement when measurement ends
 * @param load how a server is loaded
 * @param agreement what to do about the outputs
 * @param watched whether the ledger and device samplers run beside it
 * @param workDirectory existing folder for the backend's profiles and scratch files
 * @param cacheDirectory where model files are kept between runs
 */
public record ForkAssignment(
        PlannedTrial trial,
        int fork,
        Purpose purpose,
        long seed,
        WarmUpSettings warmUp,
        MeasurementSettings measurement,
        LoadSettings load,
        AgreementTask agreement,
        boolean watched,
        Path workDirectory,
        Path cacheDirectory) {

    /** Why a fork runs. */
    public enum Purpose {
        /** To measure. */
        MEASURE,
        /** To leave the reference's outputs behind, and no figures. */
        REFERENCE
    }
}
