package org.permanence.practicefile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.permanence.practice.ClosingPolicy;
import org.permanence.practice.OpeningHours;
import org.permanence.privacy.PhoneNumber;

/// When a practice is open.
///
/// @param week     by day; a day that is absent is closed; a day's intervals are in order and do not overlap
/// @param dates    the days that differ; an empty list is a closed day
/// @param byNumber the week of those of its numbers that have one of their own; dates and holidays hold for them
/// too
/// @param holidays whose public holidays differ; none: no holiday does
public record HoursSettings(
        Map<DayOfWeek, List<TimeRange>> week,
        Map<PhoneNumber, Map<DayOfWeek, List<TimeRange>>> byNumber,
        Map<LocalDate, List<TimeRange>> dates,
        Optional<HolidayHours> holidays,
        ClosingPolicy closing) {

    public HoursSettings {
        week = Map.copyOf(week);
        byNumber = Map.copyOf(byNumber);
        dates = Map.copyOf(dates);
    }

    /// Public holidays.
    ///
    /// @param hours of each of them; none: closed
    public record HolidayHours(HolidayZone zone, List<TimeRange> hours) {

        public HolidayHours {
            hours = List.copyOf(hours);
        }
    }

    /// The hours as the engine knows them, of most of its numbers.
    OpeningHours openingHours() {
        return openingHours(week);
    }

    /// The hours of one of its numbers.
    OpeningHours openingHoursAt(PhoneNumber dialled) {
        return openingHours(byNumber.getOrDefault(dialled, week));
    }

    private OpeningHours openingHours(Map<DayOfWeek, List<TimeRange>> weekly) {
        return new OpeningHours(
                intervals(weekly),
                intervals(dates),
                holidays.map(days -> new OpeningHours.Holidays(days.zone()::isHoliday, intervals(days.hours())))
                        .orElse(OpeningHours.Holidays.NONE));
    }

    private static <D> Map<D, List<OpeningHours.Interval>> intervals(Map<D, List<TimeRange>> days) {
        return days.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, day -> intervals(day.getValue())));
    }

    private static List<OpeningHours.Interval> intervals(List<TimeRange> day) {
        return day.stream()
                .map(interval -> new OpeningHours.Interval(interval.start(), interval.end()))
                .toList();
    }
}
