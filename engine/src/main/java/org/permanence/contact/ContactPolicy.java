package org.permanence.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.practice.OpeningHours;
import org.permanence.practice.OutboundHours;
import org.permanence.practice.Practice;

/// When the engine may call a patient.
///
/// 1. The practice is open: the patient can be connected to an assistant.
/// 2. The time of day is within the practice's outbound hours.
///
/// Both use the practice's wall-clock time.
public record ContactPolicy(ZoneId zone, OpeningHours openingHours, OutboundHours outboundHours) {

    private static final Duration SEARCH_WINDOW = Duration.ofDays(14);
    private static final Duration RETRY_SEARCH_AFTER = Duration.ofDays(1);

    public static ContactPolicy of(Practice practice, OutboundHours outboundHours) {
        return new ContactPolicy(practice.zone(), practice.hours(), outboundHours);
    }

    /// Whether a patient may be called at `moment`.
    public boolean mayCallAt(Instant moment) {
        return allows(moment.atZone(zone).toLocalDateTime());
    }

    /// The earliest instant, from `moment` on, at which a patient may be called. If the next 14 days have none, a
    /// day after `moment`: the rules may have changed by then.
    public Instant nextCallTime(Instant moment) {
        Instant end = moment.plus(SEARCH_WINDOW);
        Instant from = moment;
        while (from.isBefore(end)) {
            // Between two clock changes the wall clock runs evenly.
            ZoneOffset offset = zone.getRules().getOffset(from);
            Instant change = nextClockChange(from).filter(end::isAfter).orElse(end);
            Optional<Instant> next = firstAllowed(wallClock(from, offset), wallClock(change, offset))
                    .map(time -> time.toInstant(offset));
            if (next.isPresent()) {
                return next.get();
            }
            from = change;
        }
        return moment.plus(RETRY_SEARCH_AFTER);
    }

    private Optional<Instant> nextClockChange(Instant moment) {
        return Optional.ofNullable(zone.getRules().nextTransition(moment)).map(ZoneOffsetTransition::getInstant);
    }

    private static LocalDateTime wallClock(Instant moment, ZoneOffset offset) {
        return LocalDateTime.ofInstant(moment, offset);
    }

    /// The first allowed time of the wall clock in `[from, until)`. A period of allowed time can begin only when an
    /// opening interval or the outbound hours begin.
    private Optional<LocalDateTime> firstAllowed(LocalDateTime from, LocalDateTime until) {
        Stream<LocalDateTime> starts = from.toLocalDate()
                .datesUntil(until.toLocalDate().plusDays(1))
                .flatMap(this::startsOn)
                .filter(start -> start.isAfter(from) && start.isBefore(until));
        return Stream.concat(Stream.of(from), starts).filter(this::allows).findFirst();
    }

    private Stream<LocalDateTime> startsOn(LocalDate day) {
        Stream<LocalTime> starts = Stream.concat(openingHours.startsOn(day).stream(), Stream.of(outboundHours.from()));
        return starts.sorted().map(day::atTime);
    }

    private boolean allows(LocalDateTime time) {
        return openingHours.isOpenAt(time) && outboundHours.allows(time.toLocalTime());
    }
}
