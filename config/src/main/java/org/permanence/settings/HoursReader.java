package org.permanence.settings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.practice.ClosingPolicy;
import org.permanence.privacy.PhoneNumber;

/// Reads when a practice is open, and refuses intervals that overlap, also past midnight and past Sunday: whoever
/// wrote them meant something else. So with a date that is said twice.
final class HoursReader {

    private static final int DAY = 24 * 60;
    private static final String OVERLAP = "begins before the hours before it end";

    /// What becomes of those who still wait.
    private enum Waiting {
        WAITS,
        LEAVES
    }

    private record Span(int start, int end, Value<Interval> value) {}

    private final Section practice;

    HoursReader(Section practice) {
        this.practice = practice;
    }

    /// Reads the hours.
    ///
    /// @param numbers the practice's, of which some may have hours of their own
    Value<HoursSettings> read(List<Value<PhoneNumber>> numbers) {
        var week = week(practice.section("hours"));
        var byNumber = byNumber(numbers);
        var dates = dates();
        var holidays = holidays();
        var closing = closing();
        boolean whole = Stream.of(week, byNumber, dates, holidays, closing)
                .allMatch(value -> value.ifRead().isPresent());
        return whole
                ? Value.of(
                        new HoursSettings(week.get(), byNumber.get(), dates.get(), holidays.get(), closing.get()),
                        practice.spot())
                : Value.unread(practice.spot());
    }

    private Value<ClosingPolicy> closing() {
        Section section = practice.section("closing");
        var lastCall =
                section.orElse("last-call", Shapes.duration("0s", "2h"), ClosingPolicy.SERVE_ALL_WAITING.lastCall());
        var waiting =
                section.orElse("whoever-waits", Shape.word(List.of(Waiting.values()), Shapes::word), Waiting.WAITS);
        return section.build(() -> new ClosingPolicy(lastCall.get(), waiting.get() == Waiting.LEAVES));
    }

    private Value<Map<LocalDate, List<Interval>>> dates() {
        Section section = practice.section("dates");
        Map<LocalDate, List<Value<Interval>>> days = new HashMap<>();
        for (String key : section.names()) {
            List<Value<Interval>> intervals = section.list(key, Shapes.INTERVAL);
            Optional<DateSpan> span = DateSpan.read(key);
            if (span.isEmpty()) {
                section.problem(section.spotOf(key), Quoted.value(key), DateSpan.WRITTEN);
            }
            span.stream().flatMap(DateSpan::days).forEach(day -> {
                if (days.putIfAbsent(day, intervals) != null) {
                    section.problem(section.spotOf(key), "says " + day + " again", "each date once");
                }
            });
            refuseOverlaps(section, intervals);
        }
        return section.build(() ->
                days.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, day -> inOrder(day.getValue()))));
    }

    private Value<Optional<HoursSettings.Holidays>> holidays() {
        Section section = practice.section("holidays");
        if (!practice.has("holidays")) {
            return Value.of(Optional.empty(), practice.spot());
        }
        var zone = section.required("zone", Shapes.HOLIDAY_ZONE);
        List<Value<Interval>> intervals = section.list("hours", Shapes.INTERVAL);
        refuseOverlaps(section, intervals);
        return section.build(() -> Optional.of(new HoursSettings.Holidays(zone.get(), inOrder(intervals))));
    }

    private static List<Interval> inOrder(List<Value<Interval>> intervals) {
        return intervals.stream()
                .map(Value::get)
                .sorted(Comparator.comparing(Interval::start))
                .toList();
    }

    /// A number is in no problem: the place of one shows it as hidden.
    private Value<Map<PhoneNumber, Map<DayOfWeek, List<Interval>>>> byNumber(List<Value<PhoneNumber>> numbers) {
        Section section = practice.section("number-hours");
        Map<PhoneNumber, Value<Map<DayOfWeek, List<Interval>>>> weeks = new HashMap<>();
        for (String key : section.names()) {
            Value<Map<DayOfWeek, List<Interval>>> week = week(section.section(key));
            Optional<PhoneNumber> number = numbers.stream()
                    .flatMap(one -> one.ifRead().stream())
                    .filter(one ->
                            Shapes.NUMBER.read(key) instanceof Reading.Fit<PhoneNumber>(var read) && read.equals(one))
                    .findFirst();
            if (number.isEmpty()) {
                section.problem(section.spotOf(key), "not a number of this practice", "one of its numbers");
            }
            number.ifPresent(one -> weeks.put(one, week));
        }
        return section.build(() -> weeks.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, week -> week.getValue().get())));
    }

    private static Value<Map<DayOfWeek, List<Interval>>> week(Section hours) {
        Map<DayOfWeek, List<Value<Interval>>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Value<Interval>> intervals = hours.list(day.name().toLowerCase(Locale.ROOT), Shapes.INTERVAL);
            if (!intervals.isEmpty()) {
                week.put(day, intervals);
            }
        }
        refuseOverlaps(hours, week);
        return hours.build(() -> {
            Map<DayOfWeek, List<Interval>> read = new EnumMap<>(DayOfWeek.class);
            week.forEach((day, intervals) -> read.put(day, inOrder(intervals)));
            return read;
        });
    }

    /// Of one day.
    private static void refuseOverlaps(Section section, List<Value<Interval>> intervals) {
        List<Value<Interval>> sorted = intervals.stream()
                .filter(value -> value.ifRead().isPresent())
                .sorted(Comparator.comparing(value -> value.get().start()))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).get().startMinute() < sorted.get(i - 1).get().endMinute()) {
                section.problem(sorted.get(i).spot(), OVERLAP, "hours that do not overlap");
            }
        }
    }

    private static void refuseOverlaps(Section hours, Map<DayOfWeek, List<Value<Interval>>> week) {
        List<Span> spans = new ArrayList<>();
        week.forEach((day, intervals) -> intervals.forEach(value -> value.ifRead()
                .ifPresent(read -> spans.add(new Span(
                        (day.getValue() - 1) * DAY + read.startMinute(),
                        (day.getValue() - 1) * DAY + read.endMinute(),
                        value)))));
        spans.sort(Comparator.comparingInt(Span::start));
        for (int i = 0; i < spans.size(); i++) {
            boolean last = i == spans.size() - 1;
            Span next = spans.get(last ? 0 : i + 1);
            int nextStart = next.start() + (last ? 7 * DAY : 0);
            if (nextStart < spans.get(i).end()) {
                hours.problem(next.value().spot(), OVERLAP, "hours that do not overlap");
            }
        }
    }
}
