package io.inferbench.examples.faults;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import java.util.List;

/** What a backend does wrong; the calls before are right. */
interface Misdeed {

    /** Does it before a call, or does not. */
    default void before(int call) throws BackendException {}

    /** Returns the outputs that the harness sees. */
    default List<Tensor> outputs(List<Tensor> right) {
        return right;
    }
}
