package io.inferbench.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a plan as written, with the place where it was written. */
sealed interface PlanNode {

    /** Returns the place. */
    Origin origin();

    /** Returns what this is, for error texts. */
    String kind();

    /** Returns a copy that can be changed by itself. */
    PlanNode copy();

    /**
     * Keys and values, in the order written.
     *
     * @param origin of the whole
     * @param members by key; may be changed by overrides
     */
    record Mapping(Origin origin, LinkedHashMap<String, Member> members) implements PlanNode {

        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public PlanNode copy() {
            LinkedHashMap<String, Member> copies = new LinkedHashMap<>();
            members.forEach((key, member) -> copies.put(key, new Member(member.keyOrigin, member.value.copy())));
            return new Mapping(origin, copies);
        }

        static Mapping empty(Origin origin) {
            return new Mapping(origin, new LinkedHashMap<>());
        }
    }

    /**
     * One value of a mapping.
     *
     * @param keyOrigin of the key
     * @param value what the key stands for
     */
    record Member(Origin keyOrigin, PlanNode value) {}

    /**
     * Values in order.
     *
     * @param origin of the whole
     * @param items the values; may be changed by overrides
     */
    record Sequence(Origin origin, ArrayList<PlanNode> items) implements PlanNode {

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public PlanNode copy() {
            return new Sequence(
                    origin, new ArrayList<>(items.stream().map(PlanNode::copy).toList()));
        }
    }

    /**
     * A text, number or truth value, all kept as text.
     *
     * @param origin of the value
     * @param text as written
     */
    record Scalar(Origin origin, String text) implements PlanNode {

        @Override
        public String kind() {
            return "'" + text + "'";
        }

        @Override
        public PlanNode copy() {
            return this;
        }
    }

    /**
     * A key without a value.
     *
     * @param origin where the value would be
     */
    record Nothing(Origin origin) implements PlanNode {

        @Override
        public String kind() {
            return "nothing";
        }

        @Override
        public PlanNode copy() {
            return this;
        }
    }

    /** Returns the items of a list, or the value itself as a list of one. */
    default List<PlanNode> asList() {
        return this instanceof Sequence sequence ? sequence.items() : List.of(this);
    }

    /** Returns the members of a mapping; empty for anything else. */
    default Map<String, Member> asMembers() {
        return this instanceof Mapping mapping ? mapping.members() : Map.of();
    }
}
