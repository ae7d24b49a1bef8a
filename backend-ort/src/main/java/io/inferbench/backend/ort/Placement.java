package io.inferbench.backend.ort;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.onnxruntime.EpAssignedNodeWithDefaultOptionsImpl;
import org.bytedeco.onnxruntime.EpAssignedSubgraphWithDefaultOptionsImpl;
import org.bytedeco.onnxruntime.Session;

/** Where the nodes of a graph were placed. */
final class Placement {

    private Placement() {}

    /**
     * Returns the number of nodes by execution provider, as the session decided before its last fusions.
     *
     * <p>Needs a session that recorded it ({@code session.record_ep_graph_assignment_info}).
     */
    @SuppressWarnings("try") // the scope frees what is made inside it
    static Map<String, Integer> of(Session session) {
        Map<String, Integer> nodes = new TreeMap<>();
        try (PointerScope scope = new PointerScope()) {
            EpAssignedSubgraphWithDefaultOptionsImpl subgraphs = session.GetEpGraphAssignmentInfo();
            for (long i = 0; subgraphs != null && i < subgraphs.limit(); i++) {
                EpAssignedSubgraphWithDefaultOptionsImpl subgraph = subgraphs.getPointer(i);
                EpAssignedNodeWithDefaultOptionsImpl assigned = subgraph.GetNodes();
                int count = assigned == null ? 0 : Math.toIntExact(assigned.limit());
                nodes.merge(subgraph.GetEpName().getString(), count, Integer::sum);
            }
        }
        return nodes;
    }
}
