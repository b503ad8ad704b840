package org.permanence.practicefile;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.triage.TimeWindow;
import org.permanence.yaml.ValueParser;

/// The text of a time window, `HH:MM-HH:MM`. A window that ends at or before its start ends on the next day:
/// `22:00-06:00`. `08:00-24:00` ends at `00:00`, and `00:00-24:00` is the whole day (`00:00` to `00:00`).
public final class TimeWindowSyntax {

    static final ValueParser<TimeWindow> PARSER =
            ValueParser.of("HH:MM-HH:MM, such as 08:00-12:00", TimeWindowSyntax::parse);

    private static final Pattern TEXT =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|(24:00))");

    private TimeWindowSyntax() {}

    /// Parses `HH:MM-HH:MM`. `08:00-08:00` is refused, because it could mean never or always.
    static Optional<TimeWindow> parse(String raw) {
        Matcher parts = TEXT.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        LocalTime start = time(parts.group(1), parts.group(2));
        boolean midnight = parts.group(5) != null;
        LocalTime end = midnight ? LocalTime.MIDNIGHT : time(parts.group(3), parts.group(4));
        return start.equals(end) && !midnight ? Optional.empty() : Optional.of(new TimeWindow(start, end));
    }

    /// The text that [#parse] reads.
    public static String format(TimeWindow window) {
        return window.start() + "-" + (window.end().equals(LocalTime.MIDNIGHT) ? "24:00" : window.end());
    }

    private static LocalTime time(String hour, String minute) {
        return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
    }
}
