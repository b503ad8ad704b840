package org.permanence.flow;

import org.permanence.call.Call;

/// Creates the flow of a call that arrives or resumes.
public interface CallFlowFactory {

    CallFlow flowFor(Call call);
}
