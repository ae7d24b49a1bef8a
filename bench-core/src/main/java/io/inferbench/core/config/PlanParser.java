package io.inferbench.core.config;

import io.inferbench.core.config.PlanNode.Mapping;
import io.inferbench.core.config.PlanNode.Member;
import io.inferbench.core.config.PlanNode.Nothing;
import io.inferbench.core.config.PlanNode.Scalar;
import io.inferbench.core.config.PlanNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Turns YAML or JSON text into a tree that knows its lines. */
final class PlanParser {

    /** Far above any plan; an alias of aliases of aliases would otherwise grow without end. */
    private static final int MAX_NODES = 200_000;

    private final String source;
    private final BiFunction<Integer, Integer, Origin> originAt;
    private final PlanProblems problems;
    private final Map<String, PlanNode> anchors = new HashMap<>();
    private int nodes;

    private PlanParser(String source, BiFunction<Integer, Integer, Origin> originAt, PlanProblems problems) {
        this.source = source;
        this.originAt = originAt;
        this.problems = problems;
    }

    /** Returns the tree of a file's text, or nothing after reporting why there is none. */
    static Optional<PlanNode> parseFile(String name, String text, PlanProblems problems) {
        boolean json = name.endsWith(".json")
                || (!name.contains(".y") && text.stripLeading().startsWith("{"));
        TokenStreamFactory factory = json
                ? JsonFactory.builder()
                        .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                        .build()
                : new YAMLFactory();
        return new PlanParser(name, (line, column) -> Origin.at(name, line, column), problems).parse(factory, text);
    }

    /** Returns the tree of an override's value, in YAML. */
    static Optional<PlanNode> parseValue(Origin override, String text, PlanProblems problems) {
        return new PlanParser(override.source(), (line, column) -> override, problems).parse(new YAMLFactory(), text);
    }

    private Optional<PlanNode> parse(TokenStreamFactory factory, String text) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return Optional.of(new Nothing(originAt.apply(1, 1)));
            }
            PlanNode root = node(parser, "");
            if (parser.nextToken() != null) {
                problems.add(origin(parser), "", "a second document begins here; a plan is one document");
                return Optional.empty();
            }
            return Optional.of(root);
        } catch (JacksonException malformed) {
            TokenStreamLocation location = malformed.getLocation();
            problems.add(
                    location == null
                            ? originAt.apply(1, 1)
                            : originAt.apply(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr())),
                    "",
                    "cannot be read: " + firstLines(malformed.getOriginalMessage()));
        } catch (TooManyNodes tooMany) {
            problems.add(originAt.apply(1, 1), "", source + " has more than " + MAX_NODES + " values, aliases counted");
        }
        return Optional.empty();
    }

    /** Joins what the YAML parser says and drops its drawings of the line. */
    private static String firstLines(String message) {
        return message.lines()
                .filter(line -> !line.startsWith("    "))
                .map(line -> line.replaceFirst("^ in reader, line (\\d+), column (\\d+):$", "(line $1, column $2)"))
                .reduce((one, other) -> one + " " + other)
                .orElse("it is malformed");
    }

    private PlanNode node(JsonParser parser, String path) {
        count(1);
        Origin origin = origin(parser);
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            return aliased(parser.getString(), origin, path);
        }
        Object anchor = parser.getObjectId();
        PlanNode node = value(parser, origin, path);
        if (anchor != null) {
            anchors.put(anchor.toString(), node);
        }
        return node;
    }

    private PlanNode value(JsonParser parser, Origin origin, String path) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(parser, origin, path);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(parser, origin, path);
        }
        String text = parser.getString();
        return token == JsonToken.VALUE_NULL ? new Nothing(origin) : new Scalar(origin, text);
    }

    private Mapping mapping(JsonParser parser, Origin origin, String path) {
        LinkedHashMap<String, Member> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Origin keyOrigin = origin(parser);
            String childPath = path.isEmpty() ? key : path + "." + key;
            parser.nextToken();
            PlanNode value = node(parser, childPath);
            Member first = members.putIfAbsent(key, new Member(keyOrigin, value));
            if (first != null) {
                problems.add(keyOrigin, childPath, "key '" + key + "' was already given at " + first.keyOrigin());
            }
        }
        return new Mapping(origin, members);
    }

    private Sequence sequence(JsonParser parser, Origin origin, String path) {
        ArrayList<PlanNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, path + "[" + items.size() + "]"));
        }
        return new Sequence(origin, items);
    }

    private PlanNode aliased(String name, Origin origin, String path) {
        PlanNode target = anchors.get(name);
        if (target == null) {
            problems.add(origin, path, "alias '*" + name + "' has no anchor '&" + name + "' before it");
            return new Nothing(origin);
        }
        count(size(target));
        return target.copy();
    }

    private static int size(PlanNode node) {
        int size = 1;
        if (node instanceof Sequence list) {
            for (PlanNode item : list.items()) {
                size += size(item);
            }
        }
        for (Member member : node.asMembers().values()) {
            size += size(member.value());
        }
        return size;
    }

    private void count(int further) {
        nodes += further;
        if (nodes > MAX_NODES) {
            throw new TooManyNodes();
        }
    }

    private Origin origin(JsonParser parser) {
        TokenStreamLocation location = parser.currentTokenLocation();
        return originAt.apply(location.getLineNr(), location.getColumnNr());
    }

    private static final class TooManyNodes extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
