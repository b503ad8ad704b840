package org.permanence.transfer;

import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;

/// Hears which assistant speaks with which caller. Called on the threads of calls: it must neither wait nor fail.
public interface ConversationListener {

    /// The caller and the assistant are connected.
    void connected(Call call, Practice practice, Login assistant);

    /// The assistant has left the call, or the call is over. May come several times.
    void ended(CallId call);
}
