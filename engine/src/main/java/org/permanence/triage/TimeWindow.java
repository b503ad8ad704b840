package org.permanence.triage;

import java.time.LocalTime;

/// A part of each day, from `start` (inclusive) to `end` (exclusive). If `end` is not after `start`, the window
/// continues past midnight.
public record TimeWindow(LocalTime start, LocalTime end) {

    /// Whether the window contains `time`, whether it began today or yesterday.
    public boolean contains(LocalTime time) {
        return containsOnStartDay(time) || containsOnNextDay(time);
    }

    /// Whether a window that begins today contains `time` of today.
    public boolean containsOnStartDay(LocalTime time) {
        return !time.isBefore(start) && (crossesMidnight() || time.isBefore(end));
    }

    /// Whether a window that began yesterday contains `time` of today.
    public boolean containsOnNextDay(LocalTime time) {
        return crossesMidnight() && time.isBefore(end);
    }

    /// Minutes from midnight to its start.
    public int startMinute() {
        return start.toSecondOfDay() / 60;
    }

    /// Minutes from midnight of its first day to its end: more than 1440 if it ends during the next day.
    public int endMinute() {
        int minute = end.toSecondOfDay() / 60;
        return crossesMidnight() ? minute + 24 * 60 : minute;
    }

    private boolean crossesMidnight() {
        return !end.isAfter(start);
    }
}
