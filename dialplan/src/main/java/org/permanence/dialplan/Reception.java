package org.permanence.dialplan;

import static org.permanence.flow.Disposition.FAX;
import static org.permanence.flow.Disposition.MESSAGE_TAKEN;
import static org.permanence.flow.Disposition.TO_FALLBACK;

import java.util.Optional;
import org.permanence.call.CallEnded;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.dialplan.Resumption.Ended;
import org.permanence.dialplan.Resumption.RingEmergencyLines;
import org.permanence.dialplan.Resumption.RingOnCall;
import org.permanence.dialplan.Resumption.RouteAgain;
import org.permanence.dialplan.Resumption.WaitAgain;
import org.permanence.flow.CallFlow;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallRecord;
import org.permanence.triage.Route;
import org.permanence.triage.TriageResult;
import org.permanence.triage.Urgency;

/// Reception: a patient calls the practice and ends with a person, a message, a callback, the fallback line or the
/// emergency number.
///
/// 1. Emergency ([Intake], [ImmediateEscalation]): the emergency question comes first, at any hour. Key 1 rings the
///    emergency lines in turn. If none answers, the caller hears which number to dial.
/// 2. Triage ([Intake]): key 2 leads to the practice's own questions, if it has any. Any other key, or no input,
///    repeats the question once. Then the call is unclear.
/// 3. Routing: the practice's rules send the call to the queue, to the doctors on call, to a line of the practice,
///    to the closed announcement, to a message or to the fallback line.
/// 4. Queue ([HoldAndConnect]): the caller keeps their position until an assistant answers.
/// 5. Fallback ([HoldAndConnect]): the fallback line rings after the maximum wait, if the queue is full, or if the
///    switch can ring no assistant.
/// 6. On call ([OnCallWhileQueued]): if the practice says so, doctors ring for a caller who cannot wait for long,
///    while the caller stays in the queue.
/// 7. Closing time ([ClosedAnnouncement]): if the practice says so, routine callers who still wait hear that it is
///    closed, and may leave a message.
/// 8. Instead of waiting ([CallbackMenu], [MessageMenu]): if the practice says so, a routine caller may ask to be
///    called back, which keeps their position, or leave a message.
/// 9. Transfer ([HoldAndConnect]): the assistant may transfer the caller to a line of the practice. If that line
///    does not answer, the caller stays with the assistant, or returns to the queue.
/// 10. Restart ([Resumption]): a call that comes back after a restart of the engine continues where it was.
/// 11. Fax ([FaxDetection]): a fax machine that calls is hung up on.
final class Reception implements CallFlow {

    private final CallContext context;
    private final Intake intake;
    private final ImmediateEscalation escalation;
    private final HoldAndConnect holdAndConnect;
    private final MessageMenu messageMenu;
    private final ClosedAnnouncement closedAnnouncement;

    Reception(
            CallContext context,
            HoldAndConnect holdAndConnect,
            MessageMenu messageMenu,
            ClosedAnnouncement closedAnnouncement) {
        this.context = context;
        this.intake = new Intake(context);
        this.escalation = new ImmediateEscalation(context);
        this.holdAndConnect = holdAndConnect;
        this.messageMenu = messageMenu;
        this.closedAnnouncement = closedAnnouncement;
    }

    @Override
    public Disposition run() throws CallEnded {
        Optional<CallRecord> record = context.recordBeforeRestart();
        Optional<Urgency> knownUrgency = record.flatMap(CallRecord::urgency);
        if (record.isPresent() && knownUrgency.isPresent()) {
            return resume(record.get(), knownUrgency.get());
        }
        Optional<TriageResult> triage = intake.run();
        return triage.isPresent() ? connect(triage.get()) : FAX;
    }

    @Override
    public Disposition dispositionOnHangup() {
        return messageMenu.hasMessage() ? MESSAGE_TAKEN : context.dispositionOnHangup();
    }

    @Override
    public void ended(Disposition disposition, Optional<HangupCause> cause) {
        context.transfer().callEnded();
        context.recording().flowEnded();
        messageMenu.flowEnded();
        context.events().ended(disposition, cause);
    }

    @Override
    public void lineReleased() {
        holdAndConnect.lineReleased();
    }

    private Disposition resume(CallRecord record, Urgency urgency) throws CallEnded {
        boolean calledBack = record.lastEvent() == CallEvent.CALLBACK_RINGING;
        context.events().record(calledBack ? CallEvent.CALLBACK_ANSWERED : CallEvent.RESUMED);
        record.language().ifPresent(context::useLanguage);
        return switch (Resumption.of(record, urgency)) {
            case Ended(var disposition) -> disposition;
            case RouteAgain() -> route(new TriageResult(urgency));
            case RingEmergencyLines resumed ->
                escalation.ringEmergencyLines(
                        resumed.fromLastRung(context.practice().emergency().lines()));
            case RingOnCall resumed -> {
                var lines = resumed.fromLastRung(context.onCallLines());
                yield holdAndConnect.isQueued()
                        ? holdAndConnect.resumeOnCallRound(urgency, lines)
                        : escalation.ringOnCallRounds(lines, urgency);
            }
            case WaitAgain(var since) -> holdAndConnect.resumeWait(urgency, since);
        };
    }

    private Disposition connect(TriageResult triage) throws CallEnded {
        return triage.urgency() == Urgency.VITAL
                ? escalation.ringEmergencyLines(context.practice().emergency().lines())
                : route(triage);
    }

    private Disposition route(TriageResult triage) throws CallEnded {
        return switch (context.routeOf(triage)) {
            case Route.Queue(var raised) -> holdAndConnect.enter(raised.orElse(triage.urgency()));
            case Route.OnCall() -> escalation.ringOnCallRounds(context.onCallLines(), triage.urgency());
            case Route.Transfer(Line line) -> holdAndConnect.putThrough(line);
            case Route.Message() -> messageMenu.run();
            case Route.Announcement() -> closedAnnouncement.play();
            case Route.Fallback() -> TO_FALLBACK;
        };
    }
}
