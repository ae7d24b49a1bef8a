package io.inferbench.examples.faults;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** Ends its process in its sixtieth call, as a failed assertion in native code does. */
public final class CrashingBackend extends FaultyBackend {

    private static final int LAST_CALL = 60;

    /** Creates the backend. */
    public CrashingBackend() {
        super("crashing", "ends its process in its sixtieth call", new Abort());
    }

    private static final class Abort implements Misdeed {

        @Override
        public void before(int call) {
            if (call == LAST_CALL) {
                String library = Platform.isWindows() ? "msvcrt" : Platform.C_LIBRARY_NAME;
                Function abort = NativeLibrary.getInstance(library).getFunction("abort");
                abort.invokeVoid(new Object[0]);
            }
        }
    }
}
