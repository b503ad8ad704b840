package org.permanence.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.settings.CalendarEvent.When;
import org.permanence.settings.CalendarFile.Property;

/// When an event is. RFC 5545, 3.6.1: the end is exclusive, so one whole day ends on the next; official French
/// calendars of closures end it on the same, and mean that day.
final class CalendarTimes {

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final Pattern UNTIL = Pattern.compile("(^|;)UNTIL=([0-9TZ]+)(?=;|$)");
    private static final Pattern FREQUENT = Pattern.compile("FREQ=(SECONDLY|MINUTELY|HOURLY)|BY(HOUR|MINUTE|SECOND)=");
    private static final Pattern WEEKS = Pattern.compile("P([0-9]{1,4})W");

    private final String where;
    private final Map<String, List<Property>> event;

    CalendarTimes(String where, Map<String, List<Property>> event) {
        this.where = where;
        this.event = event;
    }

    /// Empty for an event that was cancelled, or takes no time.
    Optional<CalendarEvent> read() {
        if (first("STATUS")
                .map(status -> status.value().equalsIgnoreCase("CANCELLED"))
                .orElse(false)) {
            return Optional.empty();
        }
        refuse("RDATE", "single dates as events of their own");
        When start = first("DTSTART").map(this::when).orElseThrow(() -> wrong("DTSTART", "missing", "a start"));
        When end = end(start);
        if (end.as(start).isBefore(start.local())) {
            throw wrong("DTEND", "before its start", "an end after its start");
        }
        if (end.as(start).equals(start.local())) {
            return Optional.empty();
        }
        Optional<String> rule = first("RRULE").map(found -> found.value().toUpperCase(Locale.ROOT));
        return Optional.of(new CalendarEvent(
                first("UID").map(Property::value).orElse(where),
                start,
                end,
                rule.map(this::repeats),
                rule.flatMap(this::until),
                all("EXDATE").stream().flatMap(found -> split(found).stream()).toList(),
                first("RECURRENCE-ID").map(this::when)));
    }

    private When end(When start) {
        Optional<When> said = first("DTEND").map(this::when);
        if (said.isPresent()) {
            if (said.get().wholeDay() != start.wholeDay()) {
                throw wrong("DTEND", "a day and a time", "both days or both times");
            }
            boolean sameDay = start.wholeDay() && said.get().equals(start);
            return sameDay ? When.day(start.local().toLocalDate().plusDays(1)) : said.get();
        }
        return first("DURATION")
                .map(found -> after(start, found.value()))
                .orElseGet(() ->
                        start.wholeDay() ? When.day(start.local().toLocalDate().plusDays(1)) : start);
    }

    private When after(When start, String duration) {
        try {
            Matcher weeks = WEEKS.matcher(duration);
            if (weeks.matches()) {
                return moved(start, start.local().plusWeeks(Integer.parseInt(weeks.group(1))));
            }
            int time = duration.indexOf('T');
            if (time < 0) {
                return moved(start, start.local().plus(Period.parse(duration)));
            }
            return moved(start, start.local().plus(Duration.parse(duration)));
        } catch (DateTimeException _) {
            throw wrong("DURATION", "unreadable", "a duration such as PT3H or P1D"); // Its message repeats it.
        }
    }

    private static When moved(When start, LocalDateTime local) {
        return new When(local, start.wholeDay(), start.zone());
    }

    private String repeats(String rule) {
        if (FREQUENT.matcher(rule).find()) {
            throw wrong("RRULE", "within a day", "yearly, monthly, weekly or daily");
        }
        return UNTIL.matcher(rule).replaceAll("");
    }

    private Optional<When> until(String rule) {
        Matcher until = UNTIL.matcher(rule);
        return until.find() ? Optional.of(when("RRULE", until.group(2), Optional.empty())) : Optional.empty();
    }

    private List<When> split(Property several) {
        List<When> all = new ArrayList<>();
        Arrays.stream(several.value().split(",", -1))
                .forEach(one -> all.add(when(new Property(one, several.parameters()))));
        return all;
    }

    private When when(Property property) {
        return when(
                "time",
                property.value(),
                Optional.ofNullable(property.parameters().get("TZID")));
    }

    private When when(String what, String value, Optional<String> zone) {
        try {
            if (value.length() == "20261224".length()) {
                return When.day(LocalDate.parse(value, DAY));
            }
            if (value.endsWith("Z")) {
                var local = LocalDateTime.parse(value.substring(0, value.length() - 1), MOMENT);
                return new When(local, false, Optional.of(ZoneOffset.UTC));
            }
            return new When(LocalDateTime.parse(value, MOMENT), false, zone.map(this::zone));
        } catch (DateTimeException _) {
            throw wrong(what, "unreadable", "20261224, 20261224T140000 or 20261224T130000Z"); // Its message repeats it.
        }
    }

    private ZoneId zone(String named) {
        return Optional.of(named)
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .map(ZoneId::of)
                .orElseThrow(() -> wrong("TZID", Quoted.value(named), "a time zone such as Europe/Paris"));
    }

    private void refuse(String property, String expected) {
        if (event.containsKey(property)) {
            throw wrong(property, "not understood", expected);
        }
    }

    private Optional<Property> first(String name) {
        return all(name).stream().findFirst();
    }

    private List<Property> all(String name) {
        return event.getOrDefault(name, List.of());
    }

    private SettingsException wrong(String what, String found, String expected) {
        return new SettingsException(where + ": " + what + ": " + found + " (expected: " + expected + ")");
    }
}
