package org.permanence.adapter.agi;

/// Counts what happens at the door. All methods are called on the event loop and must not block.
public interface AgiWatch {

    /// A connection's environment was complete and accepted: a call has arrived.
    void opened();

    /// A session that was [#opened] is over. Once for each.
    void ended(AgiEnding ending);

    /// A connection was closed before it became a session. Never followed by [#ended].
    void refused(AgiRefusal refusal);
}
