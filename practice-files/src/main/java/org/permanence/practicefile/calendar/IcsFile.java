package org.permanence.practicefile.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;

/// Reads the events and time zones of an iCalendar file (RFC 5545). Only times are kept, because events name
/// people. Only the tokenizer of the library is used (docs/decisions/0023-the-calendar-reader-is-our-own.md).
public final class IcsFile implements ContentHandler {

    public static final int MAX_EVENTS = 5_000;
    private static final int MAX_ZONES = 500;
    private static final int MAX_OBSERVANCES = 200;
    private static final int MAX_VALUES = 1_000;
    private static final String CALENDAR_END = "END:VCALENDAR";

    /// Names are not case-sensitive (RFC 5545, 2.1), but the library's parser wants these lines in capitals.
    private static final Pattern COMPONENT_LINE =
            Pattern.compile("^(BEGIN|END):[A-Z-]+", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

    private final List<Map<String, List<IcsProperty>>> events = new ArrayList<>();
    private final List<DefinedZone> definedZones = new ArrayList<>();

    /// The components that contain the current line, from the outside in; without the calendar itself.
    private final List<String> components = new ArrayList<>();

    private Map<String, List<IcsProperty>> properties = new HashMap<>();
    private DefinedZone zone = new DefinedZone();
    private final Map<String, String> parameters = new HashMap<>();
    private String value = "";
    private boolean isTooLong;

    /// A `VTIMEZONE`.
    private static final class DefinedZone {

        private String name = "";
        private final List<Map<String, List<IcsProperty>>> observances = new ArrayList<>();
    }

    private IcsFile() {}

    /// Reads all calendars in the text, which may be several after one another.
    ///
    /// @throws CalendarException if the text is not a calendar, or an event cannot be understood
    static List<IcsEvent> read(String text) {
        var file = new IcsFile();
        String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String rest =
                COMPONENT_LINE.matcher(marked).replaceAll(line -> line.group().toUpperCase(Locale.ROOT));
        int firstLine = 0;
        do {
            int end = endOfCalendar(rest);
            file.parse(rest.substring(0, end), firstLine);
            firstLine += (int) rest.substring(0, end).lines().count();
            rest = rest.substring(end);
        } while (!rest.trim().isEmpty()); // DOS programs end a file with a control character.
        return file.events();
    }

    /// The index after the line that ends the first calendar: the library's parser ignores what follows that line.
    private static int endOfCalendar(String text) {
        int lineStart = 0;
        while (lineStart < text.length()) {
            int newline = text.indexOf('\n', lineStart);
            int nextLine = newline < 0 ? text.length() : newline + 1;
            if (text.substring(lineStart, nextLine).trim().equals(CALENDAR_END)) {
                return nextLine;
            }
            lineStart = nextLine;
        }
        return text.length();
    }

    private void parse(String calendar, int firstLine) {
        try {
            new CalendarParserImpl().parse(new UnfoldingReader(new StringReader(calendar), true), this);
        } catch (ParserException | IOException broken) {
            int line = broken instanceof ParserException parseError ? parseError.getLineNo() : 0;
            throw new CalendarException("calendar: line " + (firstLine + line)
                    + " unreadable (expected: iCalendar, as calendars export it)");
        }
    }

    /// Interprets the events after parsing: the library reports an exception of the handler as an unreadable line.
    private List<IcsEvent> events() {
        if (isTooLong) {
            throw new CalendarException("calendar: too much of one kind (expected: at most " + MAX_EVENTS + " events, "
                    + MAX_ZONES + " time zones, " + MAX_VALUES + " values of one property)");
        }
        var zones = new IcsZones();
        definedZones.forEach(defined ->
                IcsZoneReader.read(defined.observances).ifPresent(rules -> zones.define(defined.name, rules)));
        List<IcsEvent> read = new ArrayList<>();
        for (int n = 0; n < events.size(); n++) {
            read.add(new IcsEventTimes("calendar: event " + (n + 1), events.get(n), zones).read());
        }
        return read;
    }

    @Override
    public void startCalendar() {}

    @Override
    public void endCalendar() {}

    @Override
    public void startComponent(String name) {
        components.add(name.toUpperCase(Locale.ROOT));
        if (isEvent() || isObservance()) {
            properties = new HashMap<>();
        } else if (isZone()) {
            zone = new DefinedZone();
        }
    }

    @Override
    public void endComponent(String name) {
        if (isEvent()) {
            addUpTo(MAX_EVENTS, events, properties);
        } else if (isObservance()) {
            addUpTo(MAX_OBSERVANCES, zone.observances, properties);
        } else if (isZone()) {
            addUpTo(MAX_ZONES, definedZones, zone);
        }
        components.removeLast();
    }

    private boolean isEvent() {
        return components.equals(List.of("VEVENT"));
    }

    private boolean isZone() {
        return components.equals(List.of("VTIMEZONE"));
    }

    private boolean isObservance() {
        return components.equals(List.of("VTIMEZONE", "STANDARD"))
                || components.equals(List.of("VTIMEZONE", "DAYLIGHT"));
    }

    private <T> void addUpTo(int limit, List<T> list, T element) {
        if (list.size() < limit) {
            list.add(element);
        } else {
            isTooLong = true;
        }
    }

    @Override
    public void startProperty(String name) {
        parameters.clear();
        value = "";
    }

    @Override
    public void propertyValue(String text) {
        value = text;
    }

    @Override
    public void parameter(String name, String text) {
        parameters.put(name.toUpperCase(Locale.ROOT), unquoted(text));
    }

    /// Quotes around a parameter are no part of its value (RFC 5545, 3.1.1).
    private static String unquoted(String text) {
        boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    @Override
    public void endProperty(String name) {
        String property = name.toUpperCase(Locale.ROOT);
        if (isZone() && property.equals("TZID")) {
            zone.name = unquoted(value);
        } else if (isEvent() || isObservance()) {
            addUpTo(
                    MAX_VALUES,
                    properties.computeIfAbsent(property, _ -> new ArrayList<>()),
                    new IcsProperty(value, Map.copyOf(parameters)));
        }
    }
}
