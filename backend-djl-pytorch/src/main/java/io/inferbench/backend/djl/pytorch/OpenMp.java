package io.inferbench.backend.djl.pytorch;

import com.sun.jna.NativeLibrary;
import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.backend.support.UnavailableException;

/** The threads that share one operator: libtorch's come from OpenMP, which is set up by the environment alone. */
final class OpenMp {

    private static final String VARIABLE = "OMP_WAIT_POLICY";

    private OpenMp() {}

    /**
     * Says how threads wait for each other, before libtorch and its OpenMP are loaded.
     *
     * @throws UnavailableException where there is no such variable of the C library
     */
    static void setWaiting(boolean spinning) throws UnavailableException {
        String value = spinning ? "ACTIVE" : "PASSIVE";
        try {
            NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {VARIABLE, value, 1});
        } catch (UnsatisfiedLinkError absent) {
            throw new UnavailableException(
                    Reason.MISCONFIGURED,
                    "'threads.spinning' cannot be set on this system: " + absent.getMessage(),
                    "start the process with the variable " + VARIABLE + "=" + value + " instead",
                    absent);
        }
    }
}
