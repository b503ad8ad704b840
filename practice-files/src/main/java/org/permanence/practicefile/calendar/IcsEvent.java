package org.permanence.practicefile.calendar;

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
/// @param recurrenceRule how it comes again: RFC 5545's RECUR, without its end
/// @param until the last start there may be
/// @param excludedStarts the starts of the series that are none
/// @param originalStart the start in the series that this event takes the place of
record IcsEvent(
        String uid,
        EventTime start,
        EventTime end,
        Optional<String> recurrenceRule,
        Optional<EventTime> until,
        List<EventTime> excludedStarts,
        Optional<EventTime> originalStart) {

    /// A point of a calendar.
    ///
    /// @param zone none: wherever one is; so with whole days
    record EventTime(LocalDateTime local, boolean allDay, Optional<ZoneId> zone) {

        static EventTime day(LocalDate day) {
            return new EventTime(day.atStartOfDay(), true, Optional.empty());
        }

        /// Wall-clock time in `other`, for whoever reads this calendar there.
        LocalDateTime inZone(ZoneId other) {
            return zone.map(own -> local.atZone(own).withZoneSameInstant(other).toLocalDateTime())
                    .orElse(local);
        }

        /// The same in the terms of another point, so that the two can be compared.
        LocalDateTime inZoneOf(EventTime other) {
            return other.zone().map(this::inZone).orElse(local);
        }
    }
}
