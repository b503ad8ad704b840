package org.permanence.adapter.agi;

/// Receives the sessions that Asterisk opens.
@FunctionalInterface
public interface AgiHandler {

    /// Runs once for each connection, on the event loop, when the environment is complete. Must not block: start a
    /// virtual thread. If it throws, the connection is closed and the dialplan rings the fallback lines.
    void onSession(AgiSession session);
}
