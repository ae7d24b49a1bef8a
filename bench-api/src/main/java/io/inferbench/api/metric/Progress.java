package io.inferbench.api.metric;

/**
 * News of a running trial.
 *
 * @param trialId the trial's id
 * @param trialNumber its place in the plan, from 1
 * @param trialCount trials of the plan
 * @param fork the running fork, from 1
 * @param forkCount forks of the trial
 * @param phase the phase's name, for instance {@code warm-up}
 * @param detail a few words: calls so far, latest median, what it waits for
 * @param elapsedNanos since the run started
 */
public record Progress(
        String trialId,
        int trialNumber,
        int trialCount,
        int fork,
        int forkCount,
        String phase,
        String detail,
        long elapsedNanos) {}
