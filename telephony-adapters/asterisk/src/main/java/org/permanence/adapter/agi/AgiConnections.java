package org.permanence.adapter.agi;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// The open connections of one event loop, and the sweep that ends the late ones. Lives on that event loop.
///
/// Time is counted in ticks of the sweep, so that a command costs neither a timer nor a look at the clock.
final class AgiConnections {

    static final Duration TICK = Duration.ofMillis(100);

    private final AgiSettings settings;
    private final AgiHandler handler;
    private final AgiWatch watch;
    private final Set<AgiConnection> open = new HashSet<>();
    private final long environmentTicks;
    private final long replyTicks;
    private final AgiFerry ferry;
    private long now;

    AgiConnections(AgiSettings settings, AgiHandler handler, AgiWatch watch, AgiFerry ferry) {
        this.ferry = ferry;
        this.settings = settings;
        this.handler = handler;
        this.watch = watch;
        this.environmentTicks = ticks(settings.environmentTimeout());
        this.replyTicks = ticks(settings.replyTimeout());
    }

    AgiSettings settings() {
        return settings;
    }

    AgiHandler handler() {
        return handler;
    }

    AgiFerry ferry() {
        return ferry;
    }

    AgiWatch watch() {
        return watch;
    }

    /// False when the house is full.
    boolean admit(AgiConnection connection) {
        return open.size() < settings.maxSessions() && open.add(connection);
    }

    void leave(AgiConnection connection) {
        open.remove(connection);
    }

    long environmentDeadline() {
        return now + environmentTicks;
    }

    long replyDeadline(AgiCommand command) {
        Duration own = command.mayTake();
        return now + replyTicks + (own.isZero() ? 0 : ticks(own));
    }

    void sweep() {
        now++;
        // A copy: whoever is ended leaves the set.
        open.stream().filter(connection -> connection.isLate(now)).toList().forEach(AgiConnection::endLate);
    }

    void closeAll() {
        Set.copyOf(open).forEach(AgiConnection::close);
    }

    /// One more than asked for: the first tick may be a moment away.
    private static long ticks(Duration time) {
        return time.dividedBy(TICK) + 1;
    }
}
