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

/// One station of one call. It names no patient: who called is not the journal's business.
public record JournalEntry(CallId call, PracticeId practice, Instant at, CallEvent event, Detail detail) {

    /// To the microsecond, as stores keep it: an entry that was read is the one that was written.
    public JournalEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /// What a station adds to the call's record, beside its time.
    public sealed interface Detail {

        record Nothing() implements Detail {}

        /// What the caller has said by key.
        ///
        /// @param language the one the caller has chosen by then; nothing for the practice's own
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
