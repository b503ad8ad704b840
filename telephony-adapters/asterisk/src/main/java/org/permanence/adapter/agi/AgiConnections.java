package org.permanence.adapter.agi;

import java.util.HashSet;
import java.util.Set;

/// The open connections of one event loop, what they share, and the sweep that ends the late ones. Confined to that
/// event loop.
final class AgiConnections {

    /// An accepted connection.
    interface Member {

        /// Whether its deadline is before the tick `now`.
        boolean isLate(long now);

        void expire();

        void close();
    }

    private final AgiServerSettings settings;
    private final AgiHandler handler;
    private final AgiMetrics metrics;
    private final AgiWakeups wakeups;
    private final AgiDeadlines deadlines;
    private final Set<Member> open = new HashSet<>();

    AgiConnections(AgiServerSettings settings, AgiHandler handler, AgiMetrics metrics, AgiWakeups wakeups) {
        this.settings = settings;
        this.handler = handler;
        this.metrics = metrics;
        this.wakeups = wakeups;
        this.deadlines = new AgiDeadlines(settings);
    }

    AgiServerSettings settings() {
        return settings;
    }

    AgiHandler handler() {
        return handler;
    }

    AgiWakeups wakeups() {
        return wakeups;
    }

    AgiMetrics metrics() {
        return metrics;
    }

    AgiDeadlines deadlines() {
        return deadlines;
    }

    /// Admits a connection; returns false if the limit of sessions is reached.
    boolean admit(Member connection) {
        return open.size() < settings.maxSessions() && open.add(connection);
    }

    void remove(Member connection) {
        open.remove(connection);
    }

    /// One tick: ends the connections that are late.
    void sweep() {
        long now = deadlines.advance();
        // A copy, because a connection that ends leaves the set.
        open.stream().filter(connection -> connection.isLate(now)).toList().forEach(Member::expire);
    }

    void closeAll() {
        Set.copyOf(open).forEach(Member::close);
    }
}
