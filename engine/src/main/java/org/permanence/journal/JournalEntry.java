package org.permanence.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.triage.Urgency;

/// One event of one call. Holds nothing that identifies the patient.
public record JournalEntry(CallId call, PracticeId practice, Instant at, CallEvent event, Detail detail) {

    /// Truncates the time to microseconds, the precision of the stores, so that an entry equals what is read back.
    public JournalEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /// What an event adds to the call record, apart from its time.
    public sealed interface Detail {

        record Nothing() implements Detail {}

        /// The urgency from triage.
        ///
        /// @param language the language that the caller chose so far; empty for the practice's own
        record WithUrgency(Urgency urgency, Optional<Language> language) implements Detail {

            public WithUrgency(Urgency urgency) {
                this(urgency, Optional.empty());
            }
        }

        record WithAssistant(Login assistant) implements Detail {}

        record WithLine(Line line) implements Detail {}

        record WithDisposition(Disposition disposition, Optional<HangupCause> cause) implements Detail {}
    }
}
