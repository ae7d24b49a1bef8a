package io.inferbench.core.environment;

import io.inferbench.core.host.SystemFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;

/** The processors, what they can compute with, and how their clocks are governed. */
final class ProcessorFacts {

    private static final String CPU = "/sys/devices/system/cpu/";

    /** Instructions that inference kernels are chosen by, in the spelling of Linux. */
    private static final Set<String> INSTRUCTIONS = Set.of(
            "sse4_2",
            "avx",
            "f16c",
            "fma",
            "avx2",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512_bf16",
            "avx512_vnni",
            "avx512_fp16",
            "avx512_vbmi",
            "amx_tile",
            "amx_bf16",
            "amx_int8",
            "asimd",
            "asimdhp",
            "asimddp",
            "bf16",
            "i8mm",
            "sve",
            "sve2");

    private final SystemFiles files;
    private final Supplier<CentralProcessor> processor;

    ProcessorFacts(SystemFiles files, Supplier<CentralProcessor> processor) {
        this.files = files;
        this.processor = processor;
    }

    void gather(Section section) {
        section.put("governor", ofAllPolicies("scaling_governor"));
        section.put("frequency_driver", ofAllPolicies("scaling_driver"));
        section.put("energy_preference", ofAllPolicies("energy_performance_preference"));
        section.put(
                "boost",
                files.text(CPU + "cpufreq/boost")
                        .or(() -> files.text(CPU + "intel_pstate/no_turbo").map(off -> off.equals("0") ? "1" : "0")));
        section.put("simultaneous_threads", files.text(CPU + "smt/active"));
        section.put("numa_nodes", files.text("/sys/devices/system/node/online"));
        section.put("allowed_processors", files.text("/proc/self/status").flatMap(ProcessorFacts::allowed));
        section.put("hypervisor", files.text("/sys/hypervisor/type"));
        // Last, so that the rest is told even where OSHI finds no native library to load.
        gatherHardware(section, processor.get());
    }

    private static void gatherHardware(Section section, CentralProcessor cpu) {
        section.put("model", cpu.getProcessorIdentifier().getName());
        section.put("vendor", cpu.getProcessorIdentifier().getVendor());
        section.put("packages", cpu.getPhysicalPackageCount());
        section.put("cores", cpu.getPhysicalProcessorCount());
        section.put("logical_processors", cpu.getLogicalProcessorCount());
        section.put(
                "frequency_max_hertz",
                OptionalLong.of(cpu.getMaxFreq()).stream()
                        .filter(hertz -> hertz > 0)
                        .findAny());
        section.put(
                "caches",
                cpu.getProcessorCaches().stream()
                        .map(ProcessorFacts::describe)
                        .distinct()
                        .collect(Collectors.joining(", ")));
        section.put("instructions", instructions(cpu.getFeatureFlags()));
        Set<String> words = words(cpu.getFeatureFlags());
        section.put("virtual_machine", words.contains("hypervisor") ? Optional.of("true") : Optional.empty());
    }

    private static String describe(ProcessorCache cache) {
        return String.format(
                Locale.ROOT, "L%d %s %d KiB", cache.getLevel(), cache.getType(), cache.getCacheSize() / 1024);
    }

    private static String instructions(List<String> features) {
        Set<String> known = new TreeSet<>(words(features));
        known.retainAll(INSTRUCTIONS);
        return String.join(" ", known);
    }

    /** Linux writes {@code flags: avx2 …}, macOS {@code machdep.cpu.features: AVX2 …}. */
    private static Set<String> words(List<String> features) {
        return features.stream()
                .flatMap(line -> Arrays.stream(line.toLowerCase(Locale.ROOT).split("[\\s:]+")))
                .collect(Collectors.toSet());
    }

    /** One value if all cores agree, else every value there is. */
    private Optional<String> ofAllPolicies(String file) {
        String values = files.names(CPU + "cpufreq").stream()
                .filter(name -> name.startsWith("policy"))
                .flatMap(name -> files.text(CPU + "cpufreq/" + name + "/" + file).stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private static Optional<String> allowed(String status) {
        return status.lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring("Cpus_allowed_list:".length()))
                .findFirst();
    }
}
