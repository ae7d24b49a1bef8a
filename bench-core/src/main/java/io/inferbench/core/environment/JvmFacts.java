package io.inferbench.core.environment;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Java virtual machine of this process. */
final class JvmFacts {

    /** Flags that a measurement can depend on, whoever set them; unknown ones are left out. */
    private static final List<String> FLAGS = List.of(
            "ActiveProcessorCount",
            "AlwaysPreTouch",
            "ConcGCThreads",
            "MaxDirectMemorySize",
            "ParallelGCThreads",
            "TieredCompilation",
            "UseCompressedOops",
            "UseNUMA",
            "UseTransparentHugePages");

    private JvmFacts() {}

    static void gather(Section section) {
        section.put("name", System.getProperty("java.vm.name", ""));
        section.put("vendor", System.getProperty("java.vendor", ""));
        section.put("version", Runtime.version().toString());
        section.put(
                "arguments",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .map(Secrets::mask)
                        .collect(Collectors.joining(" ")));
        section.put(
                "collectors",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")));
        section.put("heap_max_bytes", Runtime.getRuntime().maxMemory());
        section.put("processors", Runtime.getRuntime().availableProcessors());
        @Nullable HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (hotSpot != null) {
            FLAGS.forEach(flag -> section.put("flag_" + flag, value(hotSpot, flag)));
        }
    }

    private static Optional<String> value(HotSpotDiagnosticMXBean hotSpot, String flag) {
        try {
            return Optional.of(hotSpot.getVMOption(flag).getValue());
        } catch (IllegalArgumentException unknownToThisJvm) {
            return Optional.empty();
        }
    }
}
