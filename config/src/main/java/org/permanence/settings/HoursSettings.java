package org.permanence.settings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.Closing;

/// When a practice is open.
///
/// @param week     by day; a day that is absent is closed; a day's intervals are in order and do not overlap
/// @param dates    the days that differ; an empty list is a closed day
/// @param holidays whose public holidays differ; none: no holiday does
public record HoursSettings(
        Map<DayOfWeek, List<Interval>> week,
        Map<LocalDate, List<Interval>> dates,
        Optional<Holidays> holidays,
        Closing closing) {

    public HoursSettings {
        week = Map.copyOf(week);
        dates = Map.copyOf(dates);
    }

    /// Public holidays.
    ///
    /// @param hours of each of them; none: closed
    public record Holidays(HolidayZone zone, List<Interval> hours) {

        public Holidays {
            hours = List.copyOf(hours);
        }
    }
}
