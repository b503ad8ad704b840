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

/// One call's own page of the journal, and the log line that goes with each station.
public final class CallJournal {

    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(CallJournal.class);

    private final Journal journal;
    private final CallId call;
    private final PracticeId practice;
    private final InstantSource clock;

    public CallJournal(Journal journal, CallId call, PracticeId practice, InstantSource clock) {
        this.journal = journal;
        this.call = call;
        this.practice = practice;
        this.clock = clock;
    }

    public void passed(Station station) {
        write(station, new Detail.Nothing());
    }

    /// The caller has said how urgent it is.
    ///
    /// @param language the one the caller has chosen; nothing for the practice's own
    public void triaged(Urgency urgency, Optional<Language> language) {
        write(Station.TRIAGED, new Detail.WithUrgency(urgency, language));
    }

    public void passed(Station station, Login assistant) {
        write(station, new Detail.WithAssistant(assistant));
    }

    public void escalating(Line line) {
        write(Station.ESCALATING, new Detail.WithLine(line));
    }

    public void accepted(Line line) {
        write(Station.ACCEPTED, new Detail.WithLine(line));
    }

    public void unaccepted(Line line) {
        write(Station.UNACCEPTED, new Detail.WithLine(line));
    }

    public void transferring(Line line) {
        write(Station.TRANSFERRING, new Detail.WithLine(line));
    }

    public void ended(Disposition disposition, Optional<HangupCause> cause) {
        write(Station.ENDED, new Detail.WithDisposition(disposition, cause));
    }

    private void write(Station station, Detail detail) {
        journal.write(new JournalEntry(call, practice, clock.instant(), station, detail));
        LOG.atInfo()
                .addKeyValue("call", call)
                .addKeyValue("practice", practice)
                .addKeyValue("station", station)
                .log("call.station");
    }
}
