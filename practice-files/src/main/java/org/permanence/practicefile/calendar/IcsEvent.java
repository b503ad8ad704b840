package org.permanence.practicefile.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// One event: when it takes place, and what it means for the practice.
///
/// @param label names the event in messages
/// @param uid shared by a series and its moved occurrences
/// @param effect whether the event closes the practice
/// @param start of the first occurrence, in the time zone of the event
/// @param end exclusive
/// @param recurrenceRule the RECUR value of RFC 5545, without its end
/// @param until the last possible start
/// @param excludedStarts occurrences that do not take place
/// @param originalStart the occurrence of the series that this event replaces
record IcsEvent(
        String label,
        String uid,
        Effect effect,
        EventTime start,
        EventTime end,
        Optional<String> recurrenceRule,
        Optional<EventTime> until,
        List<EventTime> excludedStarts,
        Optional<EventTime> originalStart) {

    enum Effect {
        CLOSES,

        /// The event leaves the time free (`TRANSP:TRANSPARENT`).
        LEAVES_FREE,

        CANCELLED
    }

    /// How long each occurrence lasts, in local time.
    ///
    /// @throws CalendarException if the end is before the start, or a needed time zone is unknown
    Duration length() {
        LocalDateTime localEnd = start.zone().equals(end.zone())
                ? end.local()
                : start.zone().map(end::inZone).orElse(end.local());
        Duration length = Duration.between(start.local(), localEnd);
        if (length.isNegative()) {
            throw new CalendarException(label + ": DTEND: before its start (expected: an end after its start)");
        }
        return length;
    }

    /// A time in a calendar.
    ///
    /// @param zone empty for local time anywhere, as for all-day events
    record EventTime(LocalDateTime local, boolean allDay, Optional<IcsZone> zone) {

        static EventTime day(LocalDate day) {
            return new EventTime(day.atStartOfDay(), true, Optional.empty());
        }

        /// Local time in another zone.
        LocalDateTime inZone(ZoneId other) {
            return inZone(IcsZone.of(other));
        }

        LocalDateTime inZone(IcsZone other) {
            return zone.map(own -> other.localTime(own.instant(local))).orElse(local);
        }

        EventTime withLocal(LocalDateTime newLocal) {
            return new EventTime(newLocal, allDay, zone);
        }

        /// Whether this exception of a series means the occurrence. An instant against a whole day is read in the
        /// practice's zone: Outlook, Exchange and Android write the midnight of that day as an instant.
        boolean isOccurrence(EventTime occurrence, ZoneId practiceZone) {
            if (allDay || occurrence.allDay()) {
                return inZone(practiceZone)
                        .toLocalDate()
                        .equals(occurrence.local().toLocalDate());
            }
            return zone.isEmpty()
                    ? local.equals(occurrence.local())
                    : inZone(practiceZone).equals(occurrence.inZone(practiceZone));
        }

        /// Whether an occurrence takes place although the series ends at this time.
        boolean isOnOrAfter(EventTime occurrence, ZoneId practiceZone) {
            if (allDay || occurrence.allDay()) {
                return !occurrence
                        .local()
                        .toLocalDate()
                        .isAfter(inZone(practiceZone).toLocalDate());
            }
            LocalDateTime end = occurrence.zone().map(this::inZone).orElseGet(() -> inZone(practiceZone));
            return !occurrence.local().isAfter(end);
        }
    }
}
