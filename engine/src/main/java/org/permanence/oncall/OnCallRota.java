package org.permanence.oncall;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.permanence.call.Line;
import org.permanence.triage.DayTime;

/// Who is on call, by the wall clock of the practice: each day its duties; a date that is swapped has duties of its
/// own instead. A duty that began yesterday and goes on past midnight comes after today's.
///
/// @param dates the days that differ; without a duty only `always` is rung
/// @param always rung after everybody else, and where nobody else is on call; at least one
public record OnCallRota(Map<DayOfWeek, List<Duty>> week, Map<LocalDate, List<Duty>> dates, List<Line> always) {

    /// Who is on call in a part of the day, in the order of ringing.
    public record Duty(DayTime when, List<Line> lines) {

        public Duty {
            lines = List.copyOf(lines);
        }
    }

    public OnCallRota {
        week = Map.copyOf(week);
        dates = Map.copyOf(dates);
        always = List.copyOf(always);
        if (always.isEmpty()) {
            throw new IllegalArgumentException("on-call: no line that is always rung (expected: at least one)");
        }
    }

    /// Whoever is to be rung at `moment`, which must be in the practice's own zone: each line once, in order.
    public List<Line> at(ZonedDateTime moment) {
        LocalTime time = moment.toLocalTime();
        LocalDate today = moment.toLocalDate();
        Stream<Duty> now = Stream.concat(
                on(today).stream().filter(duty -> duty.when().holdsOnItsDay(time)),
                on(today.minusDays(1)).stream().filter(duty -> duty.when().holdsOnTheNextDay(time)));
        return Stream.concat(now.flatMap(duty -> duty.lines().stream()), always.stream())
                .distinct()
                .toList();
    }

    /// Whoever is to be rung while these are on call instead of the duties: each line once, in order.
    public List<Line> replacedBy(List<Line> lines) {
        return Stream.concat(lines.stream(), always.stream()).distinct().toList();
    }

    private List<Duty> on(LocalDate day) {
        List<Duty> swapped = dates.get(day);
        return swapped == null ? week.getOrDefault(day.getDayOfWeek(), List.of()) : swapped;
    }
}
