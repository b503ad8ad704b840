package org.permanence.triage;

import java.time.LocalTime;

/// A part of every day, from `start` to before `end`; one that does not end after its start goes on past midnight.
public record TimeWindow(LocalTime start, LocalTime end) {

    /// Whether it holds `time`, on whichever day it began.
    public boolean contains(LocalTime time) {
        return containsOnStartDay(time) || containsOnNextDay(time);
    }

    /// Whether one that begins today holds `time` of today.
    public boolean containsOnStartDay(LocalTime time) {
        return !time.isBefore(start) && (crossesMidnight() || time.isBefore(end));
    }

    /// Whether one that began yesterday holds `time` of today.
    public boolean containsOnNextDay(LocalTime time) {
        return crossesMidnight() && time.isBefore(end);
    }

    private boolean crossesMidnight() {
        return !end.isAfter(start);
    }
}
