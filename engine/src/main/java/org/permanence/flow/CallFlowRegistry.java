package org.permanence.flow;

import java.util.Map;
import java.util.Set;
import org.permanence.call.Call;
import org.permanence.call.FlowName;

/// The flows of this engine, by the name that the switch asks for.
public final class CallFlowRegistry implements CallFlowFactory {

    private final Map<FlowName, CallFlowFactory> factories;

    public CallFlowRegistry(Map<FlowName, CallFlowFactory> factories) {
        this.factories = Map.copyOf(factories);
    }

    public Set<FlowName> names() {
        return factories.keySet();
    }

    /// The flow of the call, by the name that the switch asked for.
    ///
    /// @throws IllegalStateException if no flow has the name that the switch asked for
    @Override
    public CallFlow flowFor(Call call) {
        CallFlowFactory factory = factories.get(call.flowName());
        if (factory == null) {
            throw new IllegalStateException("flow: " + call.flowName() + " (expected: one of " + names() + ")");
        }
        return factory.flowFor(call);
    }
}
