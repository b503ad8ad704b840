package org.permanence.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Predicate;
import org.permanence.triage.Urgency;

/// The order of a team's queue at a moment. Assignment follows it, and so does the position that callers hear.
///
/// 1. The most urgent call is first.
/// 2. Of equally urgent calls, the one that has been so for longest is first: since its effective arrival, or since
///    its promotion.
/// 3. A routine call with a promotion counts as unclear from then on. It comes after those that were unclear
///    before, because their callers may be in danger, and before those that come later, because it would wait for
///    ever otherwise. It never comes before a vital or urgent call.
///
/// Two routine calls that are promoted after the same time never change places.
public final class AnswerOrder {

    private AnswerOrder() {}

    public static Comparator<QueueEntry> at(Instant now) {
        return Comparator.comparing((QueueEntry entry) -> urgencyAt(entry, now))
                .thenComparing(entry -> urgencySince(entry, now))
                .thenComparing(entry -> entry.call().value());
    }

    /// The urgencies of calls that come later and are answered before this entry.
    static Predicate<Urgency> overtaking(QueueEntry entry, Instant now) {
        Urgency own = urgencyAt(entry, now);
        return other -> other.compareTo(own) < 0;
    }

    private static Urgency urgencyAt(QueueEntry entry, Instant now) {
        return isPromoted(entry, now) ? Urgency.UNCLEAR : entry.urgency();
    }

    private static Instant urgencySince(QueueEntry entry, Instant now) {
        return isPromoted(entry, now) ? entry.promotedAt().orElseThrow() : entry.effectiveArrival();
    }

    private static boolean isPromoted(QueueEntry entry, Instant now) {
        return entry.promotedAt().filter(moment -> !moment.isAfter(now)).isPresent();
    }
}
