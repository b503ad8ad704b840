package org.permanence.settings;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// One event of a calendar, as far as it says when.
///
/// @param uid shared by a series and those of it that were moved
/// @param start of the first, in the event's own zone
/// @param end exclusive
/// @param repeats how it comes again: RFC 5545's RECUR, without its end
/// @param until the last start there may be
/// @param not the starts of the series that are none
/// @param moved the start in the series that this event takes the place of
record CalendarEvent(
        String uid,
        When start,
        When end,
        Optional<String> repeats,
        Optional<When> until,
        List<When> not,
        Optional<When> moved) {

    /// A point of a calendar.
    ///
    /// @param zone none: wherever one is; so with whole days
    record When(LocalDateTime local, boolean wholeDay, Optional<ZoneId> zone) {

        static When day(LocalDate day) {
            return new When(day.atStartOfDay(), true, Optional.empty());
        }

        /// Wall-clock time in `other`, for whoever reads this calendar there.
        LocalDateTime in(ZoneId other) {
            return zone.map(own -> local.atZone(own).withZoneSameInstant(other).toLocalDateTime())
                    .orElse(local);
        }

        /// The same in the terms of another point, so that the two can be compared.
        LocalDateTime as(When other) {
            return other.zone().map(this::in).orElse(local);
        }
    }
}
