package org.permanence.adapter.agi;

/// Takes the calls that arrive.
@FunctionalInterface
public interface AgiHandler {

    /// Called once a connection, on the event loop, when the environment is complete. It must not block: it starts
    /// a virtual thread. If it throws, the connection is closed and the call goes to the dialplan's fallback.
    void onSession(AgiSession session);
}
