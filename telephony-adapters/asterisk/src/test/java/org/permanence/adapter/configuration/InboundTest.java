package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;
import org.permanence.testing.Fixtures;

/// What a call from outside can do on a real Asterisk: reach the practice whose number it dialled, and nothing
/// else.
final class InboundTest extends SharedAsterisk {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0199000002", // A number of the same plan that belongs to no practice.
                "+3319900000", // A prefix of a practice's number.
                "+331990000011", // A practice's number with more digits.
                "00331990000011",
                "99000001",
                "s",
                "h",
                "i",
                "reception",
                "ring-fallback",
                "*43",
                "%2A43",
                "*8",
                "none-none-none-none-none-none-none-none-none-none-none-none-none-none-none-none-none",
                "d0c7a1b2",
                "PJSIP%2Fd0c7a1b2",
                "+33199000001%40carrier",
                "+33199000001%26d0c7a1b2",
                "%24%7BPERM_LINE_1%7D"
            })
    void unknownNumberIsRefused(String dialled) {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        SipPhone patient = testbed.patient().dial(dialled);
        Await.until("404", () -> patient.hasReceivedStatus(404));
        assertTrue(engine.receivedNoCall());
        assertFalse(doctor.wasRung());
    }

    @Test
    void unknownPeerCannotProbeNumbers() {
        SipPhone stranger = testbed.register(new SipPhone("127.0.0.9", 0, testbed.sipPort, PhoneBehaviour.ANSWERS));
        stranger.dial(Fixtures.LES_LILAS_DID.digits());
        Await.until("401", () -> stranger.hasReceivedStatus(401));
        SipPhone other = testbed.register(new SipPhone("127.0.0.9", 0, testbed.sipPort, PhoneBehaviour.ANSWERS));
        other.dial(Fixtures.PORT_ROYAL_DID.digits());
        Await.until("401", () -> other.hasReceivedStatus(401));
    }

    @Test
    void phoneWithoutASecretCannotCall() {
        SipPhone assistant = testbed.assistant(PhoneBehaviour.ANSWERS);
        assistant.dial("*43", "<sip:" + SampleModels.ASSISTANT + "@127.0.0.3>");
        Await.until("401", () -> assistant.hasReceivedStatus(401));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33199000001",
                "33199000001",
                "0033199000001",
                "0199000001",
                "199000001",
                "+33199000001;npdi;rn=+33100000000",
                "0199000001;phone-context=+33",
                "+33199000001;user=phone"
            })
    void practiceNumberIsAcceptedInEveryTrunkFormat(String dialled) {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        testbed.patient().dial(dialled);
        StubEngine.Session session = engine.nextCall();
        assertEquals(Fixtures.LES_LILAS_DID.digits(), session.environment("agi_arg_2"));
        session.finish();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:%0Aagi_arg_1%3A%20admin@127.0.0.2>",
                "<sip:%0D%0Aagi_arg_1%3A%20admin@127.0.0.2>",
                "<sip:1%0A%0AHANGUP@127.0.0.2>",
                "<sip:1%00agi_arg_1@127.0.0.2>",
                "\"Canari ${SHELL(id)}\" <sip:%24%7BGLOBAL(PERM_ENGINES)%7D@127.0.0.2>",
                "\"a\\\"b\" <sip:%22%5C%27%60@127.0.0.2>",
                "<sip:1;user=phone;x=y@127.0.0.2>",
                "<sip:1%29%7D%2C%24%5B1%2B1%5D@127.0.0.2>",
                "<sip:%29%3A0%3A3@127.0.0.2>",
                "\"agi_arg_1: admin\" <sip:anonymous@anonymous.invalid>",
                "\"\u00ff\u00fe\" <sip:%E2%80%AE%FF%FE@127.0.0.2>",
                "<sip:127.0.0.2>"
            })
    void forgedFromHeaderNeverReachesTheEngine(String from) {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        testbed.patient().dial(Fixtures.LES_LILAS_DID.digits(), from);
        StubEngine.Session session = engine.nextCall();
        assertHarmless(session);
        session.finish();
    }

    @Test
    void callerNumberReachesTheEngineButTheNameDoesNot() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        testbed.patient().dial(Fixtures.LES_LILAS_DID.digits(), "\"Canari\" <sip:+33199000742@127.0.0.2>");
        StubEngine.Session session = engine.nextCall();
        assertHarmless(session);
        assertEquals(Fixtures.CALLER.digits(), session.environment("agi_callerid"));
        session.finish();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.4 | P-Asserted-Identity: <sip:+33199000743@carrier> | +33199000743 | 1",
                "127.0.0.4 | P-Asserted-Identity: \"a) \\\"${X}\" <sip:+33199000743@carrier> | +33199000743 | 1",
                "127.0.0.4 | P-Asserted-Identity: <tel:+33199000743> | +33199000743 | 1",
                "127.0.0.4 | Subject: none | +33199000742 | 0",
                "127.0.0.4 | Remote-Party-ID: <sip:+33199000743@carrier> | +33199000743 | 0",
                "127.0.0.4 | P-Asserted-Identity: <sip:+33199000743@carrier>~Privacy: id | unknown | 0",
                "127.0.0.2 | P-Asserted-Identity: <sip:+33199000743@carrier> | +33199000742 | 0"
            })
    void numberIsProvenOnlyIfATrustedTrunkAssertsItAndTheCallerShowsIt(
            String carrier, String headers, String number, String proven) {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone patient = testbed.register(new SipPhone(carrier, 0, testbed.sipPort, PhoneBehaviour.ANSWERS));
        patient.dial(
                Fixtures.LES_LILAS_DID.digits(),
                "<sip:+33199000742@" + carrier + ">",
                headers.replace('~', '\n') + "\n");
        StubEngine.Session session = engine.nextCall();
        assertHarmless(session);
        assertEquals(number, session.environment("agi_callerid"));
        assertEquals(proven, session.environment("agi_arg_4"));
        session.finish();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "marie.1975",
                "1975marie",
                "dr+33199000742",
                "%C3%A9199000742",
                "199000742%2C",
                "01990+00742",
                "+",
                "7"
            })
    void textThatContainsDigitsIsNoNumber(String user) {
        assertEquals("unknown", callerIdOf(engine(), user));
    }

    @Test
    void overlongCallerIdIsNoNumber() {
        StubEngine engine = engine();
        assertEquals("unknown", callerIdOf(engine, "7".repeat(4_000)));
        assertEquals("unknown", callerIdOf(engine, "7".repeat(19)));
        assertEquals("7".repeat(18), callerIdOf(engine, "7".repeat(18)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33199000742",
                "+33-1-99.00.07.42",
                "+33%20%28199%29%20000742",
                "+33199000742;cpc=ordinary",
                "+33199000742;phone-context=+33"
            })
    void numberWithSeparatorsOrParametersIsANumber(String user) {
        assertEquals(Fixtures.CALLER.digits(), callerIdOf(engine(), user));
    }

    private StubEngine engine() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        return engine;
    }

    private String callerIdOf(StubEngine engine, String user) {
        testbed.patient().dial(Fixtures.LES_LILAS_DID.digits(), "<sip:" + user + "@127.0.0.2>");
        StubEngine.Session session = engine.nextCall();
        assertHarmless(session);
        String callerId = session.environment("agi_callerid");
        session.finish();
        return callerId;
    }

    /// A carrier's proxy forks a request, and both ways lead here.
    @Test
    void inviteThatArrivesOverTwoWaysIsOneCall() {
        StubEngine engine = engine();
        SipPhone patient = testbed.patientCallingLesLilas();
        patient.dial(Fixtures.LES_LILAS_DID.digits());

        StubEngine.Session session = engine.nextCall();
        session.send("ANSWER");
        Await.until("an answer over one way", patient::isConnected);
        Await.until("482 over the other", () -> patient.hasReceivedStatus(482));
        assertTrue(engine.receivedNoCall());
        assertFalse(patient.wasHungUp());
        session.finish();
    }

    @Test
    void carrierThatAsksWithOptionsGets200WhateverTheUser() {
        for (String user : List.of(Fixtures.LES_LILAS_DID.digits(), "ping", "+33199000999")) {
            SipPhone carrier = testbed.patient();
            carrier.request("OPTIONS", user);
            Await.until("200 for " + user, () -> carrier.hasReceivedStatus(200));
        }
    }

    @Test
    void strangerWhoAsksWithOptionsLearnsNoProduct() {
        SipPhone stranger = testbed.register(new SipPhone("127.0.0.9", 0, testbed.sipPort, PhoneBehaviour.ANSWERS));
        stranger.request("OPTIONS", "ping");
        Await.until("401", () -> stranger.hasReceivedStatus(401));
        assertFalse(stranger.receivedText().toLowerCase(Locale.ROOT).contains("asterisk"), stranger::receivedText);
    }

    @Test
    void carrierSeesNoProductInAnAnsweredCall() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone patient = testbed.patientCallingLesLilas();
        StubEngine.Session session = engine.nextCall();
        session.send("ANSWER");
        Await.until("200", patient::isConnected);
        assertFalse(patient.receivedText().toLowerCase(Locale.ROOT).contains("asterisk"), patient::receivedText);
        session.finish();
    }

    private static void assertHarmless(StubEngine.Session session) {
        List<String> keys = session.environment().stream()
                .map(line -> line.substring(0, Math.max(0, line.indexOf(": "))))
                .toList();
        assertEquals(
                List.of(
                        "agi_network",
                        "agi_network_script",
                        "agi_request",
                        "agi_channel",
                        "agi_language",
                        "agi_type",
                        "agi_uniqueid",
                        "agi_version",
                        "agi_callerid",
                        "agi_calleridname",
                        "agi_callingpres",
                        "agi_callingani2",
                        "agi_callington",
                        "agi_callingtns",
                        "agi_dnid",
                        "agi_rdnis",
                        "agi_context",
                        "agi_extension",
                        "agi_priority",
                        "agi_enhanced",
                        "agi_accountcode",
                        "agi_threadid",
                        "agi_arg_1",
                        "agi_arg_2",
                        "agi_arg_3",
                        "agi_arg_4",
                        "agi_arg_5"),
                keys);
        assertTrue(session.environment("agi_callerid").matches("[+]?[0-9]{2,17}|[0-9]{18}|unknown"));
        assertTrue(session.environment("agi_arg_5").matches("[au]law"));
        assertEquals("unknown", session.environment("agi_calleridname"));
        assertEquals("unknown", session.environment("agi_rdnis"));
        assertEquals(Fixtures.LES_LILAS_DID.digits(), session.environment("agi_dnid"));
        assertEquals(Fixtures.LES_LILAS_DID.digits(), session.environment("agi_arg_2"));
    }
}
