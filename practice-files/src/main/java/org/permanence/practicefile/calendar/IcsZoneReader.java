package org.permanence.practicefile.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;

/// Turns a `VTIMEZONE` (RFC 5545, 3.6.5) into rules of `java.time`. Its clock changes are computed from 1970 to
/// 2100; no closure is imported from other years.
final class IcsZoneReader {

    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 1, 1);
    private static final int MAX_CHANGES = 1_000;

    /// The clock changes at `at`.
    private record Change(Instant at, ZoneOffset before, ZoneOffset after) {}

    private IcsZoneReader() {}

    /// The rules of a zone; empty if it cannot be understood.
    ///
    /// @param observances the properties of each `STANDARD` and `DAYLIGHT`
    static Optional<ZoneRules> read(List<Map<String, List<IcsProperty>>> observances) {
        try {
            List<Change> changes = observances.stream()
                    .flatMap(IcsZoneReader::changes)
                    .sorted(Comparator.comparing(Change::at))
                    .toList();
            return changes.isEmpty() ? Optional.empty() : Optional.of(rules(changes));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty(); // An event that needs the zone is refused by the name of the zone.
        }
    }

    private static ZoneRules rules(List<Change> changes) {
        ZoneOffset first = changes.getFirst().before();
        ZoneOffset offset = first;
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        for (Change change : changes) {
            if (!change.after().equals(offset)) {
                transitions.add(
                        ZoneOffsetTransition.of(LocalDateTime.ofInstant(change.at(), offset), offset, change.after()));
                offset = change.after();
            }
        }
        return ZoneRules.of(first, first, List.of(), transitions, List.of());
    }

    private static Stream<Change> changes(Map<String, List<IcsProperty>> observance) {
        LocalDateTime start = LocalDateTime.parse(value(observance, "DTSTART"), IcsEventTimes.DATE_TIME);
        ZoneOffset before = ZoneOffset.of(value(observance, "TZOFFSETFROM"));
        ZoneOffset after = ZoneOffset.of(value(observance, "TZOFFSETTO"));
        Stream<LocalDateTime> onsets = Stream.of(
                        Stream.of(start), recurring(observance, start, before), dates(observance))
                .flatMap(some -> some);
        return onsets.distinct().map(onset -> new Change(onset.toInstant(before), before, after));
    }

    private static Stream<LocalDateTime> recurring(
            Map<String, List<IcsProperty>> observance, LocalDateTime start, ZoneOffset before) {
        Optional<String> rule = observance.getOrDefault("RRULE", List.of()).stream()
                .findFirst()
                .map(found -> found.value().toUpperCase(Locale.ROOT));
        if (rule.isEmpty()) {
            return Stream.empty();
        }
        Optional<Instant> until = until(rule.get(), before);
        LocalDate seed = start.toLocalDate();
        return new Recur<LocalDate>(IcsEventTimes.UNTIL.matcher(rule.get()).replaceAll(""))
                .getDates(seed, seed.isAfter(FIRST) ? seed : FIRST, LAST, MAX_CHANGES).stream()
                        .map(day -> day.atTime(start.toLocalTime()))
                        .filter(onset -> until.filter(
                                        end -> onset.toInstant(before).isAfter(end))
                                .isEmpty());
    }

    private static Optional<Instant> until(String rule, ZoneOffset before) {
        Matcher until = IcsEventTimes.UNTIL.matcher(rule);
        if (!until.find()) {
            return Optional.empty();
        }
        String end = until.group(2);
        if (end.length() == "20261224".length()) {
            return Optional.of(LocalDate.parse(end, IcsEventTimes.DAY)
                    .plusDays(1)
                    .atStartOfDay()
                    .toInstant(before));
        }
        boolean isInstant = end.endsWith("Z");
        var local = LocalDateTime.parse(isInstant ? end.substring(0, end.length() - 1) : end, IcsEventTimes.DATE_TIME);
        return Optional.of(local.toInstant(isInstant ? ZoneOffset.UTC : before));
    }

    private static Stream<LocalDateTime> dates(Map<String, List<IcsProperty>> observance) {
        return observance.getOrDefault("RDATE", List.of()).stream()
                .flatMap(property -> Stream.of(property.value().split(",", -1)))
                .map(date -> LocalDateTime.parse(date, IcsEventTimes.DATE_TIME));
    }

    private static String value(Map<String, List<IcsProperty>> observance, String name) {
        return observance.getOrDefault(name, List.of()).stream()
                .findFirst()
                .map(IcsProperty::value)
                .orElseThrow(() -> new IllegalArgumentException(name + ": missing (expected: one)"));
    }
}
