package org.permanence.practicefile;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.permanence.yaml.ValueParser;

/// A country or a part of it with its own public holidays, by ISO 3166-1 and 3166-2 in lower case: `fr`, `fr-67`
/// (Bas-Rhin), `re` (La Réunion), `mg`. Jollyday supplies the holidays; each year is computed once.
public final class HolidayZone implements Predicate<LocalDate> {

    static final ValueParser<HolidayZone> PARSER = ValueParser.of(
            "a country or a part of it, by ISO 3166 in lower case, such as fr, fr-67, re, mg", HolidayZone::parse);

    /// Jollyday lists Islamic holidays for Mayotte, but the official French calendar does not.
    private static final Map<String, String> EXCLUDED_HOLIDAYS = Map.of("yt", "islamic.");

    /// One object for each zone, shared by all practices.
    private static final Map<String, HolidayZone> CACHE = new ConcurrentHashMap<>();

    private final String code;
    private final HolidayManager holidayManager;
    private final String[] subdivisions;
    private final Map<Integer, Set<LocalDate>> holidaysByYear = new ConcurrentHashMap<>();

    private HolidayZone(String written, HolidayManager days, String[] parts) {
        this.code = written;
        this.holidayManager = days;
        this.subdivisions = parts;
    }

    static Optional<HolidayZone> parse(String written) {
        return Optional.ofNullable(CACHE.get(written)).or(() -> create(written));
    }

    private static synchronized Optional<HolidayZone> create(String written) {
        Optional<HolidayZone> zone = Optional.ofNullable(CACHE.get(written)).or(() -> load(written));
        zone.ifPresent(made -> CACHE.put(written, made));
        return zone;
    }

    private static Optional<HolidayZone> load(String written) {
        List<String> words = List.of(written.split("-", -1));
        String country = words.getFirst();
        boolean known = HolidayManager.getSupportedCalendarCodes().contains(country.toUpperCase(Locale.ROOT));
        if (!known || !written.equals(written.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        var manager = HolidayManager.getInstance(ManagerParameters.create(country));
        return subdivisions(manager.getCalendarHierarchy(), words.subList(1, words.size()))
                .map(parts -> new HolidayZone(written, manager, parts.toArray(String[]::new)));
    }

    /// The subdivisions in the spelling of Jollyday. Empty if one is unknown.
    private static Optional<List<String>> subdivisions(CalendarHierarchy country, List<String> words) {
        List<String> parts = new ArrayList<>();
        CalendarHierarchy place = country;
        for (String word : words) {
            Optional<Map.Entry<String, CalendarHierarchy>> found = place.getChildren().entrySet().stream()
                    .filter(child -> child.getKey().equalsIgnoreCase(word))
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            parts.add(found.get().getKey());
            place = found.get().getValue();
        }
        return Optional.of(parts);
    }

    /// Whether the date is a public holiday.
    @Override
    public boolean test(LocalDate date) {
        return holidaysByYear.computeIfAbsent(date.getYear(), this::holidaysOf).contains(date);
    }

    private Set<LocalDate> holidaysOf(int year) {
        String not = EXCLUDED_HOLIDAYS.getOrDefault(code, "none");
        return holidayManager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, subdivisions).stream()
                .filter(day -> !day.getPropertiesKey().startsWith(not))
                .map(Holiday::getDate)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HolidayZone that && code.equals(that.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return code;
    }
}
