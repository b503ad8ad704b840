package org.permanence.practicefile.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;

/// The time zones that a calendar names:
///
/// 1. A zone that the file itself defines (`VTIMEZONE`).
/// 2. A zone of the IANA database, such as `Europe/Paris`, also after a prefix, as in
///    `/freeassociation.sourceforge.net/Europe/Paris`.
/// 3. A zone by its Windows name, such as `Romance Standard Time`: `windows-zones.properties` is the table of
///    Unicode CLDR for the territory 001, as ICU4J has it.
///
/// Any other name is an unknown zone.
final class IcsZones {

    private static final Properties WINDOWS = readWindowsZones();

    private final Map<String, ZoneRules> defined = new HashMap<>();

    /// Adds a zone that the file defines.
    void define(String name, ZoneRules rules) {
        defined.putIfAbsent(name, rules);
    }

    IcsZone named(String name) {
        return new IcsZone(
                name,
                Optional.ofNullable(defined.get(name)).or(() -> zoneId(name).map(ZoneId::getRules)));
    }

    private static Optional<ZoneId> zoneId(String name) {
        String windows = WINDOWS.getProperty(name, name);
        return IntStream.range(0, windows.length())
                .filter(index -> index == 0 || windows.charAt(index - 1) == '/')
                .mapToObj(windows::substring)
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .map(ZoneId::of)
                .findFirst();
    }

    private static Properties readWindowsZones() {
        var zones = new Properties();
        try (InputStream file = IcsZones.class.getResourceAsStream("windows-zones.properties")) {
            zones.load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException("windows-zones.properties: unreadable", e);
        }
        return zones;
    }
}
