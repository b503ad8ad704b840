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
import org.permanence.triage.Acquaintance;

/// Remembers who has called in the last hour, in memory alone: a restart forgets them. Thread-safe.
public final class RecentCallers implements Callers {

    /// The longest time in which calls are counted together, and after which a caller is unknown again.
    public static final Duration LONGEST = Duration.ofHours(1);

    private record Of(PracticeId practice, PhoneNumber number) {}

    private final InstantSource clock;
    private final int limit;
    private final Map<Of, Deque<Instant>> calls = new LinkedHashMap<>(16, 0.75f, true);

    /// Makes an empty memory.
    ///
    /// @param limit how many callers it remembers; of more, those who called last
    public RecentCallers(InstantSource clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public synchronized Caller calls(PracticeId practice, Optional<PhoneNumber> number, Duration within) {
        if (number.isEmpty()) {
            return Caller.ANONYMOUS;
        }
        Instant now = clock.instant();
        Deque<Instant> times = calls.computeIfAbsent(new Of(practice, number.get()), _ -> new ArrayDeque<>());
        times.removeIf(time -> !time.isAfter(now.minus(LONGEST)));
        var acquaintance = times.isEmpty() ? Acquaintance.UNKNOWN : Acquaintance.KNOWN;
        times.add(now);
        forgetTheOldest();
        int counted = (int)
                times.stream().filter(time -> time.isAfter(now.minus(within))).count();
        return new Caller(acquaintance, counted);
    }

    private void forgetTheOldest() {
        var oldest = calls.keySet().iterator();
        while (calls.size() > limit) {
            oldest.next();
            oldest.remove();
        }
    }
}
