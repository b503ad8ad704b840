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

/// Who is on call, by the wall clock of the practice: each day its duties; a date that is swapped has duties of its
/// own instead. A duty that began yesterday and goes on past midnight comes after today's.
///
/// @param dates the days that differ; without a duty only `always` is rung
/// @param alwaysOnCall rung after everybody else, and where nobody else is on call; at least one
public record OnCallRota(Map<DayOfWeek, List<Duty>> week, Map<LocalDate, List<Duty>> dates, List<Line> alwaysOnCall) {

    /// Who is on call in a part of the day, in the order of ringing.
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

    /// Whoever is to be rung at `moment`, which must be in the practice's own zone: each line once, in order.
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

    /// Whoever is to be rung while these are on call instead of the duties: each line once, in order.
    public List<Line> overriddenBy(List<Line> lines) {
        return Stream.concat(lines.stream(), alwaysOnCall.stream()).distinct().toList();
    }

    private List<Duty> dutiesOn(LocalDate day) {
        List<Duty> exception = dates.get(day);
        return exception == null ? week.getOrDefault(day.getDayOfWeek(), List.of()) : exception;
    }
}
