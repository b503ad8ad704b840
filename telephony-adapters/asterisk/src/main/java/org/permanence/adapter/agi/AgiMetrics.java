package org.permanence.adapter.agi;

/// Counts what happens at the door. All methods are called on the event loop and must not block.
public interface AgiMetrics {

    /// A connection's environment was complete and accepted: a call has arrived.
    void onOpened();

    /// A session that was [#onOpened] is over. Once for each.
    void onEnded(AgiEndReason endReason);

    /// A connection was closed before it became a session. Never followed by [#onEnded].
    void onRefused(AgiRefusal refusal);
}
