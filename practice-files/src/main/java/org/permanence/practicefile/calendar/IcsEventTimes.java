package org.permanence.practicefile.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
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
import org.permanence.practicefile.calendar.IcsEvent.EventTime;

/// Reads the times of one event. By RFC 5545, 3.6.1, the end is exclusive, so an all-day event ends on the next
/// day. Official French closure calendars end it on the same day; such an event is read as that one day.
final class IcsEventTimes {

    static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    /// The end in a recurrence rule; group 2 is its value.
    static final Pattern UNTIL = Pattern.compile("(^|;)UNTIL=([0-9TZ]+)(?=;|$)");
    private static final Pattern SUB_DAILY = Pattern.compile("FREQ=(SECONDLY|MINUTELY|HOURLY)|BY(HOUR|MINUTE|SECOND)=");
    private static final Pattern WEEKS = Pattern.compile("P([0-9]{1,4})W");

    private final String eventLabel;
    private final Map<String, List<IcsProperty>> event;
    private final IcsZones zones;

    IcsEventTimes(String where, Map<String, List<IcsProperty>> event, IcsZones zones) {
        this.zones = zones;
        this.eventLabel = where;
        this.event = event;
    }

    IcsEvent read() {
        reject("RDATE", "single dates as events of their own");
        reject("EXRULE", "single dates as EXDATE");
        EventTime start =
                first("DTSTART").map(this::parseTime).orElseThrow(() -> invalid("DTSTART", "missing", "a start"));
        if (all("RRULE").size() > 1) {
            throw invalid("RRULE", "several", "one rule for each event");
        }
        Optional<String> rule = first("RRULE").map(found -> found.value().toUpperCase(Locale.ROOT));
        return new IcsEvent(
                eventLabel,
                first("UID").map(IcsProperty::value).orElse(eventLabel),
                effect(),
                start,
                end(start),
                rule.map(this::recurrenceRule),
                rule.flatMap(this::until),
                all("EXDATE").stream()
                        .flatMap(found -> splitTimes(found).stream())
                        .toList(),
                first("RECURRENCE-ID").map(this::originalStart));
    }

    private IcsEvent.Effect effect() {
        if (hasValue("STATUS", "CANCELLED")) {
            return IcsEvent.Effect.CANCELLED;
        }
        return hasValue("TRANSP", "TRANSPARENT") ? IcsEvent.Effect.LEAVES_FREE : IcsEvent.Effect.CLOSES;
    }

    private boolean hasValue(String name, String value) {
        return first(name)
                .filter(found -> found.value().equalsIgnoreCase(value))
                .isPresent();
    }

    private EventTime originalStart(IcsProperty property) {
        if (property.parameters().containsKey("RANGE")) {
            throw invalid("RECURRENCE-ID", "RANGE=THISANDFUTURE not understood", "a second series from that date on");
        }
        return parseTime(property);
    }

    private EventTime end(EventTime start) {
        Optional<EventTime> given = first("DTEND").map(this::parseTime);
        if (given.isPresent()) {
            if (given.get().allDay() != start.allDay()) {
                throw invalid("DTEND", "a day and a time", "both days or both times");
            }
            boolean sameDay = start.allDay() && given.get().equals(start);
            return sameDay ? EventTime.day(start.local().toLocalDate().plusDays(1)) : given.get();
        }
        return first("DURATION")
                .map(found -> plusDuration(start, found.value()))
                .orElseGet(() -> start.allDay()
                        ? EventTime.day(start.local().toLocalDate().plusDays(1))
                        : start);
    }

    private EventTime plusDuration(EventTime start, String duration) {
        try {
            Matcher weeks = WEEKS.matcher(duration);
            if (weeks.matches()) {
                return start.withLocal(start.local().plusWeeks(Integer.parseInt(weeks.group(1))));
            }
            int time = duration.indexOf('T');
            if (time < 0) {
                return start.withLocal(start.local().plus(Period.parse(duration)));
            }
            return start.withLocal(start.local().plus(Duration.parse(duration)));
        } catch (DateTimeException _) {
            throw invalid(
                    "DURATION",
                    "unreadable",
                    "a duration such as PT3H or P1D"); // The exception message contains the value.
        }
    }

    private String recurrenceRule(String rule) {
        if (SUB_DAILY.matcher(rule).find()) {
            throw invalid("RRULE", "within a day", "yearly, monthly, weekly or daily");
        }
        String withoutEnd = UNTIL.matcher(rule).replaceAll("");
        if (withoutEnd.contains("UNTIL=")) {
            throw invalid("RRULE", "UNTIL unreadable", "20261224, 20261224T140000 or 20261224T130000Z");
        }
        return withoutEnd;
    }

    private Optional<EventTime> until(String rule) {
        Matcher until = UNTIL.matcher(rule);
        return until.find() ? Optional.of(parseTime("RRULE", until.group(2), Optional.empty())) : Optional.empty();
    }

    private List<EventTime> splitTimes(IcsProperty several) {
        List<EventTime> all = new ArrayList<>();
        Arrays.stream(several.value().split(",", -1))
                .forEach(one -> all.add(parseTime(new IcsProperty(one, several.parameters()))));
        return all;
    }

    private EventTime parseTime(IcsProperty property) {
        return parseTime(
                "time",
                property.value(),
                Optional.ofNullable(property.parameters().get("TZID")));
    }

    private EventTime parseTime(String what, String value, Optional<String> zone) {
        try {
            if (value.length() == "20261224".length()) {
                return EventTime.day(LocalDate.parse(value, DAY));
            }
            if (value.endsWith("Z")) {
                var local = LocalDateTime.parse(value.substring(0, value.length() - 1), DATE_TIME);
                return new EventTime(local, false, Optional.of(IcsZone.of(ZoneOffset.UTC)));
            }
            return new EventTime(LocalDateTime.parse(value, DATE_TIME), false, zone.map(zones::named));
        } catch (DateTimeException _) {
            throw invalid(
                    what,
                    "unreadable",
                    "20261224, 20261224T140000 or 20261224T130000Z"); // The exception message contains the value.
        }
    }

    private void reject(String property, String expected) {
        if (event.containsKey(property)) {
            throw invalid(property, "not understood", expected);
        }
    }

    private Optional<IcsProperty> first(String name) {
        return all(name).stream().findFirst();
    }

    private List<IcsProperty> all(String name) {
        return event.getOrDefault(name, List.of());
    }

    private CalendarException invalid(String what, String found, String expected) {
        return new CalendarException(eventLabel + ": " + what + ": " + found + " (expected: " + expected + ")");
    }
}
