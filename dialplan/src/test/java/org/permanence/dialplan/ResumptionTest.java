package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.MESSAGE_TAKEN;
import static org.permanence.journal.CallEvent.ACCEPTED;
import static org.permanence.journal.CallEvent.BRIDGED;
import static org.permanence.journal.CallEvent.BRIDGE_ENDED;
import static org.permanence.journal.CallEvent.ESCALATING;
import static org.permanence.journal.CallEvent.MESSAGE_LEFT;
import static org.permanence.journal.CallEvent.NOT_ACCEPTED;
import static org.permanence.journal.CallEvent.TRANSFERRED;
import static org.permanence.journal.CallEvent.TRIAGED;
import static org.permanence.journal.CallEvent.WRAPPING_UP;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.triage.Urgency.VITAL;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.dialplan.Resumption.Ended;
import org.permanence.dialplan.Resumption.RingEmergencyLines;
import org.permanence.dialplan.Resumption.RingOnCall;
import org.permanence.dialplan.Resumption.RouteAgain;
import org.permanence.dialplan.Resumption.WaitAgain;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallRecord;
import org.permanence.triage.Urgency;

/// The numbered cases of [Resumption], for each event after which a call may come back.
class ResumptionTest {

    private static final Instant ARRIVED = Instant.parse("2026-11-18T09:00:00Z");
    private static final Line GARDE = new Line("garde");
    private static final Line CABINET = new Line("cabinet");

    private static final Set<CallEvent> AFTER_CONVERSATION = EnumSet.of(BRIDGE_ENDED, WRAPPING_UP, TRANSFERRED);

    @Test
    void case1CallThatLeftAMessageIsOver() {
        for (Urgency urgency : Urgency.values()) {
            assertEquals(new Ended(MESSAGE_TAKEN), after(MESSAGE_LEFT, urgency));
        }
    }

    @Test
    void case2CallIsOverAfterTheConversation() {
        for (CallEvent event : AFTER_CONVERSATION) {
            assertEquals(new Ended(ESCALATED), after(event, VITAL));
            notVital().forEach(urgency -> assertEquals(new Ended(HANDLED), after(event, urgency)));
        }
    }

    @Test
    void case3CallIsOverAfterADoctorWasConnected() {
        assertEquals(new Ended(ESCALATED), after(BRIDGED, VITAL));
        for (Urgency urgency : Urgency.values()) {
            assertEquals(new Ended(ESCALATED), after(ACCEPTED, urgency));
        }
    }

    @Test
    void case4VitalCallRingsTheEmergencyLinesAfterAnyOtherEvent() {
        var others = EnumSet.complementOf(EnumSet.of(MESSAGE_LEFT, BRIDGED, ACCEPTED));
        others.removeAll(AFTER_CONVERSATION);

        others.forEach(event -> assertEquals(new RingEmergencyLines(Optional.of(GARDE)), after(event, VITAL)));
    }

    @Test
    void case4And6RingOnWithTheLineThatRangLast() {
        assertEquals(
                List.of(CABINET), new RingEmergencyLines(Optional.of(CABINET)).fromLastRung(List.of(GARDE, CABINET)));
        assertEquals(List.of(CABINET), new RingOnCall(Optional.of(CABINET)).fromLastRung(List.of(GARDE, CABINET)));
        assertEquals(List.of(GARDE), new RingOnCall(Optional.of(CABINET)).fromLastRung(List.of(GARDE)), "removed");
        assertEquals(List.of(GARDE), new RingOnCall(Optional.empty()).fromLastRung(List.of(GARDE)), "none rang");
    }

    @Test
    void case5TriagedCallIsRoutedAgain() {
        notVital().forEach(urgency -> assertEquals(new RouteAgain(), after(TRIAGED, urgency)));
    }

    @Test
    void case6DoctorsRingOn() {
        for (CallEvent event : List.of(ESCALATING, NOT_ACCEPTED)) {
            notVital().forEach(urgency -> assertEquals(new RingOnCall(Optional.of(GARDE)), after(event, urgency)));
        }
    }

    @Test
    void case7AnyOtherCallerWaitsSinceTheirArrival() {
        var others = EnumSet.complementOf(EnumSet.of(MESSAGE_LEFT, ACCEPTED, TRIAGED, ESCALATING, NOT_ACCEPTED));
        others.removeAll(AFTER_CONVERSATION);

        for (CallEvent event : others) {
            notVital().forEach(urgency -> assertEquals(new WaitAgain(ARRIVED), after(event, urgency)));
        }
    }

    private static Set<Urgency> notVital() {
        return EnumSet.complementOf(EnumSet.of(VITAL));
    }

    private static Resumption after(CallEvent lastEvent, Urgency urgency) {
        var record = new CallRecord(
                new CallId("resumed"),
                LES_LILAS.id(),
                ARRIVED,
                lastEvent,
                Optional.of(urgency),
                Optional.of(GARDE),
                Optional.empty());
        return Resumption.of(record, urgency);
    }
}
