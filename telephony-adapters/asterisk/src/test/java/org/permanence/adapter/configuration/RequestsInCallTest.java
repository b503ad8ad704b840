package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;
import org.permanence.testing.Fixtures;

/// What a carrier sends during a call, on a real Asterisk: no request ends or moves the call. A peer may end a call
/// 32 seconds after a request without an answer (RFC 3261, 12.2.1.2), so all that Asterisk can answer are answered.
final class RequestsInCallTest extends SharedAsterisk {

    private static final String OTHER_PATIENT = "<sip:+33199000743@" + SampleModels.CARRIER + ">";

    @SuppressWarnings("NullAway.Init")
    private StubEngine engine;

    @SuppressWarnings("NullAway.Init")
    private SipPhone patient;

    @SuppressWarnings("NullAway.Init")
    private StubEngine.Session call;

    @BeforeEach
    void answerACall() {
        engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        patient = testbed.patientCallingLesLilas();
        call = engine.nextCall();
        call.send("ANSWER");
        Await.until("the answer", patient::isConnected);
    }

    @ParameterizedTest
    @CsvSource({
        "INFO, application/dtmf-relay, Signal=7, 200",
        "INFO, application/dtmf, 7, 200",
        "INFO, application/hook-flash, flash, 500",
        "INFO, application/media_control+xml, <media_control/>, 200",
        "INFO, , '', 200",
        "OPTIONS, , '', 200",
        "UPDATE, , '', 200",
        "MESSAGE, text/plain, Canari, 202",
        "MESSAGE, application/octet-stream, Canari, 202",
        "REFER, , '', 603"
    })
    void requestInACallGetsAFinalAnswerAndTheCallGoesOn(String method, @Nullable String type, String body, int status) {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        String referTo =
                "Refer-To: <sip:%s@127.0.0.1:%d>\nEvent: refer\n".formatted(SampleModels.DOCTOR, testbed.sipPort);

        patient.requestInCall(method, referTo + contentType(type), body);

        Await.until("a final answer", () -> patient.finalStatusOf(method) != 0);
        assertEquals(status, patient.finalStatusOf(method));
        assertTheCallGoesOn();
        assertFalse(doctor.wasRung(), "no request rings a telephone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE", "NOTIFY", "PUBLISH", "UNKNOWN"})
    void requestThatAsteriskDoesNotAnswerChangesNothing(String method) {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);

        patient.requestInCall(method, referToTheDoctor(), "");
        patient.requestInCall("OPTIONS", "", ""); // Asterisk takes requests in their order.

        Await.until("the answer to OPTIONS", () -> patient.finalStatusOf("OPTIONS") == 200);
        assertTheCallGoesOn();
        assertFalse(doctor.wasRung(), "no request rings a telephone");
    }

    @Test
    void textOfACallerReachesTheConnectedTelephoneOnly() {
        SipPhone assistant = testbed.assistant(PhoneBehaviour.ANSWERS);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        call.requestFallback();
        Await.until("the doctor's telephone to ring", doctor::wasRung);
        Await.until("the doctor to be connected", doctor::isConnectedAsCallee);

        patient.requestInCall("MESSAGE", contentType("text/plain"), "Canari");

        Await.until("the text", () -> doctor.receivedText().contains("Canari"));
        assertEquals("", assistant.receivedText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendonly", "inactive"})
    void partyHearsMusicWhileTheCarriersSideHolds(String attribute) {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        call.requestFallback();
        Await.until("the doctor to be connected", doctor::isConnectedAsCallee);

        patient.offersAgain(attribute);

        Await.until("music", () -> doctor.audio().hasReceivedTone(SampleModels.MUSIC_HERTZ));
        assertFalse(patient.wasHungUp(), "the patient is connected");
    }

    /// Keys as tones make Asterisk listen to the audio, which it must not do for two parties who talk.
    @Test
    void audioOfAConnectedCallIsForwardedUnread() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        call.requestFallback();
        Await.until("the doctor to be connected", doctor::isConnectedAsCallee);

        Await.until(
                "a native bridge",
                () -> testbed.asterisk.runConsole("bridge show all").contains("native_rtp"));
    }

    @Test
    void messageOutsideACallIsRefused() {
        SipPhone carrier = testbed.patient();

        carrier.request("MESSAGE", Fixtures.LES_LILAS_DID.digits(), contentType("text/plain"), "Canari");

        Await.until("a final answer", () -> carrier.finalStatusOf("MESSAGE") != 0);
        assertEquals(404, carrier.finalStatusOf("MESSAGE"));
        assertTrue(engine.receivedNoCall());
    }

    @ParameterizedTest
    @CsvSource({"application/dtmf-relay, Signal=1", "application/dtmf, 1"})
    void keyByInfoReachesTheEngine(String type, String body) {
        call.write("WAIT FOR DIGIT 8000");

        patient.requestInCall("INFO", contentType(type), body);

        assertEquals("200 result=49", call.receive());
    }

    /// A peer that knows the identifiers of a call could otherwise take a party's place in it.
    @ParameterizedTest
    @ValueSource(strings = {"", "Require: replaces\n"})
    void callThatWouldReplaceAnotherIsRefused(String require) {
        SipPhone other = testbed.patient()
                .dial(Fixtures.LES_LILAS_DID.digits(), OTHER_PATIENT, require + patient.replacesHeader());

        Await.until("401", () -> other.hasReceivedStatus(401));
        assertTheCallGoesOn();
    }

    @Test
    void partyThatWouldReplaceAnotherDuringItsOwnCallIsHungUp() {
        SipPhone other = testbed.patientCallingLesLilas();
        StubEngine.Session otherCall = engine.nextCall();
        otherCall.send("ANSWER");
        Await.until("the answer to the other", other::isConnected);

        other.requestInCall("INVITE", patient.replacesHeader(), "");

        assertEquals("HANGUP", otherCall.receive());
        assertTheCallGoesOn();
    }

    @Test
    void transferOutsideACallIsRefused() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        SipPhone carrier = testbed.patient();

        carrier.request("REFER", Fixtures.LES_LILAS_DID.digits(), referToTheDoctor(), "");

        Await.until("a final answer", () -> carrier.finalStatusOf("REFER") != 0);
        assertEquals(501, carrier.finalStatusOf("REFER"));
        assertFalse(doctor.wasRung(), "no request rings a telephone");
    }

    private String referToTheDoctor() {
        return "Refer-To: <sip:%s@127.0.0.1:%d>\nEvent: refer\n".formatted(SampleModels.DOCTOR, testbed.sipPort);
    }

    private void assertTheCallGoesOn() {
        assertTrue(call.send("NOOP").startsWith("200"), "the engine still has the call");
        assertFalse(patient.wasHungUp(), "the patient is connected");
    }

    private static String contentType(@Nullable String type) {
        return type == null ? "" : "Content-Type: " + type + "\n";
    }
}
