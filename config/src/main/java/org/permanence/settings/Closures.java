package org.permanence.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;
import org.permanence.settings.CalendarEvent.When;

/// The `dates:` of a practice's file that a calendar of closures comes to, to be read before they are applied. A
/// whole day is closed; of a day that an event takes a part of, the hours that are left are said. What the file
/// says of a date already is left as it is.
public final class Closures {

    private static final int MOST_DAYS = 10_000;
    private static final int DAY = 24 * 60;

    private final PracticeSettings practice;
    private final LocalDate from;
    private final LocalDate to;
    private final Map<LocalDate, List<Interval>> days = new TreeMap<>();
    private final Set<LocalDate> said = new HashSet<>();

    private Closures(PracticeSettings practice, LocalDate from, LocalDate to) {
        this.practice = practice;
        this.from = from;
        this.to = to;
    }

    /// What to paste, and what not.
    ///
    /// @param lines of the file's `dates:`, in order, without that key
    /// @param saidAlready how many days the file says something of already
    public record Result(List<String> lines, int saidAlready) {

        public Result {
            lines = List.copyOf(lines);
        }
    }

    /// Reads the closures from `from` to before `to`.
    ///
    /// @param calendar the text of an iCalendar file
    /// @throws SettingsException where it cannot be understood; a part of it is never taken
    public static Result read(String calendar, PracticeSettings practice, LocalDate from, LocalDate to) {
        var closures = new Closures(practice, from, to);
        List<CalendarEvent> events = CalendarFile.read(calendar);
        Map<String, Set<LocalDateTime>> moved = new HashMap<>();
        for (CalendarEvent event : events) {
            event.moved()
                    .ifPresent(start -> moved.computeIfAbsent(event.uid(), _ -> new HashSet<>())
                            .add(start.in(practice.zone())));
        }
        events.forEach(event -> closures.add(event, moved.getOrDefault(event.uid(), Set.of())));
        return new Result(closures.lines(), closures.said.size());
    }

    private void add(CalendarEvent event, Set<LocalDateTime> moved) {
        LocalDateTime first = event.start().local();
        Duration length = Duration.between(first, event.end().as(event.start()));
        for (LocalDate day : starts(event, length)) {
            var start = new When(
                    first.with(day), event.start().wholeDay(), event.start().zone());
            boolean replaced = event.moved().isEmpty() && moved.contains(start.in(practice.zone()));
            boolean excepted = event.not().stream()
                    .anyMatch(not -> not.wholeDay()
                            ? not.local().toLocalDate().equals(day)
                            : not.as(start).equals(start.local()));
            if (!replaced && !excepted) {
                var end = new When(start.local().plus(length), start.wholeDay(), start.zone());
                close(start, end);
            }
        }
    }

    /// The days on which it begins.
    private List<LocalDate> starts(CalendarEvent event, Duration length) {
        LocalDate first = event.start().local().toLocalDate();
        if (event.repeats().isEmpty()) {
            return List.of(first);
        }
        LocalDate earliest = from.minusDays(length.toDays() + 2);
        try {
            return new Recur<LocalDate>(event.repeats().get())
                    .getDates(first, earliest.isAfter(first) ? earliest : first, to.plusDays(1), MOST_DAYS).stream()
                            .filter(day -> event.until()
                                    .map(until -> isBy(day, until, event.start()))
                                    .orElse(true))
                            .toList();
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new SettingsException( // Its message repeats the line.
                    "calendar: RRULE unreadable (expected: one such as FREQ=YEARLY or FREQ=WEEKLY;BYDAY=WE)");
        }
    }

    private static boolean isBy(LocalDate day, When until, When start) {
        return until.wholeDay()
                ? !day.isAfter(until.local().toLocalDate())
                : !start.local().with(day).isAfter(until.as(start));
    }

    private void close(When start, When end) {
        if (start.wholeDay()) {
            LocalDate last = end.local().toLocalDate();
            for (LocalDate day = later(start.local().toLocalDate(), from); day.isBefore(last) && day.isBefore(to); ) {
                put(day, List.of());
                day = day.plusDays(1);
            }
            return;
        }
        LocalDateTime begins = start.in(practice.zone());
        LocalDateTime ends = end.in(practice.zone());
        LocalDate day = later(begins.toLocalDate().minusDays(1), from);
        for (; !day.isAfter(ends.toLocalDate()) && day.isBefore(to); day = day.plusDays(1)) {
            List<Interval> before = days.getOrDefault(day, usual(day));
            List<Interval> left = left(day, before, begins, ends);
            if (!left.equals(before)) {
                put(day, left);
            }
        }
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private void put(LocalDate day, List<Interval> hours) {
        if (practice.hours().dates().containsKey(day)) {
            said.add(day);
            return;
        }
        days.put(day, hours);
        if (days.size() > MOST_DAYS) {
            throw new SettingsException("calendar: too many days (expected: at most " + MOST_DAYS + ")");
        }
    }

    private List<Interval> usual(LocalDate day) {
        return Optional.ofNullable(practice.hours().dates().get(day))
                .or(() -> practice.hours()
                        .holidays()
                        .filter(holidays -> holidays.zone().isHoliday(day))
                        .map(HoursSettings.Holidays::hours))
                .orElseGet(() -> practice.hours().week().getOrDefault(day.getDayOfWeek(), List.of()));
    }

    /// What is left of a day's hours, counted in minutes from its midnight.
    private static List<Interval> left(LocalDate day, List<Interval> hours, LocalDateTime begins, LocalDateTime ends) {
        long from = Duration.between(day.atStartOfDay(), begins).toMinutes();
        long until = Duration.between(day.atStartOfDay(), ends).plusSeconds(59).toMinutes();
        List<Interval> left = new ArrayList<>();
        for (Interval interval : hours) {
            piece(day, interval.startMinute(), Math.min(interval.endMinute(), from))
                    .ifPresent(left::add);
            piece(day, Math.max(interval.startMinute(), until), interval.endMinute())
                    .ifPresent(left::add);
        }
        return left.stream()
                .sorted(Comparator.comparing(Interval::start))
                .distinct()
                .toList();
    }

    private static Optional<Interval> piece(LocalDate day, long start, long end) {
        if (start >= end) {
            return Optional.empty();
        }
        if (start >= DAY) {
            throw new SettingsException("calendar: an event ends within the night of " + day
                    + " (expected: one that leaves the hours after midnight, or takes them all)");
        }
        return Optional.of(new Interval(time(start), time(end)));
    }

    private static LocalTime time(long minute) {
        return LocalTime.MIDNIGHT.plusMinutes(minute);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<LocalDate> span = new ArrayList<>();
        days.forEach((day, hours) -> {
            boolean goesOn = !span.isEmpty()
                    && day.equals(span.getLast().plusDays(1))
                    && hours.equals(days.get(span.getFirst()))
                    && span.size() < DateSpan.MOST_DAYS;
            if (!goesOn && !span.isEmpty()) {
                lines.add(line(span));
                span.clear();
            }
            span.add(day);
        });
        if (!span.isEmpty()) {
            lines.add(line(span));
        }
        return lines;
    }

    private String line(List<LocalDate> span) {
        String key = Stream.of(span.getFirst(), span.getLast())
                .distinct()
                .map(LocalDate::toString)
                .collect(Collectors.joining(".."));
        String hours = days.getOrDefault(span.getFirst(), List.of()).stream()
                .map(interval -> '"' + interval.written() + '"')
                .collect(Collectors.joining(", ", "[", "]"));
        return key + ": " + hours;
    }
}
