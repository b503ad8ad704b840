package org.permanence.practicefile;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.triage.TimeWindow;
import org.permanence.yaml.ValueParser;

/// Opening hours of one day, from `start` (open) to `end` (closed). One that ends at or before its start goes on
/// past midnight: `22:00-06:00`; `08:00-24:00` ends at `00:00`, and `00:00-24:00` is the whole day (`00:00` to
/// `00:00`).
public record TimeRange(LocalTime start, LocalTime end) {

    static final ValueParser<TimeRange> PARSER = ValueParser.of("HH:MM-HH:MM, such as 08:00-12:00", TimeRange::parse);

    private static final Pattern TEXT =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|(24:00))");

    /// `08:00-08:00` is refused: half of the readers take it for never, half for always.
    static Optional<TimeRange> parse(String raw) {
        Matcher parts = TEXT.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        LocalTime start = time(parts.group(1), parts.group(2));
        boolean midnight = parts.group(5) != null;
        LocalTime end = midnight ? LocalTime.MIDNIGHT : time(parts.group(3), parts.group(4));
        return start.equals(end) && !midnight ? Optional.empty() : Optional.of(new TimeRange(start, end));
    }

    /// As [#parse] takes it.
    public String format() {
        return start + "-" + (end.equals(LocalTime.MIDNIGHT) ? "24:00" : end);
    }

    TimeWindow toTimeWindow() {
        return new TimeWindow(start, end);
    }

    public int startMinute() {
        return start.toSecondOfDay() / 60;
    }

    /// Counted from the day's own midnight: more than 1440 when the interval goes on past it.
    public int endMinute() {
        int minute = end.toSecondOfDay() / 60;
        return minute > startMinute() ? minute : minute + 24 * 60;
    }

    private static LocalTime time(String hour, String minute) {
        return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
    }
}
