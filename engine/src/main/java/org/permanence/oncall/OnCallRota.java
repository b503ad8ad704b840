package org.permanence.oncall;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.permanence.call.Line;
import org.permanence.triage.TimeWindow;

/// The lines that are on call, by the practice's wall clock. Each day of the week has duties; a date may have
/// duties of its own instead. A duty that began yesterday and continues past midnight rings after today's.
///
/// @param dates the dates with duties of their own; on a date without a duty only `alwaysOnCall` rings
/// @param alwaysOnCall the lines that ring after all others, and when no duty applies; at least one
public record OnCallRota(Map<DayOfWeek, List<Duty>> week, Map<LocalDate, List<Duty>> dates, List<Line> alwaysOnCall) {

    /// The lines that are on call in a part of the day, in the order of ringing.
    public record Duty(TimeWindow when, List<Line> lines) {

        public Duty {
            lines = List.copyOf(lines);
        }
    }

    public OnCallRota {
        week = Map.copyOf(week);
        dates = Map.copyOf(dates);
        alwaysOnCall = List.copyOf(alwaysOnCall);
        if (alwaysOnCall.isEmpty()) {
            throw new IllegalArgumentException("on-call: no line that is always rung (expected: at least one)");
        }
    }

    /// The lines that are on call at `moment`, which must be in the practice's time zone: in the order of ringing,
    /// each once.
    public List<Line> linesAt(ZonedDateTime moment) {
        LocalTime time = moment.toLocalTime();
        LocalDate today = moment.toLocalDate();
        Stream<Duty> currentDuties = Stream.concat(
                dutiesOn(today).stream().filter(duty -> duty.when().containsOnStartDay(time)),
                dutiesOn(today.minusDays(1)).stream().filter(duty -> duty.when().containsOnNextDay(time)));
        return Stream.concat(currentDuties.flatMap(duty -> duty.lines().stream()), alwaysOnCall.stream())
                .distinct()
                .toList();
    }

    /// The lines that are on call while an override replaces the duties by `lines`: in the order of ringing, each
    /// once.
    public List<Line> overriddenBy(List<Line> lines) {
        return Stream.concat(lines.stream(), alwaysOnCall.stream()).distinct().toList();
    }

    private List<Duty> dutiesOn(LocalDate day) {
        List<Duty> exception = dates.get(day);
        return exception == null ? week.getOrDefault(day.getDayOfWeek(), List.of()) : exception;
    }
}
