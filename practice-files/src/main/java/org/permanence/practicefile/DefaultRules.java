package org.permanence.practicefile;

import java.time.Duration;

/// Defaults of the keys that a practice file may leave out. The example file states the same values.
final class DefaultRules {

    static final Duration EMERGENCY_RING_TIMEOUT = Duration.ofSeconds(15);
    static final Duration TRANSFER_RING_TIMEOUT = Duration.ofSeconds(20);
    static final Duration ON_CALL_RING_TIMEOUT = Duration.ofSeconds(25);
    static final int ON_CALL_ROUNDS = 2;
    static final int QUEUE_LIMIT = 50;
    static final Duration MAX_WAIT = Duration.ofMinutes(10);
    static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(30);
    static final Duration PROMOTE_AFTER = Duration.ofMinutes(3);
    static final Duration FAIRNESS_SPACING = Duration.ofSeconds(10);
    static final Duration OVERFLOW_AFTER = Duration.ofSeconds(60);
    static final Duration SAVED_POSITION_FOR = Duration.ofMinutes(5);
    static final int LAST_ASSISTANT_DAYS = 30;
    static final Duration CALLBACK_RING_TIMEOUT = Duration.ofSeconds(25);
    static final int CALLBACK_ATTEMPTS = 3;
    static final Duration CALLBACK_RETRY = Duration.ofMinutes(10);
    static final Duration SERVICE_LEVEL_THRESHOLD = Duration.ofSeconds(20);

    private DefaultRules() {}
}
