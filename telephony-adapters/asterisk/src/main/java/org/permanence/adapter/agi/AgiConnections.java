package org.permanence.adapter.agi;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// The open connections of one event loop, and the sweep that ends the late ones. Lives on that event loop.
///
/// Time is counted in ticks of the sweep, so that a command costs neither a timer nor a look at the clock.
final class AgiConnections {

    static final Duration TICK = Duration.ofMillis(100);

    private final AgiServerSettings settings;
    private final AgiHandler handler;
    private final AgiMetrics metrics;
    private final Set<AgiConnection> open = new HashSet<>();
    private final long environmentTicks;
    private final long replyTicks;
    private final AgiWakeups wakeups;
    private long now;

    AgiConnections(AgiServerSettings settings, AgiHandler handler, AgiMetrics metrics, AgiWakeups wakeups) {
        this.wakeups = wakeups;
        this.settings = settings;
        this.handler = handler;
        this.metrics = metrics;
        this.environmentTicks = ticks(settings.environmentTimeout());
        this.replyTicks = ticks(settings.replyTimeout());
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

    /// False when the house is full.
    boolean admit(AgiConnection connection) {
        return open.size() < settings.maxSessions() && open.add(connection);
    }

    void remove(AgiConnection connection) {
        open.remove(connection);
    }

    long environmentDeadline() {
        return now + environmentTicks;
    }

    long replyDeadline(AgiCommand command) {
        Duration extra = command.maxDuration();
        return now + replyTicks + (extra.isZero() ? 0 : ticks(extra));
    }

    void sweep() {
        now++;
        // A copy: whoever is ended leaves the set.
        open.stream().filter(connection -> connection.isLate(now)).toList().forEach(AgiConnection::expire);
    }

    void closeAll() {
        Set.copyOf(open).forEach(AgiConnection::close);
    }

    /// One more than asked for: the first tick may be a moment away.
    private static long ticks(Duration time) {
        return time.dividedBy(TICK) + 1;
    }
}
