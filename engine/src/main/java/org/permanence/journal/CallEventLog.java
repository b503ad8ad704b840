package org.permanence.journal;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.triage.Urgency;

/// Writes the events of one call to the journal and to the log.
public final class CallEventLog {

    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(CallEventLog.class);

    private final Journal journal;
    private final CallId call;
    private final PracticeId practice;
    private final InstantSource clock;

    public CallEventLog(Journal journal, CallId call, PracticeId practice, InstantSource clock) {
        this.journal = journal;
        this.call = call;
        this.practice = practice;
        this.clock = clock;
    }

    public void record(CallEvent event) {
        write(event, new Detail.Nothing());
    }

    /// The urgency of the call is known.
    ///
    /// @param language the language that the caller chose; empty for the practice's own
    public void triaged(Urgency urgency, Optional<Language> language) {
        write(CallEvent.TRIAGED, new Detail.WithUrgency(urgency, language));
    }

    public void record(CallEvent event, Login assistant) {
        write(event, new Detail.WithAssistant(assistant));
    }

    public void escalating(Line line) {
        write(CallEvent.ESCALATING, new Detail.WithLine(line));
    }

    public void accepted(Line line) {
        write(CallEvent.ACCEPTED, new Detail.WithLine(line));
    }

    public void notAccepted(Line line) {
        write(CallEvent.NOT_ACCEPTED, new Detail.WithLine(line));
    }

    public void transferring(Line line) {
        write(CallEvent.TRANSFERRING, new Detail.WithLine(line));
    }

    public void ended(Disposition disposition, Optional<HangupCause> cause) {
        write(CallEvent.ENDED, new Detail.WithDisposition(disposition, cause));
    }

    private void write(CallEvent event, Detail detail) {
        journal.write(new JournalEntry(call, practice, clock.instant(), event, detail));
        LOG.atInfo()
                .addKeyValue("call", call)
                .addKeyValue("practice", practice)
                .addKeyValue("call-event", event)
                .log("call.event");
    }
}
