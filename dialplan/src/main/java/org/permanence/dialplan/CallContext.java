package org.permanence.dialplan;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.CallRecord;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.Language;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.Prompts;
import org.permanence.recording.CallRecording;
import org.permanence.transfer.Transfer;
import org.permanence.triage.Route;
import org.permanence.triage.TriageResult;

/// What the parts of one call's reception share: the call, its practice, and what changes while the call runs.
/// Belongs to the thread of the call.
final class CallContext {

    private final PracticeDirectory practices;
    private final InstantSource clock;
    private final Call call;
    private final CallEventLog events;
    private final Optional<CallRecord> recordBeforeRestart;
    private final CallRecording recording;
    private final Transfer transfer;
    private final CallerHistory.Caller caller;
    private Practice practice;
    private Disposition dispositionOnHangup = Disposition.LEFT_EARLY;

    CallContext(ReceptionServices services, Call call, Practice practice) {
        this.practices = services.practices();
        this.clock = services.clock();
        this.call = call;
        this.practice = practice;
        this.events = new CallEventLog(services.journal(), call.id(), practice.id(), clock);
        this.recordBeforeRestart = call.isResumed() ? services.callRecords().find(call.id()) : Optional.empty();
        this.recording =
                services.recordings().forCall(call, practice, events, recordBeforeRestart.flatMap(CallRecord::consent));
        this.transfer = services.transfers().register(call, practice, events, recording, recordBeforeRestart);
        this.caller = services.callerHistory()
                .recordCall(practice.id(), call.caller(), practice.intake().callWindow());
    }

    Call call() {
        return call;
    }

    CallEventLog events() {
        return events;
    }

    CallRecording recording() {
        return recording;
    }

    Transfer transfer() {
        return transfer;
    }

    /// The journal's record of the call, if it comes back after a restart of the engine.
    Optional<CallRecord> recordBeforeRestart() {
        return recordBeforeRestart;
    }

    Instant now() {
        return clock.instant();
    }

    /// The dialled practice; its prompts are in the caller's language.
    Practice practice() {
        return practice;
    }

    /// The practice's prompts in the caller's language.
    Prompts prompts() {
        return practice.prompts();
    }

    void useLanguage(Language language) {
        practice = practice.inLanguage(language);
    }

    /// A prompt in each language that the caller may need: a caller who pressed 1 at once has not chosen one.
    List<Prompt> inCriticalLanguages(Function<Prompts, Prompt> prompt) {
        return practice.languages().forCriticalPrompts().stream()
                .map(practice::promptsIn)
                .map(prompt)
                .toList();
    }

    void playDialEmergency() throws CallEnded {
        for (Prompt prompt : inCriticalLanguages(Prompts::dialEmergency)) {
            call.play(prompt);
        }
    }

    /// Where the practice's rules send the call now.
    Route routeOf(TriageResult triage) {
        return practice.routeOf(practice.routingContextOf(triage, call.did(), caller, now()));
    }

    /// The lines that are on call now, in the order of ringing; none if the practice has no rota.
    List<Line> onCallLines() {
        return practices.onCallAt(practice, now());
    }

    /// The disposition of the call if the caller hangs up now.
    Disposition dispositionOnHangup() {
        return dispositionOnHangup;
    }

    void setDispositionOnHangup(Disposition disposition) {
        dispositionOnHangup = disposition;
    }
}
