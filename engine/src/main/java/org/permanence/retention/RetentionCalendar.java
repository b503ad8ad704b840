package org.permanence.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/// Which data is to be deleted today. Data of one day is kept for the whole days of its period after that day, and
/// deleted on the next day. So no kind is deleted more than once a day.
///
/// @param zone the zone in which days end; the westernmost one if the practices have several
public record RetentionCalendar(RetentionPeriods periods, ZoneId zone, InstantSource clock) {

    /// The moment from which on data of this kind is kept. Older data is deleted. For a kind whose rows have an end
    /// of their own, the beginning of today: rows that ended before it, or at it, are deleted.
    public Instant keptFrom(DataKind kind) {
        int days = kind.limits().isPresent() ? periods.of(kind) : 0;
        return clock.instant()
                .atZone(zone)
                .toLocalDate()
                .minusDays(days)
                .atStartOfDay(zone)
                .toInstant();
    }
}
