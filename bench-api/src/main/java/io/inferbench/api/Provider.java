package io.inferbench.api;

import io.inferbench.api.option.OptionSpec;
import java.util.List;

/**
 * A plug-in found by {@link java.util.ServiceLoader}: a name, its options and a door.
 *
 * <p>The public no-argument constructor does nothing: no native code, no I/O, no threads, no network, no static state
 * (rule B-00). {@link #id()}, {@link #description()} and {@link #options()} work while the engine's own jars are absent,
 * so engine types must not appear in fields, signatures or the class hierarchy of a provider.
 */
public interface Provider {

    /**
     * Returns the stable name users write in plans: {@code [a-z][a-z0-9-]{0,31}} (rule B-01).
     *
     * <p>Two providers of one kind with the same ID on a class path are refused by discovery, naming both classes.
     */
    String id();

    /** Returns one line saying what this provider is, for listings. */
    default String description() {
        return "";
    }

    /** Returns every option this provider understands; a plan that names another one is refused. */
    default List<OptionSpec<?>> options() {
        return List.of();
    }
}
