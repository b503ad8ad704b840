package org.permanence.practicefile;

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
import org.permanence.practice.OpeningHours;
import org.permanence.practice.OpeningHours.Holidays;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.TimeWindow;
import org.permanence.yaml.ParseResult;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the opening hours. Refuses overlapping hours, also across midnight and from Sunday to Monday, and a date
/// that is given twice.
final class HoursReader {

    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final String OVERLAP = "begins before the previous hours end";

    /// What happens to routine callers in the queue at closing time.
    private enum QueueAtClosing {
        KEEP,
        RELEASE
    }

    /// What the practice file states about hours.
    ///
    /// @param byNumber hours of single numbers; dates and holidays apply to them too
    record PracticeHours(OpeningHours hours, Map<PhoneNumber, OpeningHours> byNumber, ClosingPolicy closing) {}

    private record WeekSpan(int start, int end, Value<TimeWindow> value) {}

    private final Section practiceSection;

    HoursReader(Section practiceSection) {
        this.practiceSection = practiceSection;
    }

    /// Reads the hours.
    ///
    /// @param numbers the numbers of the practice, which may have weekly hours of their own
    Value<PracticeHours> read(List<Value<PhoneNumber>> numbers) {
        var week = week(practiceSection.section("opening-hours"));
        var byNumber = byNumber(numbers);
        var dates = dates();
        var holidays = holidays();
        var closing = closing();
        boolean complete = Stream.of(week, byNumber, dates, holidays, closing)
                .allMatch(value -> value.toOptional().isPresent());
        return complete
                ? Value.of(
                        new PracticeHours(
                                new OpeningHours(week.get(), dates.get(), holidays.get()),
                                hoursByNumber(byNumber.get(), dates.get(), holidays.get()),
                                closing.get()),
                        practiceSection.location())
                : Value.invalid(practiceSection.location());
    }

    private static Map<PhoneNumber, OpeningHours> hoursByNumber(
            Map<PhoneNumber, Map<DayOfWeek, List<TimeWindow>>> weeks,
            Map<LocalDate, List<TimeWindow>> dates,
            Holidays holidays) {
        return weeks.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, week -> new OpeningHours(week.getValue(), dates, holidays)));
    }

    private Value<ClosingPolicy> closing() {
        Section section = practiceSection.section("end-of-day");
        var lastCall = section.withDefault(
                "stop-admitting-before",
                ValueParsers.duration("0s", "2h"),
                ClosingPolicy.SERVE_ALL_WAITING.stopAdmittingBefore());
        var queueAtClosing = section.withDefault(
                "routine-callers-in-queue", ValueParsers.enumWord(QueueAtClosing.class), QueueAtClosing.KEEP);
        return section.build(() -> new ClosingPolicy(lastCall.get(), queueAtClosing.get() == QueueAtClosing.RELEASE));
    }

    private Value<Map<LocalDate, List<TimeWindow>>> dates() {
        Section section = practiceSection.section("exceptional-hours");
        Map<LocalDate, List<Value<TimeWindow>>> days = new HashMap<>();
        for (String key : section.keys()) {
            List<Value<TimeWindow>> intervals = section.list(key, TimeWindowSyntax.PARSER);
            Optional<DateRange> span = DateRange.parse(key);
            if (span.isEmpty()) {
                section.addProblem(section.locationOf(key), SafeEcho.value(key), DateRange.EXPECTED);
            }
            span.stream().flatMap(DateRange::days).forEach(day -> {
                if (days.putIfAbsent(day, intervals) != null) {
                    section.addProblem(section.locationOf(key), "contains " + day + " again", "each date once");
                }
            });
            rejectOverlaps(section, intervals);
        }
        return section.build(() ->
                days.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, day -> sorted(day.getValue()))));
    }

    private Value<Holidays> holidays() {
        Section section = practiceSection.section("holidays");
        if (!practiceSection.has("holidays")) {
            return Value.of(Holidays.NONE, practiceSection.location());
        }
        var zone = section.required("zone", HolidayZone.PARSER);
        List<Value<TimeWindow>> intervals = section.list("hours", TimeWindowSyntax.PARSER);
        rejectOverlaps(section, intervals);
        return section.build(() -> new Holidays(zone.get(), sorted(intervals)));
    }

    private static List<TimeWindow> sorted(List<Value<TimeWindow>> intervals) {
        return intervals.stream()
                .map(Value::get)
                .sorted(Comparator.comparing(TimeWindow::start))
                .toList();
    }

    /// Weekly hours by number. Problems show the number as `[hidden]`.
    private Value<Map<PhoneNumber, Map<DayOfWeek, List<TimeWindow>>>> byNumber(List<Value<PhoneNumber>> numbers) {
        Section section = practiceSection.section("opening-hours-by-number");
        Map<PhoneNumber, Value<Map<DayOfWeek, List<TimeWindow>>>> weeks = new HashMap<>();
        for (String key : section.keys()) {
            Value<Map<DayOfWeek, List<TimeWindow>>> week = week(section.section(key));
            Optional<PhoneNumber> number = numbers.stream()
                    .flatMap(one -> one.toOptional().stream())
                    .filter(one ->
                            PracticeParsers.PHONE_NUMBER.parse(key) instanceof ParseResult.Parsed<PhoneNumber>(var read)
                                    && read.equals(one))
                    .findFirst();
            if (number.isEmpty()) {
                section.addProblem(section.locationOf(key), "not a number of this practice", "one of its numbers");
            }
            number.ifPresent(one -> weeks.put(one, week));
        }
        return section.build(() -> weeks.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, week -> week.getValue().get())));
    }

    private static Value<Map<DayOfWeek, List<TimeWindow>>> week(Section hours) {
        Map<DayOfWeek, List<Value<TimeWindow>>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Value<TimeWindow>> intervals =
                    hours.list(day.name().toLowerCase(Locale.ROOT), TimeWindowSyntax.PARSER);
            if (!intervals.isEmpty()) {
                week.put(day, intervals);
            }
        }
        rejectOverlaps(hours, week);
        return hours.build(() -> {
            Map<DayOfWeek, List<TimeWindow>> read = new EnumMap<>(DayOfWeek.class);
            week.forEach((day, intervals) -> read.put(day, sorted(intervals)));
            return read;
        });
    }

    /// Reports overlaps within one day.
    private static void rejectOverlaps(Section section, List<Value<TimeWindow>> intervals) {
        List<Value<TimeWindow>> sorted = intervals.stream()
                .filter(value -> value.toOptional().isPresent())
                .sorted(Comparator.comparing(value -> value.get().start()))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).get().startMinute() < sorted.get(i - 1).get().endMinute()) {
                section.addProblem(sorted.get(i).location(), OVERLAP, "hours that do not overlap");
            }
        }
    }

    private static void rejectOverlaps(Section hours, Map<DayOfWeek, List<Value<TimeWindow>>> week) {
        List<WeekSpan> spans = new ArrayList<>();
        week.forEach((day, intervals) -> intervals.forEach(value -> value.toOptional()
                .ifPresent(read -> spans.add(new WeekSpan(
                        (day.getValue() - 1) * MINUTES_PER_DAY + read.startMinute(),
                        (day.getValue() - 1) * MINUTES_PER_DAY + read.endMinute(),
                        value)))));
        spans.sort(Comparator.comparingInt(WeekSpan::start));
        for (int i = 0; i < spans.size(); i++) {
            boolean last = i == spans.size() - 1;
            WeekSpan next = spans.get(last ? 0 : i + 1);
            int nextStart = next.start() + (last ? 7 * MINUTES_PER_DAY : 0);
            if (nextStart < spans.get(i).end()) {
                hours.addProblem(next.value().location(), OVERLAP, "hours that do not overlap");
            }
        }
    }
}
