package org.permanence.practicefile.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.permanence.yaml.SafeEcho;

/// A time zone of a calendar.
///
/// @param name in the calendar
/// @param rules empty if the zone is unknown, which matters only if an event of the requested days needs it
record IcsZone(String name, Optional<ZoneRules> rules) {

    static IcsZone of(ZoneId zone) {
        return new IcsZone(zone.getId(), Optional.of(zone.getRules()));
    }

    /// The instant of a local time. A time that clocks skip or repeat has the offset from before the change.
    Instant instant(LocalDateTime local) {
        return local.toInstant(known().getOffset(local));
    }

    LocalDateTime localTime(Instant moment) {
        return LocalDateTime.ofInstant(moment, known().getOffset(moment));
    }

    private ZoneRules known() {
        return rules.orElseThrow(() -> new CalendarException("calendar: TZID: " + SafeEcho.value(name)
                + " (expected: a time zone such as Europe/Paris, a Windows name, or one that the file defines)"));
    }
}
