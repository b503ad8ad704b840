package org.permanence.lab;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An event that a scenario reports for a call. The words are those of the scenarios' `<log>` actions.
sealed interface SippEvent {

    String call();

    /// A call for this user's phone arrived; the remote audio is at that address.
    record IncomingCall(String call, InetSocketAddress media, String user) implements SippEvent {}

    record Ringing(String call) implements SippEvent {}

    record Connected(String call, InetSocketAddress media) implements SippEvent {}

    /// The remote audio comes from this address now: early media, or a re-INVITE.
    record MediaMoved(String call, InetSocketAddress media) implements SippEvent {}

    record Rejected(String call, int status) implements SippEvent {}

    record Ended(String call) implements SippEvent {}

    /// SIPp aborted the call because the scenario did not expect a message.
    record Aborted(String call) implements SippEvent {}

    Pattern EVENT_LINE = Pattern.compile("LAB> (\\w+) (\\S+)(?: (\\S+))?(?: (\\d+))?(?: (\\S+))?$");
    Pattern ABORT_LINE = Pattern.compile("Aborting call on [\\w ]+ for Call-I[dD] '([^']+)'");

    static Optional<SippEvent> parse(String line) {
        Matcher event = EVENT_LINE.matcher(line);
        if (event.find()) {
            return Optional.of(fromLogLine(event));
        }
        Matcher abort = ABORT_LINE.matcher(line);
        return abort.find() ? Optional.of(new Aborted(abort.group(1))) : Optional.empty();
    }

    private static SippEvent fromLogLine(Matcher event) {
        String call = event.group(2);
        return switch (event.group(1)) {
            case "rings" -> new IncomingCall(call, media(event), event.group(5));
            case "ringing" -> new Ringing(call);
            case "connected" -> new Connected(call, media(event));
            case "early", "moved" -> new MediaMoved(call, media(event));
            case "refused" -> new Rejected(call, Integer.parseInt(event.group(3)));
            case "ended" -> new Ended(call);
            case String word -> throw new LabException("scenario: says " + word + " (expected: a word of SippEvent)");
        };
    }

    private static InetSocketAddress media(Matcher event) {
        return new InetSocketAddress(event.group(3), Integer.parseInt(event.group(4)));
    }
}
