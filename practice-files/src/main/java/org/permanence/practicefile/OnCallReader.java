package org.permanence.practicefile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.oncall.OnCallRota;
import org.permanence.oncall.OnCallRota.Duty;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.triage.TimeWindow;
import org.permanence.yaml.Name;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads an on-call rota: lines by weekday, by date, and backup lines.
public final class OnCallReader {

    private final Section section;
    private final ReferenceTable references;

    public OnCallReader(Section section, ReferenceTable references) {
        this.section = section;
        this.references = references;
    }

    Value<OnCallPolicy> read() {
        return section.build(duty());
    }

    /// Reads the duty of a group, with the practices that belong to it.
    public Value<OnCallGroup> readGroup() {
        Supplier<OnCallPolicy> duty = duty();
        List<Value<Name>> practices =
                references.referenceAll(Kind.PRACTICE, section.nonEmptyList("practices", ValueParsers.NAME));
        return section.build(() ->
                new OnCallGroup(duty.get(), practices.stream().map(Value::get).collect(Collectors.toSet())));
    }

    private Supplier<OnCallPolicy> duty() {
        var ring = section.withDefault(
                "ring-timeout", ValueParsers.duration("5s", "60s"), DefaultRules.ON_CALL_RING_TIMEOUT);
        var rounds = section.withDefault("rounds", ValueParsers.number(1, 5), DefaultRules.ON_CALL_ROUNDS);
        List<Value<Name>> always =
                references.referenceAll(Kind.LINE, section.nonEmptyList("backup-lines", ValueParsers.NAME));
        Map<DayOfWeek, List<Duty>> week = week();
        Map<LocalDate, List<Duty>> dates = dates();
        return () -> new OnCallPolicy(new OnCallRota(week, dates, lines(always)), ring.get(), rounds.get());
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
        for (String key : days.keysInOrder()) {
            List<Duty> duties = duties(days.section(key));
            Optional<DateRange> span = DateRange.parse(key);
            if (span.isEmpty()) {
                days.addProblem(days.locationOf(key), SafeEcho.value(key), DateRange.EXPECTED);
            }
            span.stream().flatMap(DateRange::days).forEach(day -> {
                if (dates.putIfAbsent(day, duties) != null) {
                    days.addProblem(days.locationOf(key), "contains " + day + " again", "each date once");
                }
            });
        }
        days.build(() -> true);
        return dates;
    }

    private List<Duty> duties(Section day) {
        List<Duty> duties = new ArrayList<>();
        for (String key : day.keysInOrder()) {
            List<Value<Name>> names = references.referenceAll(Kind.LINE, day.nonEmptyList(key, ValueParsers.NAME));
            Optional<TimeWindow> when = TimeWindowSyntax.parse(key);
            if (when.isEmpty()) {
                day.addProblem(day.locationOf(key), SafeEcho.value(key), "HH:MM-HH:MM, such as 20:00-08:00");
            } else if (names.stream().allMatch(name -> name.toOptional().isPresent())) {
                duties.add(new Duty(when.get(), lines(names)));
            }
        }
        day.build(() -> true);
        return duties;
    }

    private static List<Line> lines(List<Value<Name>> names) {
        return names.stream().map(name -> new Line(name.get().value())).toList();
    }
}
