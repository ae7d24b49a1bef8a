package io.inferbench.core.run.fork;

import io.inferbench.api.Provider;
import io.inferbench.core.discovery.ProviderCatalog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * Where plug-ins come from, so that a child finds the same ones as its parent.
 *
 * @param discovered whether those registered on the class path count
 * @param classNames of those that were added by hand
 */
public record ProviderOrigin(boolean discovered, List<String> classNames) {

    /** Copies the list. */
    public ProviderOrigin {
        classNames = List.copyOf(classNames);
    }

    /**
     * Describes providers that were added by hand.
     *
     * @throws IllegalArgumentException naming those that another process cannot construct
     */
    public static ProviderOrigin of(boolean discovered, List<Provider> added) {
        List<String> strangers = added.stream()
                .filter(provider -> !isConstructible(provider.getClass()))
                .map(provider ->
                        "'" + provider.id() + "' (" + provider.getClass().getName() + ")")
                .toList();
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException("a child process cannot construct " + String.join(", ", strangers)
                    + ": a provider that is added by hand needs a public class with a public constructor without"
                    + " parameters; or set execution.isolation to in-process");
        }
        return new ProviderOrigin(
                discovered,
                added.stream().map(provider -> provider.getClass().getName()).toList());
    }

    private static boolean isConstructible(Class<?> type) {
        try {
            return Modifier.isPublic(type.getModifiers())
                    && Modifier.isPublic(type.getConstructor().getModifiers());
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    /** Finds and constructs them in this process. */
    ProviderCatalog catalog() {
        ProviderCatalog.Builder catalog = ProviderCatalog.builder();
        if (discovered) {
            catalog.search(ProviderOrigin.class.getClassLoader());
        }
        for (String name : classNames) {
            catalog.add(construct(name));
        }
        return catalog.build();
    }

    private static Provider construct(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(Provider.class)
                    .getConstructor()
                    .newInstance();
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("provider " + name + " cannot be constructed", failed.getCause());
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException("provider " + name + " is not on the class path of this fork", absent);
        }
    }
}
