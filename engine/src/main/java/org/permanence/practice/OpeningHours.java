package org.permanence.practice;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.permanence.triage.TimeWindow;

/// A practice's opening hours: its week, public holidays, and exceptional dates. A date's own hours take precedence
/// over those of a holiday, and a holiday's over those of the day of the week.
///
/// A day may have several intervals. An interval that ends at or before its start continues past midnight (`22:00`
/// to `06:00`); `00:00` to `00:00` is the whole day. An interval belongs to the day on which it starts: a night
/// interval continues into a holiday, but does not start on one. All times are wall-clock times. When clocks go
/// forward, an interval that starts in the missing hour starts after it. When clocks go back, the repeated hour is
/// open twice.
///
/// @param exceptions the dates with hours of their own; a date without an interval is closed
public record OpeningHours(
        Map<DayOfWeek, List<TimeWindow>> week, Map<LocalDate, List<TimeWindow>> exceptions, Holidays holidays) {

    /// The hours of public holidays.
    ///
    /// @param isHoliday whether a date is a public holiday
    public record Holidays(Predicate<LocalDate> isHoliday, List<TimeWindow> hours) {

        public static final Holidays NONE = new Holidays(_ -> false, List.of());

        public Holidays {
            hours = List.copyOf(hours);
        }
    }

    public OpeningHours {
        week = Map.copyOf(week);
        exceptions = Map.copyOf(exceptions);
    }

    /// The same hours each week.
    public OpeningHours(Map<DayOfWeek, List<TimeWindow>> week) {
        this(week, Map.of(), Holidays.NONE);
    }

    /// Whether the practice is open at `moment`, which must be in the practice's own zone.
    public boolean isOpenAt(ZonedDateTime moment) {
        return isOpenAt(moment.toLocalDateTime());
    }

    /// Whether the practice is open when its wall clock shows `dateTime`.
    public boolean isOpenAt(LocalDateTime dateTime) {
        LocalTime time = dateTime.toLocalTime();
        LocalDate today = dateTime.toLocalDate();
        return windowsOn(today).stream().anyMatch(interval -> interval.containsOnStartDay(time))
                || windowsOn(today.minusDays(1)).stream().anyMatch(interval -> interval.containsOnNextDay(time));
    }

    /// The times at which the practice opens on `day`, in the order of its rules.
    public List<LocalTime> startsOn(LocalDate day) {
        return windowsOn(day).stream().map(TimeWindow::start).toList();
    }

    /// The hours that start on `day`.
    public List<TimeWindow> windowsOn(LocalDate day) {
        List<TimeWindow> exception = exceptions.get(day);
        if (exception != null) {
            return exception;
        }
        return holidays.isHoliday().test(day) ? holidays.hours() : week.getOrDefault(day.getDayOfWeek(), List.of());
    }
}
