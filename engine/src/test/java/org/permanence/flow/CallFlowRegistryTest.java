package org.permanence.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.call.FlowName;
import org.permanence.call.HangupCause;
import org.permanence.testing.Fixtures;
import org.permanence.testing.ScriptedCall;

class CallFlowRegistryTest {

    private static final FlowName RECEPTION = new FlowName("reception");
    private static final FlowName OTHER = new FlowName("other");

    /// A flow that does nothing.
    private record NoFlow(FlowName name) implements CallFlow {

        @Override
        public Disposition run() {
            return Disposition.FAULT;
        }

        @Override
        public Disposition dispositionOnHangup() {
            return Disposition.FAULT;
        }

        @Override
        public void ended(Disposition disposition, Optional<HangupCause> cause) {}
    }

    @Test
    void callRunsTheFlowThatTheSwitchAskedFor() {
        var reception = new NoFlow(RECEPTION);
        var other = new NoFlow(OTHER);
        var registry = new CallFlowRegistry(Map.of(RECEPTION, _ -> reception, OTHER, _ -> other));
        assertSame(reception, registry.flowFor(callFor(RECEPTION)));
        assertSame(other, registry.flowFor(callFor(OTHER)));
        assertEquals(Set.of(RECEPTION, OTHER), registry.names());
    }

    @Test
    void unknownFlowIsRefused() {
        var registry = new CallFlowRegistry(Map.of(RECEPTION, _ -> new NoFlow(RECEPTION)));
        assertThrows(IllegalStateException.class, () -> registry.flowFor(callFor(OTHER)));
    }

    private static ScriptedCall callFor(FlowName name) {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID).forFlow(name);
    }
}
