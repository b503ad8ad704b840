package org.permanence.practice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.permanence.call.Line;

/// The office we answer for, as its own file describes it.
///
/// @param emergencyLines rung in turn for a matter of life, at any hour
/// @param emergencyPatience how long each of them rings
public record Practice(
        PracticeId id,
        TeamId team,
        Language language,
        ZoneId zone,
        OpeningHours hours,
        Closing closing,
        List<Line> emergencyLines,
        Duration emergencyPatience,
        TransferRules transfers,
        QueueRules queue,
        RecordingRules recordings) {

    public Practice {
        emergencyLines = List.copyOf(emergencyLines);
    }

    public boolean openAt(Instant moment) {
        return hours.openAt(moment.atZone(zone));
    }

    /// Whether somebody who calls now may still wait: it is open, and will be when the last call is over.
    public boolean takesCallsAt(Instant moment) {
        return openAt(moment) && openAt(moment.plus(closing.lastCall()));
    }

    /// Whether routine callers wait in vain now.
    public boolean sendsWhoWaitsAwayAt(Instant moment) {
        return closing.tellsWhoWaits() && !openAt(moment);
    }

    /// What its callers hear.
    public Prompts prompts() {
        return new Prompts(id, language);
    }
}
