package io.inferbench.tck;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Puts the rule in front of every failure and every abort, whatever threw it and whatever it says. */
final class RuleIdExtension implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) {
        String rule = context.getDisplayName();
        if (thrown instanceof TestAbortedException) {
            throw new TestAbortedException(rule + ": " + thrown.getMessage(), thrown);
        }
        if (thrown instanceof VirtualMachineError machineError && !(thrown instanceof StackOverflowError)) {
            throw machineError;
        }
        String found = thrown instanceof AssertionError ? String.valueOf(thrown.getMessage()) : "threw " + thrown;
        throw new AssertionFailedError(rule + ": " + found, thrown);
    }
}
