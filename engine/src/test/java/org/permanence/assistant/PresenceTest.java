package org.permanence.assistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.assistant.AssistantEvent.ANSWERED;
import static org.permanence.assistant.AssistantEvent.ASSIGNED;
import static org.permanence.assistant.AssistantEvent.CALL_ENDED;
import static org.permanence.assistant.AssistantEvent.PAUSE_STARTED;
import static org.permanence.assistant.AssistantEvent.RESERVATION_WITHDRAWN;
import static org.permanence.assistant.AssistantEvent.RESUMED;
import static org.permanence.assistant.AssistantEvent.RING_NO_ANSWER;
import static org.permanence.assistant.AssistantEvent.SIGNED_IN;
import static org.permanence.assistant.AssistantEvent.WRAPPED_UP;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.testing.SamplePractices;

class PresenceTest {

    private static final CallId CALL = new CallId("call");

    @Test
    void unknownTransitionIsRefused() {
        assertEquals(Optional.empty(), off().on(PAUSE_STARTED, second(1)));
        assertEquals(Optional.empty(), after(ready(1), ASSIGNED, 2).on(PAUSE_STARTED, second(3)));
    }

    @Test
    void signingInMakesTheAssistantReadySinceNow() {
        assertEquals(second(7), ready(7).readySince());
        assertEquals(second(7), ready(7).since());
    }

    @Test
    void withdrawnReservationRestoresReadySince() {
        Presence offered = after(ready(1), ASSIGNED, 5).reservedFor(CALL);
        Presence again = after(offered, RESERVATION_WITHDRAWN, 9);

        assertEquals(second(1), again.readySince());
        assertEquals(second(9), again.since());
        assertEquals(Optional.empty(), again.call());
    }

    @Test
    void pauseResetsReadySince() {
        assertEquals(
                second(9), after(after(ready(1), PAUSE_STARTED, 5), RESUMED, 9).readySince());
    }

    @Test
    void unansweredRingResetsReadySince() {
        Presence away = after(after(ready(1), ASSIGNED, 2), RING_NO_ANSWER, 22);

        assertEquals(second(30), after(away, RESUMED, 30).readySince());
    }

    @Test
    void answeredCallResetsReadySinceHoweverTheWrapUpEnds() {
        Presence wrapping = after(after(after(ready(1), ASSIGNED, 2), ANSWERED, 4), CALL_ENDED, 60);

        assertEquals(second(90), after(wrapping, WRAPPED_UP, 90).readySince());
        assertEquals(second(70), after(wrapping, RESUMED, 70).readySince());
    }

    @Test
    void callIsKnownFromReservationToCallEnd() {
        Presence reserved = after(ready(1), ASSIGNED, 2).reservedFor(CALL);
        Presence talking = after(reserved, ANSWERED, 4);

        assertEquals(Optional.of(CALL), reserved.call());
        assertEquals(Optional.of(CALL), talking.call());
        assertEquals(Optional.empty(), after(talking, CALL_ENDED, 60).call());
        assertEquals(Optional.empty(), after(reserved, RING_NO_ANSWER, 22).call());
    }

    @Test
    void pauseReasonAndWrapUpEndAreClearedWithTheState() {
        Presence away = after(ready(1), PAUSE_STARTED, 2).pausedFor(PauseReason.LUNCH);
        Presence wrapping = after(after(after(ready(1), ASSIGNED, 2), ANSWERED, 4), CALL_ENDED, 60)
                .wrappingUpUntil(second(90));

        assertEquals(Optional.of(PauseReason.LUNCH), away.reason());
        assertEquals(Optional.empty(), after(away, RESUMED, 3).reason());
        assertEquals(Optional.of(second(90)), wrapping.wrapUpEndsAt());
        assertEquals(Optional.empty(), after(wrapping, WRAPPED_UP, 90).wrapUpEndsAt());
    }

    private static Presence off() {
        return Presence.neverSignedIn(SamplePractices.INES.login(), SamplePractices.TEAM, second(0));
    }

    private static Presence ready(int since) {
        return after(off(), SIGNED_IN, since);
    }

    private static Presence after(Presence presence, AssistantEvent event, int second) {
        return presence.on(event, second(second)).orElseThrow();
    }

    private static Instant second(int second) {
        return Instant.ofEpochSecond(second);
    }
}
