package org.permanence.settings;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads a week of opening hours, and refuses intervals that overlap, also past midnight and past Sunday: whoever
/// wrote them meant something else.
final class HoursReader {

    private static final int DAY = 24 * 60;

    private record Span(int start, int end, Value<Interval> value) {}

    private final Section hours;

    HoursReader(Section hours) {
        this.hours = hours;
    }

    Value<Map<DayOfWeek, List<Interval>>> read() {
        Map<DayOfWeek, List<Value<Interval>>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Value<Interval>> intervals = hours.list(day.name().toLowerCase(Locale.ROOT), Shapes.INTERVAL);
            if (!intervals.isEmpty()) {
                week.put(day, intervals);
            }
        }
        refuseOverlaps(week);
        return hours.build(() -> {
            Map<DayOfWeek, List<Interval>> read = new EnumMap<>(DayOfWeek.class);
            week.forEach((day, intervals) -> read.put(
                    day,
                    intervals.stream()
                            .map(Value::get)
                            .sorted(Comparator.comparing(Interval::start))
                            .toList()));
            return read;
        });
    }

    private void refuseOverlaps(Map<DayOfWeek, List<Value<Interval>>> week) {
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
                hours.problem(
                        next.value().spot(), "begins before the hours before it end", "hours that do not overlap");
            }
        }
    }
}
