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
import org.permanence.triage.TimeWindow;

/// Opening hours of a practice.
///
/// @param week by day; a missing day is closed; the hours of a day are in order and do not overlap
/// @param byNumber weekly hours of single numbers; dates and holidays apply to them too
/// @param dates hours of single dates; an empty list is a closed day
/// @param holidays public holidays; empty: holidays have no effect
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

    /// Hours on public holidays.
    ///
    /// @param hours of each holiday; empty: closed
    public record HolidayHours(HolidayZone zone, List<TimeRange> hours) {

        public HolidayHours {
            hours = List.copyOf(hours);
        }
    }

    /// The hours of numbers without hours of their own.
    OpeningHours openingHours() {
        return openingHours(week);
    }

    /// The hours of one number.
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

    private static <D> Map<D, List<TimeWindow>> intervals(Map<D, List<TimeRange>> days) {
        return days.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, day -> intervals(day.getValue())));
    }

    private static List<TimeWindow> intervals(List<TimeRange> day) {
        return day.stream().map(TimeRange::toTimeWindow).toList();
    }
}
