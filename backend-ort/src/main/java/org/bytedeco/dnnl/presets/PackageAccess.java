package org.bytedeco.dnnl.presets;

import java.lang.invoke.MethodHandles;

/** Lets a class be defined in this package. */
public final class PackageAccess {

    private PackageAccess() {}

    /** Returns a lookup with access to this package. */
    public static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }
}
