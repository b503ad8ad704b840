package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;

/// How long Asterisk waits for an answer to its own INVITE, on a real one: 6.4 s for any answer, and then as long
/// as the line may ring.
final class SlowAnswersTest extends SharedAsterisk {

    private static final Duration LONGER_THAN_A_TRANSACTION = Duration.ofSeconds(9);

    @Test
    void telephoneThatSaysThatItRingsIsAwaited() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.KEEPS_RINGING);
        SipPhone patient = testbed.patientCallingLesLilas();
        Await.until("the doctor's telephone to ring", doctor::wasRung);
        Instant rung = doctor.rungAt();
        Await.until("a slow answer", () -> passed(rung, LONGER_THAN_A_TRANSACTION));

        doctor.answer();

        Await.until("the doctor to be connected", doctor::isConnectedAsCallee);
        assertFalse(patient.wasHungUp());
    }

    @Test
    void lineThatSaysNothingIsGivenUpForTheNext() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.SAYS_NOTHING);
        SipPhone assistant = testbed.assistant(PhoneBehaviour.ANSWERS);
        SipPhone patient = testbed.patientCallingLesLilas();
        Await.until("the doctor's telephone to be asked", doctor::wasRung);

        Await.until("the next line", assistant::isConnectedAsCallee);

        Duration waited = Duration.between(doctor.rungAt(), assistant.rungAt());
        assertTrue(waited.compareTo(LONGER_THAN_A_TRANSACTION) < 0, waited::toString);
        assertFalse(patient.wasHungUp());
    }

    private static boolean passed(Instant start, Duration time) {
        return !InstantSource.system().instant().isBefore(start.plus(time));
    }
}
