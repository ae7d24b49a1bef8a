package io.inferbench.core.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names a cell by what it is, however the plan came to ask for it.
 *
 * <p>{@code backend(options)/model(options)/workload(options)/parameters}: an option counts the same whether it was swept
 * or fixed, so the same cell has the same name in every run. Long options are named by their hash.
 */
final class TrialId {

    private static final int LONGEST_OPTIONS = 64;

    private TrialId() {}

    static String of(
            Cell cell,
            Map<String, String> backendOptions,
            Map<String, String> modelOptions,
            Map<String, String> workloadOptions) {
        return cell.backend().value().id() + parenthesised(backendOptions)
                + "/" + cell.model().value().reference() + parenthesised(modelOptions)
                + "/" + cell.workload().value().id() + parenthesised(workloadOptions)
                + "/" + joined(cell.harnessParameters());
    }

    private static String joined(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    private static String parenthesised(Map<String, String> options) {
        if (options.isEmpty()) {
            return "";
        }
        String text = joined(options);
        return "(" + (text.length() <= LONGEST_OPTIONS ? text : "#" + hash(text)) + ")";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
