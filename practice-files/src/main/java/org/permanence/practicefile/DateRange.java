package org.permanence.practicefile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/// A date (`2026-12-24`) or a range of dates (`2027-08-01..2027-08-15`) of at most 366 days, both ends included.
public record DateRange(LocalDate first, LocalDate last) {

    static final String EXPECTED = "a date such as 2026-12-24, or a range such as 2027-08-01..2027-08-15";

    public static final int MAX_DAYS = 366;

    static Optional<DateRange> parse(String raw) {
        String[] ends = raw.split("\\.\\.", -1);
        try {
            LocalDate first = LocalDate.parse(ends[0]);
            LocalDate last = LocalDate.parse(ends[ends.length - 1]);
            boolean fits = ends.length <= 2 && !last.isBefore(first) && last.isBefore(first.plusDays(MAX_DAYS));
            return fits ? Optional.of(new DateRange(first, last)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty(); // The caller reports what was expected.
        }
    }

    Stream<LocalDate> days() {
        return first.datesUntil(last.plusDays(1));
    }
}
