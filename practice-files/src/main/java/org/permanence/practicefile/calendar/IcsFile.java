package org.permanence.practicefile.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;

/// Reads the events of an iCalendar file (RFC 5545). Only times are kept, because events name people. Only the
/// tokenizer of the library is used: its object model fetches time zones from the network.
public final class IcsFile implements ContentHandler {

    public static final int MAX_EVENTS = 5_000;
    private static final int MAX_VALUES = 1_000;

    private final List<Map<String, List<IcsProperty>>> events = new ArrayList<>();
    private Map<String, List<IcsProperty>> event = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private String value = "";
    private int depth;
    private boolean inEvent;

    private IcsFile() {}

    /// @throws CalendarException if the text is not a calendar, or an event cannot be understood
    static List<IcsEvent> read(String text) {
        var file = new IcsFile();
        try {
            new CalendarParserImpl().parse(new UnfoldingReader(new StringReader(text), true), file);
        } catch (ParserException | IOException broken) {
            int line = broken instanceof ParserException parseError ? parseError.getLineNo() : 0;
            throw new CalendarException(
                    "calendar: line " + line + " unreadable (expected: iCalendar, as calendars export it)");
        }
        return file.events();
    }

    /// Interprets the events after parsing: the library reports an exception of the handler as an unreadable line.
    private List<IcsEvent> events() {
        if (events.size() > MAX_EVENTS) {
            throw new CalendarException("calendar: too many events (expected: at most " + MAX_EVENTS + ")");
        }
        List<IcsEvent> read = new ArrayList<>();
        for (int n = 0; n < events.size(); n++) {
            new IcsEventTimes("calendar: event " + (n + 1), events.get(n))
                    .read()
                    .ifPresent(read::add);
        }
        return read;
    }

    @Override
    public void startCalendar() {}

    @Override
    public void endCalendar() {}

    @Override
    public void startComponent(String name) {
        depth++;
        if (depth == 1 && name.equalsIgnoreCase("VEVENT")) {
            inEvent = true;
            event = new HashMap<>();
        }
    }

    @Override
    public void endComponent(String name) {
        depth--;
        if (depth == 0 && inEvent) {
            inEvent = false;
            if (events.size() <= MAX_EVENTS) {
                events.add(event);
            }
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
        parameters.put(name.toUpperCase(Locale.ROOT), text);
    }

    @Override
    public void endProperty(String name) {
        if (inEvent && depth == 1) {
            List<IcsProperty> all = event.computeIfAbsent(name.toUpperCase(Locale.ROOT), _ -> new ArrayList<>());
            if (all.size() < MAX_VALUES) {
                all.add(new IcsProperty(value, Map.copyOf(parameters)));
            }
        }
    }
}
