package org.permanence.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Enters refused requests: at most ten a minute of one person and session, then one entry with the number of the
/// others. A program that is refused again and again does not fill the log.
///
/// The minute begins with the first refusal. The number is entered at its end; a crash in that minute loses it.
/// Thread-safe; never waits.
public final class RefusedRequests {

    /// Entries of a person and session in a minute, without the one that counts the others.
    static final int MAX_ENTRIES = 10;

    static final Duration MINUTE = Duration.ofMinutes(1);

    /// Persons and sessions at a time. One more ends the minute of the first.
    static final int MAX_SOURCES = 1_000;

    private record Source(String person, String session) {}

    /// The refusals of one source in a minute.
    ///
    /// @param counted the last one that has no entry of its own; empty if all have
    private record Refusals(Instant endsAt, int number, Optional<AuditRequest> counted) {}

    private final AuditGate log;
    private final InstantSource clock;

    /// In the order in which the minutes began.
    private final Map<Source, Refusals> minutes = new LinkedHashMap<>();

    public RefusedRequests(AuditGate log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Enters or counts a refusal.
    public synchronized void enter(AuditRequest refused) {
        endMinutes();
        var source = new Source(refused.actor().name(), refused.actor().session());
        Refusals before = minutes.get(source);
        if (before == null) {
            if (minutes.size() == MAX_SOURCES) {
                enterFirstNumber();
            }
            before = new Refusals(clock.instant().plus(MINUTE), 0, Optional.empty());
        }
        int number = before.number() + 1;
        boolean isCounted = number > MAX_ENTRIES;
        minutes.put(source, new Refusals(before.endsAt(), number, isCounted ? Optional.of(refused) : Optional.empty()));
        if (!isCounted) {
            log.note(refused);
        }
    }

    /// Enters the numbers of the minutes that are over. Call it every second.
    public synchronized void endMinutes() {
        Instant now = clock.instant();
        while (!minutes.isEmpty()
                && !now.isBefore(minutes.values().iterator().next().endsAt())) {
            enterFirstNumber();
        }
    }

    /// Enters all numbers, before the log is closed.
    public synchronized void endAllMinutes() {
        while (!minutes.isEmpty()) {
            enterFirstNumber();
        }
    }

    private void enterFirstNumber() {
        Iterator<Refusals> first = minutes.values().iterator();
        Refusals ended = first.next();
        first.remove();
        ended.counted()
                .ifPresent(last -> log.note(new AuditRequest(
                        last.actor(),
                        Optional.empty(),
                        last.action(),
                        new AuditObject(AuditObject.Kind.REQUEST, "other"),
                        last.purpose(),
                        new TreeMap<>(Map.of("refusals", Integer.toString(ended.number() - MAX_ENTRIES))),
                        Optional.empty())));
    }
}
