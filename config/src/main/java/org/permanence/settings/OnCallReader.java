package org.permanence.settings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.oncall.OnCallRota;
import org.permanence.oncall.OnCallRota.Duty;
import org.permanence.settings.Ledger.Kind;

/// Reads who is on call: by weekday, by date, and always.
final class OnCallReader {

    private final Section section;
    private final Ledger ledger;

    OnCallReader(Section section, Ledger ledger) {
        this.section = section;
        this.ledger = ledger;
    }

    Value<OnCallPolicy> read() {
        var ring = section.orElse("ring", Shapes.duration("5s", "60s"), Defaults.ON_CALL_RING);
        var rounds = section.orElse("rounds", Shapes.number(1, 5), Defaults.ON_CALL_ROUNDS);
        List<Value<Name>> always = ledger.useAll(Kind.LINE, section.listOfSome("always", Shapes.NAME));
        Map<DayOfWeek, List<Duty>> week = week();
        Map<LocalDate, List<Duty>> dates = dates();
        return section.build(
                () -> new OnCallPolicy(new OnCallRota(week, dates, lines(always)), ring.get(), rounds.get()));
    }

    private Map<DayOfWeek, List<Duty>> week() {
        Section days = section.section("week");
        Map<DayOfWeek, List<Duty>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            String word = day.name().toLowerCase(Locale.ROOT);
            if (days.has(word)) {
                week.put(day, duties(days.section(word)));
            }
        }
        days.build(() -> true);
        return week;
    }

    private Map<LocalDate, List<Duty>> dates() {
        Section days = section.section("dates");
        Map<LocalDate, List<Duty>> dates = new HashMap<>();
        for (String key : days.namesInOrder()) {
            List<Duty> duties = duties(days.section(key));
            Optional<DateSpan> span = DateSpan.read(key);
            if (span.isEmpty()) {
                days.problem(days.spotOf(key), Quoted.value(key), DateSpan.WRITTEN);
            }
            span.stream().flatMap(DateSpan::days).forEach(day -> {
                if (dates.putIfAbsent(day, duties) != null) {
                    days.problem(days.spotOf(key), "says " + day + " again", "each date once");
                }
            });
        }
        days.build(() -> true);
        return dates;
    }

    private List<Duty> duties(Section day) {
        List<Duty> duties = new ArrayList<>();
        for (String key : day.namesInOrder()) {
            List<Value<Name>> names = ledger.useAll(Kind.LINE, day.listOfSome(key, Shapes.NAME));
            Optional<Interval> when = Interval.read(key);
            if (when.isEmpty()) {
                day.problem(day.spotOf(key), Quoted.value(key), "HH:MM-HH:MM, such as 20:00-08:00");
            } else if (names.stream().allMatch(name -> name.ifRead().isPresent())) {
                duties.add(new Duty(UrgencyReader.dayTime(when.get()), lines(names)));
            }
        }
        day.build(() -> true);
        return duties;
    }

    private static List<Line> lines(List<Value<Name>> names) {
        return names.stream().map(name -> new Line(name.get().value())).toList();
    }
}
