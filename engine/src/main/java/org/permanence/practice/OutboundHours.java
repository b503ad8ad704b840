package org.permanence.practice;

import java.time.LocalTime;

/// The part of each day in which the engine may call patients, on the wall clock of the place where the patient is.
///
/// @param from inclusive
/// @param until exclusive; later than `from`, or midnight for the end of the day
public record OutboundHours(LocalTime from, LocalTime until) {

    /// 8 to 21 h: lawful in several countries for automatically dialled calls (TCPA, 47 CFR 64.1200(c)(1)).
    public static final OutboundHours DEFAULT = new OutboundHours(LocalTime.of(8, 0), LocalTime.of(21, 0));

    public OutboundHours {
        if (!from.isBefore(until) && !until.equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException(
                    "outbound hours: " + from + " to " + until + " (expected: an end after the beginning)");
        }
    }

    /// Whether `time` is within these hours.
    public boolean allows(LocalTime time) {
        return !time.isBefore(from) && (time.isBefore(until) || until.equals(LocalTime.MIDNIGHT));
    }
}
