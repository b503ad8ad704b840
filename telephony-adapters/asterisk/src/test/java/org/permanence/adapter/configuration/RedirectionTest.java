package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;
import org.permanence.testing.Fixtures;

/// No telephone that Asterisk rings can send the call elsewhere: a redirection counts as not answered. Without
/// this, a telephone could make the carrier call a premium number, and be connected with the patient.
class RedirectionTest extends SharedAsterisk {

    private static final String FOUND = "302 Moved Temporarily";
    private static final String PREMIUM_AT_CARRIER = "<sip:PJSIP%2F+33899000000%40carrier@127.0.0.3>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                PREMIUM_AT_CARRIER,
                "<sip:PJSIP%2Fd0c7a1b2%2Fsip%3A+33899000000%40127.0.0.2@127.0.0.3>",
                "<sip:Local%2F+33199000001%40incoming@127.0.0.3>",
                "<sip:+33199000001@127.0.0.1>",
                "<sip:+33899000000@127.0.0.2>",
                "<sip:*43@127.0.0.1>",
                "<tel:+33899000000>",
                "\"PJSIP/+33899000000@carrier\" <sip:PJSIP%2f+33899000000%40carrier@127.0.0.3;user=phone>;q=1.0"
            })
    void fallbackLineThatRedirectsDidNotAnswerAndTheNextIsRung(String contact) {
        assertNotFollowedByTheFallback(FOUND, contact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"300 Multiple Choices", "301 Moved Permanently", "305 Use Proxy", "380 Alternative Service"})
    void noKindOfRedirectionIsFollowedByTheFallback(String status) {
        assertNotFollowedByTheFallback(status, PREMIUM_AT_CARRIER);
    }

    @Test
    void fallbackLineThatForwardsToThePracticeIsRungInThreeRoundsAndThePatientHearsTheEmergencyNumber() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.REDIRECTS).redirectsTo(FOUND, "<sip:+33199000001@127.0.0.1>");
        testbed.assistant(PhoneBehaviour.IS_BUSY);
        SipPhone patient = testbed.patientCallingLesLilas();

        Await.until("the announcement", () -> patient.audio().hasReceivedTone(SampleModels.ANNOUNCEMENT_HERTZ));
        Await.until("the end of the call", java.time.Duration.ofSeconds(20), patient::wasHungUp);
        assertEquals(3, doctor.timesRung());
    }

    @ParameterizedTest
    @ValueSource(strings = {PREMIUM_AT_CARRIER, "<sip:+33199000001@127.0.0.1>", "<tel:+33899000000>"})
    void telephoneOfALegThatRedirectsDidNotAnswer(String contact) {
        SipPhone carrier = testbed.carrier(PhoneBehaviour.ANSWERS);
        SipPhone assistant = testbed.assistant(PhoneBehaviour.REDIRECTS).redirectsTo(FOUND, contact);

        ringLeg();

        Await.until("the assistant's telephone", assistant::wasRung);
        Await.until("no channel left", testbed.asterisk::hasNoChannel);
        assertFalse(carrier.wasRung());
        assertEquals(1, assistant.timesRung());
    }

    @Test
    void telephoneThatAnswersCannotTransferTheCall() {
        SipPhone carrier = testbed.carrier(PhoneBehaviour.ANSWERS);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        SipPhone patient = testbed.patientCallingLesLilas();
        Await.until("the conversation", patient::isConnected);
        Await.until("the doctor's telephone", doctor::wasRung);

        for (String target :
                List.of("<sip:+33899000000@127.0.0.1>", "<sip:+33199000001@127.0.0.1>", PREMIUM_AT_CARRIER)) {
            doctor.refersTo(target);
        }

        endCall(doctor, patient);
        assertFalse(carrier.wasRung());
        assertEquals(1, doctor.timesRung());
    }

    @Test
    void diversionNamedByATelephoneChangesNothing() {
        SipPhone carrier = testbed.carrier(PhoneBehaviour.ANSWERS);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS_AFTER_DIVERSION);
        SipPhone patient = testbed.patientCallingLesLilas();

        Await.until("the conversation", () -> doctor.isConnectedAsCallee() && patient.isConnected());
        assertFalse(carrier.wasRung());
    }

    /// Says goodbye until Asterisk understands it: a BYE in the first milliseconds of a call may cross its answer.
    private static void endCall(SipPhone telephone, SipPhone patient) {
        Await.until("the end of the call", () -> {
            telephone.hangUp();
            return patient.wasHungUp();
        });
    }

    private void assertNotFollowedByTheFallback(String status, String contact) {
        SipPhone carrier = testbed.carrier(PhoneBehaviour.ANSWERS);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.REDIRECTS).redirectsTo(status, contact);
        SipPhone assistant = testbed.assistant(PhoneBehaviour.ANSWERS);
        testbed.patientCallingLesLilas();

        Await.until("the next line", assistant::wasRung);
        assertFalse(carrier.wasRung());
        assertEquals(1, doctor.timesRung());
    }

    /// Rings the assistant's telephone as the engine does (`AmiEncoder`).
    private void ringLeg() {
        testbed.amiClient()
                .send(
                        "Originate",
                        "Channel: Local/s@ring-leg/nm",
                        "Variable: PERM_TARGET=PJSIP/" + SampleModels.ASSISTANT,
                        "Application: Bridge",
                        "Data: PJSIP/nothing",
                        "ChannelId: leg-1",
                        "Timeout: 5000",
                        "CallerID: <" + Fixtures.LES_LILAS_DID.digits() + ">",
                        "Async: true");
    }
}
