package org.permanence.practicefile.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;
import org.permanence.practice.Practice;
import org.permanence.practicefile.DateRange;
import org.permanence.practicefile.TimeWindowSyntax;
import org.permanence.practicefile.calendar.IcsEvent.EventTime;
import org.permanence.triage.TimeWindow;

/// Converts a calendar of closures into the `exceptional-hours` of a practice file, for review before they are
/// applied. An all-day event closes the day. An event during part of a day leaves the remaining hours. Dates that
/// the file already lists are left unchanged.
public final class ClosureImport {

    private static final int MAX_DAYS = 10_000;

    /// No two time zones differ by more.
    private static final int ZONE_MARGIN_DAYS = 2;

    private static final int MINUTES_PER_DAY = 24 * 60;

    private final Practice practice;
    private final LocalDate from;
    private final LocalDate to;
    private final Map<LocalDate, List<TimeWindow>> days = new TreeMap<>();
    private final Set<LocalDate> alreadyListed = new HashSet<>();
    private final Set<LocalDate> markedFree = new TreeSet<>();
    private final List<EventWithoutLength> withoutLength = new ArrayList<>();

    private ClosureImport(Practice practice, LocalDate from, LocalDate to) {
        this.practice = practice;
        this.from = from;
        this.to = to;
    }

    /// The result of an import.
    ///
    /// @param lines the entries of `exceptional-hours`, in order, without that key
    /// @param alreadyListed number of days left out because the file lists them already
    /// @param markedFree the first days of events that close nothing, because they leave the time free
    ///     (`TRANSP:TRANSPARENT`)
    /// @param withoutLength the events that close nothing, because they end when they start
    public record Result(
            List<String> lines, int alreadyListed, List<LocalDate> markedFree, List<EventWithoutLength> withoutLength) {

        public Result {
            lines = List.copyOf(lines);
            markedFree = List.copyOf(markedFree);
            withoutLength = List.copyOf(withoutLength);
        }
    }

    /// An event that ends when it starts. An event with a time is one if it has neither DTEND nor DURATION
    /// (RFC 5545, 3.6.1).
    ///
    /// @param label names the event, as in the messages of [CalendarException]
    /// @param day the first one in the requested period
    public record EventWithoutLength(String label, LocalDate day) {}

    /// Reads the closures from `from` (included) to `to` (excluded).
    ///
    /// @param calendar the text of an iCalendar file
    /// @throws CalendarException if the calendar cannot be understood; it is never imported partially
    public static Result read(String calendar, Practice practice, LocalDate from, LocalDate to) {
        var closures = new ClosureImport(practice, from, to);
        List<IcsEvent> events = IcsFile.read(calendar);
        Map<String, List<EventTime>> replaced = new HashMap<>();
        for (IcsEvent event : events) {
            event.originalStart()
                    .ifPresent(start -> replaced.computeIfAbsent(event.uid(), _ -> new ArrayList<>())
                            .add(start));
        }
        for (IcsEvent event : events) {
            List<EventTime> notHeld = new ArrayList<>(event.excludedStarts());
            if (event.originalStart().isEmpty()) {
                notHeld.addAll(replaced.getOrDefault(event.uid(), List.of()));
            }
            closures.add(event, notHeld);
        }
        return new Result(
                closures.lines(),
                closures.alreadyListed.size(),
                List.copyOf(closures.markedFree),
                closures.withoutLength);
    }

    /// @param notHeld occurrences of a series that are cancelled or moved
    private void add(IcsEvent event, List<EventTime> notHeld) {
        if (event.effect() == IcsEvent.Effect.CANCELLED || isOutside(event)) {
            return;
        }
        Duration length = event.length();
        List<LocalDate> unclosed = new ArrayList<>();
        for (LocalDate day : starts(event, length)) {
            EventTime start = event.start().withLocal(event.start().local().with(day));
            boolean isHeld = notHeld.stream().noneMatch(other -> other.isOccurrence(start, practice.zone()));
            if (!isHeld) {
                continue;
            }
            LocalDate firstDay = start.inZone(practice.zone()).toLocalDate();
            if (event.effect() == IcsEvent.Effect.CLOSES && length.isPositive()) {
                close(start, start.withLocal(start.local().plus(length)));
            } else if (!firstDay.isBefore(from) && firstDay.isBefore(to)) {
                unclosed.add(firstDay);
            }
        }
        if (event.effect() == IcsEvent.Effect.LEAVES_FREE) {
            markedFree.addAll(unclosed);
        } else {
            unclosed.stream().limit(1).forEach(day -> withoutLength.add(new EventWithoutLength(event.label(), day)));
        }
    }

    /// Whether the event cannot touch the requested days, whatever its time zone: an old event in a zone that is
    /// unknown does no harm.
    private boolean isOutside(IcsEvent event) {
        LocalDate earliest = from.minusDays(ZONE_MARGIN_DAYS);
        LocalDate lastStart = event.recurrenceRule().isEmpty()
                ? event.end().local().toLocalDate()
                : event.until()
                        .map(until -> until.local()
                                .toLocalDate()
                                .plus(Period.between(
                                        event.start().local().toLocalDate(),
                                        event.end().local().toLocalDate())))
                        .orElse(LocalDate.MAX);
        return lastStart.isBefore(earliest)
                || event.start().local().toLocalDate().isAfter(to.plusDays(ZONE_MARGIN_DAYS));
    }

    /// The days on which the event starts.
    private List<LocalDate> starts(IcsEvent event, Duration length) {
        LocalDate first = event.start().local().toLocalDate();
        if (event.recurrenceRule().isEmpty()) {
            return List.of(first);
        }
        LocalDate earliest = from.minusDays(length.toDays() + ZONE_MARGIN_DAYS);
        try {
            return new Recur<LocalDate>(event.recurrenceRule().get())
                    .getDates(first, earliest.isAfter(first) ? earliest : first, to.plusDays(1), MAX_DAYS).stream()
                            .filter(day -> event.until()
                                    .map(until -> until.isOnOrAfter(
                                            event.start()
                                                    .withLocal(event.start()
                                                            .local()
                                                            .with(day)),
                                            practice.zone()))
                                    .orElse(true))
                            .toList();
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new CalendarException( // The exception message contains the line.
                    event.label() + ": RRULE unreadable (expected: one such as FREQ=YEARLY or FREQ=WEEKLY;BYDAY=WE)");
        }
    }

    private void close(EventTime start, EventTime end) {
        if (start.allDay()) {
            LocalDate last = end.local().toLocalDate();
            for (LocalDate day = later(start.local().toLocalDate(), from); day.isBefore(last) && day.isBefore(to); ) {
                setHours(day, List.of());
                day = day.plusDays(1);
            }
            return;
        }
        LocalDateTime begins = start.inZone(practice.zone());
        LocalDateTime ends = end.inZone(practice.zone());
        LocalDate day = later(begins.toLocalDate().minusDays(1), from);
        for (; !day.isAfter(ends.toLocalDate()) && day.isBefore(to); day = day.plusDays(1)) {
            List<TimeWindow> before = days.getOrDefault(day, practice.hours().windowsOn(day));
            List<TimeWindow> left = remainingHours(day, before, begins, ends);
            if (!left.equals(before)) {
                setHours(day, left);
            }
        }
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private void setHours(LocalDate day, List<TimeWindow> hours) {
        if (practice.hours().exceptions().containsKey(day)) {
            alreadyListed.add(day);
            return;
        }
        days.put(day, hours);
        if (days.size() > MAX_DAYS) {
            throw new CalendarException("calendar: too many days (expected: at most " + MAX_DAYS + ")");
        }
    }

    /// The remaining hours of a day, in minutes since its midnight.
    private static List<TimeWindow> remainingHours(
            LocalDate day, List<TimeWindow> hours, LocalDateTime begins, LocalDateTime ends) {
        long from = Duration.between(day.atStartOfDay(), begins).toMinutes();
        long until = Duration.between(day.atStartOfDay(), ends).plusSeconds(59).toMinutes();
        List<TimeWindow> left = new ArrayList<>();
        for (TimeWindow interval : hours) {
            timeWindow(day, interval.startMinute(), Math.min(interval.endMinute(), from))
                    .ifPresent(left::add);
            timeWindow(day, Math.max(interval.startMinute(), until), interval.endMinute())
                    .ifPresent(left::add);
        }
        return left.stream()
                .sorted(Comparator.comparing(TimeWindow::start))
                .distinct()
                .toList();
    }

    private static Optional<TimeWindow> timeWindow(LocalDate day, long start, long end) {
        if (start >= end) {
            return Optional.empty();
        }
        if (start >= MINUTES_PER_DAY) {
            throw new CalendarException("calendar: an event ends within the night of " + day
                    + " (expected: one that leaves the hours after midnight, or takes them all)");
        }
        return Optional.of(new TimeWindow(time(start), time(end)));
    }

    private static LocalTime time(long minute) {
        return LocalTime.MIDNIGHT.plusMinutes(minute);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<LocalDate> span = new ArrayList<>();
        days.forEach((day, hours) -> {
            boolean continuesSpan = !span.isEmpty()
                    && day.equals(span.getLast().plusDays(1))
                    && hours.equals(days.get(span.getFirst()))
                    && span.size() < DateRange.MAX_DAYS;
            if (!continuesSpan && !span.isEmpty()) {
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
                .map(interval -> '"' + TimeWindowSyntax.format(interval) + '"')
                .collect(Collectors.joining(", ", "[", "]"));
        return key + ": " + hours;
    }
}
