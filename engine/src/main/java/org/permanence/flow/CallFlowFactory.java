package org.permanence.flow;

import org.permanence.call.Call;

/// Chooses the flow of a call that arrives or comes back.
public interface CallFlowFactory {

    CallFlow flowFor(Call call);
}
