package org.permanence.practice;

import java.time.LocalTime;
import java.time.ZonedDateTime;

/// The part of each day in which a machine of ours may ring a patient, in the patient's own time: whether he asked
/// for it or not, nobody is to be woken.
///
/// @param from from when on
/// @param until before when; after `from`, or midnight, the end of the day
public record OutboundHours(LocalTime from, LocalTime until) {

    /// What the law of several countries has in common for calls nobody made by hand (TCPA: 8 to 21 h).
    public static final OutboundHours DEFAULT = new OutboundHours(LocalTime.of(8, 0), LocalTime.of(21, 0));

    public OutboundHours {
        if (!from.isBefore(until) && !until.equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException(
                    "contact hours: " + from + " to " + until + " (expected: an end after the beginning)");
        }
    }

    /// Whether a patient whose clock says so may be rung.
    public boolean allows(ZonedDateTime moment) {
        LocalTime time = moment.toLocalTime();
        return !time.isBefore(from) && (time.isBefore(until) || until.equals(LocalTime.MIDNIGHT));
    }
}
