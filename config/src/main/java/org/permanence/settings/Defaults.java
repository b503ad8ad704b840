package org.permanence.settings;

import java.time.Duration;

/// What holds where a file is silent; the example files say the same.
final class Defaults {

    static final Duration WRAP_UP = Duration.ofSeconds(15);
    static final Duration RING = Duration.ofSeconds(20);
    static final Duration EMERGENCY_RING = Duration.ofSeconds(15);
    static final Duration TRANSFER_RING = Duration.ofSeconds(20);
    static final Duration ON_CALL_RING = Duration.ofSeconds(25);
    static final int ON_CALL_ROUNDS = 2;
    static final int QUEUE_LIMIT = 50;
    static final Duration PATIENCE = Duration.ofMinutes(10);
    static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(30);
    static final Duration AGES_AFTER = Duration.ofMinutes(3);
    static final Duration SPACING = Duration.ofSeconds(10);
    static final Duration OVERFLOW_AFTER = Duration.ofSeconds(60);
    static final Duration KEEPS_PLACE = Duration.ofMinutes(5);
    static final int SAME_ASSISTANT_DAYS = 30;
    static final Duration CALLBACK_RING = Duration.ofSeconds(25);
    static final int CALLBACK_ATTEMPTS = 3;
    static final Duration CALLBACK_RETRY = Duration.ofMinutes(10);
    static final Duration SERVICE_LEVEL = Duration.ofSeconds(20);

    private Defaults() {}
}
