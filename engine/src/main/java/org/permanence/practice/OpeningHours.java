package org.permanence.practice;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/// A practice's week. A day may have several intervals; one that ends at or before its start goes on past midnight
/// (`22:00` to `06:00`), and `00:00` to `00:00` is the whole day.
public record OpeningHours(Map<DayOfWeek, List<Interval>> week) {

    /// From `start` (open) to `end` (closed), wall-clock time of the practice.
    public record Interval(LocalTime start, LocalTime end) {

        private boolean overMidnight() {
            return !end.isAfter(start);
        }

        private boolean holdsOnItsDay(LocalTime time) {
            return !time.isBefore(start) && (overMidnight() || time.isBefore(end));
        }

        private boolean holdsOnTheNextDay(LocalTime time) {
            return overMidnight() && time.isBefore(end);
        }
    }

    public OpeningHours {
        week = Map.copyOf(week);
    }

    /// Whether the practice is open at `moment`, which must be in the practice's own zone.
    public boolean openAt(ZonedDateTime moment) {
        LocalTime time = moment.toLocalTime();
        DayOfWeek today = moment.getDayOfWeek();
        return on(today).stream().anyMatch(interval -> interval.holdsOnItsDay(time))
                || on(today.minus(1)).stream().anyMatch(interval -> interval.holdsOnTheNextDay(time));
    }

    private List<Interval> on(DayOfWeek day) {
        return week.getOrDefault(day, List.of());
    }
}
