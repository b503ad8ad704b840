package org.permanence.triage;

import java.time.LocalTime;

/// A part of every day, from `start` to before `end`; one that does not end after its start goes on past midnight.
public record DayTime(LocalTime start, LocalTime end) {

    /// Whether it holds `time`, on whichever day it began.
    public boolean holds(LocalTime time) {
        return holdsOnItsDay(time) || holdsOnTheNextDay(time);
    }

    /// Whether one that begins today holds `time` of today.
    public boolean holdsOnItsDay(LocalTime time) {
        return !time.isBefore(start) && (overMidnight() || time.isBefore(end));
    }

    /// Whether one that began yesterday holds `time` of today.
    public boolean holdsOnTheNextDay(LocalTime time) {
        return overMidnight() && time.isBefore(end);
    }

    private boolean overMidnight() {
        return !end.isAfter(start);
    }
}
