package org.permanence.practicefile.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The times of one event.
///
/// @param uid shared by a series and its moved occurrences
/// @param start of the first occurrence, in the time zone of the event
/// @param end exclusive
/// @param recurrenceRule the RECUR value of RFC 5545, without its end
/// @param until the last possible start
/// @param excludedStarts occurrences that do not take place
/// @param originalStart the occurrence of the series that this event replaces
record IcsEvent(
        String uid,
        EventTime start,
        EventTime end,
        Optional<String> recurrenceRule,
        Optional<EventTime> until,
        List<EventTime> excludedStarts,
        Optional<EventTime> originalStart) {

    /// A time in a calendar.
    ///
    /// @param zone empty for local time anywhere, as for all-day events
    record EventTime(LocalDateTime local, boolean allDay, Optional<ZoneId> zone) {

        static EventTime day(LocalDate day) {
            return new EventTime(day.atStartOfDay(), true, Optional.empty());
        }

        /// Local time in another zone.
        LocalDateTime inZone(ZoneId other) {
            return zone.map(own -> local.atZone(own).withZoneSameInstant(other).toLocalDateTime())
                    .orElse(local);
        }

        /// Local time in the zone of `other`, for comparison.
        LocalDateTime inZoneOf(EventTime other) {
            return other.zone().map(this::inZone).orElse(local);
        }
    }
}
