package org.permanence.practice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.CallerStatus;

/// Keeps the callers of the last hour in memory: a restart forgets them. Thread-safe.
public final class InMemoryCallerHistory implements CallerHistory {

    /// The longest window in which calls are counted, and the time after which a caller is unknown again.
    public static final Duration MAX_WINDOW = Duration.ofHours(1);

    private record CallerKey(PracticeId practice, PhoneNumber number) {}

    private final InstantSource clock;
    private final int limit;
    private final Map<CallerKey, Deque<Instant>> calls = new LinkedHashMap<>(16, 0.75f, true);

    /// Creates an empty history.
    ///
    /// @param limit the maximum number of callers kept; the least recent caller is dropped first
    public InMemoryCallerHistory(InstantSource clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public synchronized Caller recordCall(PracticeId practice, Optional<PhoneNumber> number, Duration window) {
        if (number.isEmpty()) {
            return Caller.ANONYMOUS;
        }
        Instant now = clock.instant();
        Deque<Instant> times = calls.computeIfAbsent(new CallerKey(practice, number.get()), _ -> new ArrayDeque<>());
        times.removeIf(time -> !time.isAfter(now.minus(MAX_WINDOW)));
        var status = times.isEmpty() ? CallerStatus.UNKNOWN : CallerStatus.KNOWN;
        times.add(now);
        dropOldest();
        int count = (int)
                times.stream().filter(time -> time.isAfter(now.minus(window))).count();
        return new Caller(status, count);
    }

    private void dropOldest() {
        var oldest = calls.keySet().iterator();
        while (calls.size() > limit) {
            oldest.next();
            oldest.remove();
        }
    }
}
