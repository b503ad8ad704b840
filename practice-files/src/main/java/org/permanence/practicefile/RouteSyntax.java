package org.permanence.practicefile;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.call.Line;
import org.permanence.text.EnumWords;
import org.permanence.triage.Route;
import org.permanence.triage.Urgency;
import org.permanence.yaml.Name;
import org.permanence.yaml.ValueParser;

/// The text of a route in a practice file.
public final class RouteSyntax {

    static final ValueParser<Route> PARSER = ValueParser.of(
            "queue, queue as urgent, on-call, transfer to LINE, message, closed-announcement or fallback-lines",
            RouteSyntax::parse);

    /// Result of a life-threatening emergency, which bypasses the routing rules.
    public static final String EMERGENCY = "emergency";

    private static final Pattern QUEUE = Pattern.compile("queue(?: as (urgent|unclear))?");
    private static final Pattern TRANSFER = Pattern.compile("transfer to ([a-z0-9-]{1,40})");

    private RouteSyntax() {}

    static Optional<Route> parse(String raw) {
        Matcher queue = QUEUE.matcher(raw);
        if (queue.matches()) {
            return Optional.of(new Route.Queue(
                    Optional.ofNullable(queue.group(1)).map(word -> Urgency.valueOf(word.toUpperCase(Locale.ROOT)))));
        }
        Matcher transfer = TRANSFER.matcher(raw);
        if (transfer.matches()) {
            return Name.isName(transfer.group(1))
                    ? Optional.of(new Route.Transfer(new Line(transfer.group(1))))
                    : Optional.empty();
        }
        return Optional.ofNullable(
                switch (raw) {
                    case "on-call" -> new Route.OnCall();
                    case "message" -> new Route.Message();
                    case "closed-announcement" -> new Route.Announcement();
                    case "fallback-lines" -> new Route.Fallback();
                    default -> null;
                });
    }

    /// The text that [#parse] reads.
    public static String format(Route route) {
        return switch (route) {
            case Route.Queue(var as) ->
                "queue" + as.map(urgency -> " as " + EnumWords.of(urgency)).orElse("");
            case Route.OnCall() -> "on-call";
            case Route.Transfer(Line line) -> "transfer to " + line.name();
            case Route.Message() -> "message";
            case Route.Announcement() -> "closed-announcement";
            case Route.Fallback() -> "fallback-lines";
        };
    }
}
