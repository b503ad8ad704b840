package org.permanence.dialplan;

import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.MESSAGE_TAKEN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallRecord;
import org.permanence.triage.Urgency;

/// Where a call continues when it comes back after a restart of the engine. The last journal event of the call
/// decides:
///
/// 1. The caller left a message: the call is over.
/// 2. A conversation had ended: the call is over.
/// 3. A doctor or an emergency line was connected: the conversation continued without the engine, and the call is
///    over.
/// 4. A vital call rings the emergency lines, starting with the line that was rung last.
/// 5. The call was about to be routed: the practice's rules decide again.
/// 6. The doctors on call were ringing: ringing continues, starting with the line that was rung last.
/// 7. Any other caller waits in the queue again, even after closing time.
sealed interface Resumption {

    record Ended(Disposition disposition) implements Resumption {}

    record RingEmergencyLines(Optional<Line> lastRung) implements Resumption {

        List<Line> fromLastRung(List<Line> lines) {
            return Resumption.startingWith(lastRung, lines);
        }
    }

    record RouteAgain() implements Resumption {}

    record RingOnCall(Optional<Line> lastRung) implements Resumption {

        List<Line> fromLastRung(List<Line> lines) {
            return Resumption.startingWith(lastRung, lines);
        }
    }

    /// The caller waits again; the wait began at `since`.
    record WaitAgain(Instant since) implements Resumption {}

    static Resumption of(CallRecord record, Urgency urgency) {
        return urgency == Urgency.VITAL ? ofVital(record) : ofOther(record);
    }

    private static Resumption ofVital(CallRecord record) {
        return switch (record.lastEvent()) {
            case MESSAGE_LEFT -> new Ended(MESSAGE_TAKEN);
            case BRIDGE_ENDED, WRAPPING_UP, TRANSFERRED, BRIDGED, ACCEPTED -> new Ended(ESCALATED);
            default -> new RingEmergencyLines(record.line());
        };
    }

    private static Resumption ofOther(CallRecord record) {
        return switch (record.lastEvent()) {
            case MESSAGE_LEFT -> new Ended(MESSAGE_TAKEN);
            case BRIDGE_ENDED, WRAPPING_UP, TRANSFERRED -> new Ended(HANDLED);
            case ACCEPTED -> new Ended(ESCALATED);
            case TRIAGED -> new RouteAgain();
            case ESCALATING, NOT_ACCEPTED -> new RingOnCall(record.line());
            default -> new WaitAgain(record.arrived());
        };
    }

    /// The line that was rung last may still be ringing. If the practice no longer has that line, all lines are
    /// rung.
    private static List<Line> startingWith(Optional<Line> lastRung, List<Line> lines) {
        int last = lastRung.map(lines::indexOf).orElse(0);
        return lines.subList(Math.max(last, 0), lines.size());
    }
}
