package org.permanence.practicefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.practice.OpeningHours;
import org.permanence.triage.TimeWindow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HolidayZoneTest {

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final LocalDate END = LocalDate.of(2027, 1, 1);

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "FR", "fr-", "fr-99", "xx", "fr-67-1", "../fr", "fr-67 "})
    void unknownZoneIsRejected(String written) {
        assertEquals(Optional.empty(), HolidayZone.parse(written));
    }

    /// Seven years, day by day, of a practice that is open each day and closed on holidays.
    @ParameterizedTest
    @CsvSource({
        "fr, metropole, Europe/Paris",
        "fr-57, alsace-moselle, Europe/Paris",
        "fr-67, alsace-moselle, Europe/Paris",
        "fr-68, alsace-moselle, Europe/Paris",
        "gp, guadeloupe, America/Guadeloupe",
        "re, la-reunion, Indian/Reunion",
        "yt, mayotte, Indian/Mayotte"
    })
    void practiceIsClosedExactlyOnTheOfficialHolidaysOfItsZone(String zone, String file, String clock)
            throws IOException {
        var holidays = HolidayZone.parse(zone).orElseThrow();
        var noon = List.of(new TimeWindow(LocalTime.of(8, 0), LocalTime.of(18, 0)));
        var hours = new OpeningHours(
                Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, _ -> noon)),
                Map.of(),
                new OpeningHours.Holidays(holidays, List.of()));

        Set<LocalDate> closed = FIRST.datesUntil(END)
                .filter(day -> !hours.isOpenAt(day.atTime(12, 0).atZone(ZoneId.of(clock))))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(officialHolidays(file), closed);
    }

    @Test
    void madagascarHasItsOwnHolidays() {
        var zone = HolidayZone.parse("mg").orElseThrow();

        assertTrue(zone.test(LocalDate.of(2026, 6, 26)), "Independence Day");
        assertTrue(zone.test(LocalDate.of(2026, 3, 29)), "Martyrs' Day");
    }

    private static Set<LocalDate> officialHolidays(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(HolidayZoneTest.class.getResourceAsStream("/holidays-fr/" + file + ".json"))) {
            JsonNode days = JsonMapper.builder().build().readTree(in);
            return days.propertyNames().stream().map(LocalDate::parse).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
