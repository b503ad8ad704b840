package org.permanence.adapter.agi;

/// Counts sessions and refusals. All methods run on the event loop and must not block.
public interface AgiMetrics {

    /// The environment was complete and accepted.
    void onOpened();

    /// A session reported by [#onOpened] ended. Runs once for each.
    void onEnded(AgiEndReason endReason);

    /// A connection was closed before it became a session. [#onEnded] does not follow.
    void onRefused(AgiRefusal refusal);
}
