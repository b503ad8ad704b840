package org.permanence.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.permanence.practice.OpeningHours;
import org.permanence.practice.OutboundHours;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;

/// When the engine may call a patient.
///
/// 1. The practice is open, on its own wall clock: the patient can be connected to an assistant.
/// 2. The time of day is within the outbound hours where the patient is. A number that may be in several time zones
///    is called only when all of them allow it. A number of an unknown zone counts as one of the practice's zone.
///
/// @param zone         the practice's
/// @param patientZones where the patient may be; at least one
public record ContactPolicy(
        ZoneId zone, OpeningHours openingHours, OutboundHours outboundHours, Set<ZoneId> patientZones) {

    private static final Duration SEARCH_WINDOW = Duration.ofDays(14);
    private static final Duration RETRY_SEARCH_AFTER = Duration.ofDays(1);

    public ContactPolicy {
        patientZones = Set.copyOf(patientZones);
        if (patientZones.isEmpty()) {
            throw new IllegalArgumentException("contact: no time zone of the patient (expected: at least one)");
        }
    }

    public static ContactPolicy of(Practice practice, OutboundHours outboundHours, PhoneNumber patient) {
        Set<ZoneId> zones = patient.timeZones();
        return new ContactPolicy(
                practice.zone(), practice.hours(), outboundHours, zones.isEmpty() ? Set.of(practice.zone()) : zones);
    }

    /// Whether the patient may be called at `moment`.
    public boolean mayCallAt(Instant moment) {
        return openingHours.isOpenAt(moment.atZone(zone).toLocalDateTime())
                && patientZones.stream()
                        .allMatch(where ->
                                outboundHours.allows(moment.atZone(where).toLocalTime()));
    }

    /// The earliest instant, from `moment` on, at which the patient may be called. If the next 14 days have none, a
    /// day after `moment`: the rules may have changed by then.
    ///
    /// A period of allowed time can begin only when an opening interval or the outbound hours begin somewhere, or
    /// when a wall clock is changed.
    public Instant nextCallTime(Instant moment) {
        Instant end = moment.plus(SEARCH_WINDOW);
        Stream<Instant> openings = starts(zone, moment, end, openingHours::startsOn);
        Stream<Instant> outbound =
                patientZones.stream().flatMap(where -> starts(where, moment, end, _ -> List.of(outboundHours.from())));
        return Stream.of(Stream.of(moment), openings, outbound)
                .flatMap(begins -> begins)
                .filter(begin -> !begin.isBefore(moment) && begin.isBefore(end))
                .sorted()
                .filter(this::mayCallAt)
                .findFirst()
                .orElseGet(() -> moment.plus(RETRY_SEARCH_AFTER));
    }

    /// When these times of day and the clock changes of a zone are, from the day of `from` on. A time that a clock
    /// change repeats is there twice, and a time that it skips not at all.
    private static Stream<Instant> starts(
            ZoneId where, Instant from, Instant end, Function<LocalDate, Collection<LocalTime>> timesOfDay) {
        Stream<Instant> times = LocalDate.ofInstant(from, where)
                .datesUntil(LocalDate.ofInstant(end, where).plusDays(1))
                .flatMap(day -> timesOfDay.apply(day).stream().map(day::atTime))
                .flatMap(time -> instants(time, where));
        return Stream.concat(times, clockChanges(where, from, end));
    }

    private static Stream<Instant> instants(LocalDateTime time, ZoneId where) {
        return where.getRules().getValidOffsets(time).stream().map((ZoneOffset offset) -> time.toInstant(offset));
    }

    private static Stream<Instant> clockChanges(ZoneId where, Instant from, Instant end) {
        return Stream.iterate(
                        nextClockChange(where, from),
                        Optional::isPresent,
                        change -> change.flatMap(previous -> nextClockChange(where, previous)))
                .flatMap(Optional::stream)
                .takeWhile(change -> change.isBefore(end));
    }

    private static Optional<Instant> nextClockChange(ZoneId where, Instant moment) {
        return Optional.ofNullable(where.getRules().nextTransition(moment)).map(ZoneOffsetTransition::getInstant);
    }
}
