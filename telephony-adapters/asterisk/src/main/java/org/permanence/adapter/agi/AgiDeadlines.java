package org.permanence.adapter.agi;

import java.time.Duration;

/// The time limits of one event loop, counted in ticks of its sweep. A command therefore costs neither a timer nor
/// a reading of the clock. Confined to that event loop.
final class AgiDeadlines {

    static final Duration TICK = Duration.ofMillis(100);

    private final long environmentTicks;
    private final long replyTicks;
    private long now;

    AgiDeadlines(AgiServerSettings settings) {
        this.environmentTicks = ticks(settings.environmentTimeout());
        this.replyTicks = ticks(settings.replyTimeout());
    }

    /// Counts one tick and returns the new time.
    long advance() {
        return ++now;
    }

    /// The last tick at which the environment may be incomplete.
    long forEnvironment() {
        return now + environmentTicks;
    }

    /// The last tick at which the reply to `command` may be missing.
    long forReply(AgiCommand command) {
        Duration extra = command.maxDuration();
        return now + replyTicks + (extra.isZero() ? 0 : ticks(extra));
    }

    /// One tick more than `time`: the first may end at once.
    private static long ticks(Duration time) {
        return time.dividedBy(TICK) + 1;
    }
}
