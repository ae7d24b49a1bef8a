package io.inferbench.core.run;

/** Runs forks, one at a time. */
public interface ForkRunner {

    /**
     * Runs one fork to its end.
     *
     * @param listener told on a thread of the runner's choice
     * @return what was found, or what broke; nothing a fork does is thrown
     * @throws InterruptedException if this thread was interrupted; the fork is stopped first
     */
    ForkOutcome run(ForkAssignment assignment, ForkListener listener) throws InterruptedException;
}
