package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;
import org.permanence.testing.Fixtures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dialplan on a real Asterisk with a stub engine: whatever happens to the engine, a caller reaches a person.
final class DialplanTest extends SharedAsterisk {

    private static final Logger LOG = LoggerFactory.getLogger(DialplanTest.class);

    @Test
    void newCallerReachesTheFallbackWithoutAnEngine() {
        testbed.amiClient().startHeartbeat(1).startHeartbeat(2);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        SipPhone patient = testbed.patientCallingLesLilas();
        assertRang("not-listening", doctor, now());
        doctor.hangUp();
        Await.until("the end of the call", patient::wasHungUp);
    }

    @Test
    void engineWithoutHeartbeatIsSkipped() {
        StubEngine frozen = testbed.engine(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        testbed.patientCallingLesLilas();
        assertRang("without-heartbeat", doctor, now());
        assertTrue(frozen.receivedNoCall());
    }

    @Test
    void engineWithAStaleHeartbeatIsSkipped() {
        StubEngine frozen = testbed.engine(1);
        testbed.amiClient().setHeartbeat(1, -3);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        testbed.patientCallingLesLilas();
        assertRang("stale-beat", doctor, now());
        assertTrue(frozen.receivedNoCall());
    }

    @Test
    void heartbeatFromTheFutureIsIgnored() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().setHeartbeat(1, 3_600);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        testbed.patientCallingLesLilas();
        assertRang("future-beat", doctor, now());
        assertTrue(engine.receivedNoCall());
    }

    @Test
    void newCallerReachesTheFallbackAtOnceWhenTheEngineDies() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        testbed.patientCallingLesLilas();
        engine.nextCall();
        Instant death = now();
        engine.close();
        assertRang("died-with-new-caller", doctor, death);
    }

    @Test
    void nextEngineTakesTheCallOfADeadEngine() {
        StubEngine second = testbed.engine(2);
        testbed.amiClient().startHeartbeat(1).startHeartbeat(2);
        SipPhone patient = testbed.patientCallingLesLilas();
        StubEngine.Session session = second.nextCall();
        assertEquals(Fixtures.LES_LILAS_DID.digits(), session.environment("agi_arg_2"));
        session.send("ANSWER");
        session.finish();
        Await.until("the end of the call", patient::wasHungUp);
    }

    @Test
    void eachEngineGetsItsOwnSecret() {
        StubEngine first = testbed.engine(1);
        StubEngine second = testbed.engine(2);
        testbed.amiClient().startHeartbeat(1).startHeartbeat(2);
        SipPhone patient = testbed.patientCallingLesLilas();
        StubEngine.Session refused = first.nextCall();
        assertEquals(StubAmiClient.secret(1), refused.environment("agi_arg_1"));
        refused.close();
        StubEngine.Session session = second.nextCall();
        assertEquals(StubAmiClient.secret(2), session.environment("agi_arg_1"));
        session.send("ANSWER");
        session.finish();
        Await.until("the end of the call", patient::wasHungUp);
    }

    @Test
    void finishedCallIsHungUpWithoutRingingTheFallback() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        SipPhone patient = testbed.patientCallingLesLilas();
        StubEngine.Session session = engine.nextCall();
        session.send("ANSWER");
        session.finish();
        Await.until("the end of the call", patient::wasHungUp);
        assertFalse(doctor.wasRung());
    }

    @Test
    void engineCanRequestTheFallback() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        testbed.patientCallingLesLilas();
        Instant asked = now();
        engine.nextCall().requestFallback();
        assertRang("asked-for", doctor, asked);
    }

    @Test
    void waitingCallerReturnsToARestartedEngine() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone patient = testbed.patientCallingLesLilas();
        StubEngine.Session before = engine.nextCall();
        before.hold();
        Await.until("music", () -> patient.audio().hasReceivedTone(SampleModels.MUSIC_HERTZ));
        engine.close();
        patient.audio().clear();
        Await.until("music while no engine is there", () -> patient.audio().hasReceivedTone(SampleModels.MUSIC_HERTZ));
        StubEngine.Session after = testbed.engine(1).nextCall();
        assertEquals(before.uniqueid(), after.uniqueid());
        after.finish();
        Await.until("the end of the call", patient::wasHungUp);
    }

    @Test
    void waitingCallerReachesTheFallbackInTenSecondsWhenTheEngineStaysDown() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        testbed.patientCallingLesLilas();
        StubEngine.Session session = engine.nextCall();
        session.hold();
        Instant death = now();
        engine.close();
        assertRang("died-with-waiting-caller", doctor, death);
    }

    @Test
    void waitingCallerWhoHangsUpWithoutAnEngineLeavesNoChannel() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        SipPhone patient = testbed.patientCallingLesLilas();
        StubEngine.Session session = engine.nextCall();
        session.hold();
        engine.close();
        patient.hangUp();
        Await.until("no channel left", testbed.asterisk::hasNoChannel);
        assertFalse(doctor.wasRung());
    }

    @Test
    void callReturnsToTheEngineAfterItsBridge() {
        StubEngine engine = testbed.engine(1);
        StubAmiClient amiClient = testbed.amiClient().startHeartbeat(1);
        SipPhone assistant = testbed.assistant(PhoneBehaviour.ANSWERS);
        SipPhone patient = testbed.patientCallingLesLilas();
        StubEngine.Session before = engine.nextCall();
        before.hold();
        amiClient.send(
                "Originate",
                "Channel: PJSIP/" + SampleModels.ASSISTANT,
                "Application: Bridge",
                "Data: " + before.environment("agi_channel"),
                "ChannelId: leg-1",
                "Timeout: 5000",
                "Async: true");
        assertEquals("HANGUP", before.receive());
        before.close();
        Instant parted = now();
        assistant.hangUp();
        StubEngine.Session after = engine.nextCall();
        logMeasured("back-from-bridge", Duration.between(parted, now()));
        assertEquals(before.uniqueid(), after.uniqueid());
        assertEquals("200 result=1 (0)", after.send("GET VARIABLE PERM_TRIES"));
        after.finish();
        Await.until("the end of the call", patient::wasHungUp);
    }

    @Test
    void callerHearsTheEmergencyNumberWhileTheFallbackRings() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.KEEPS_RINGING);
        SipPhone patient = testbed.patientCallingLesLilas();
        Await.until("the doctor's telephone", doctor::wasRung);
        Await.until("the announcement", () -> patient.audio().hasReceivedTone(SampleModels.ANNOUNCEMENT_HERTZ));
        Await.until("ringing", () -> patient.audio().hasReceivedTone(SampleModels.RINGING_HERTZ));
        patient.hangUp();
        Await.until("no channel left", testbed.asterisk::hasNoChannel);
    }

    @Test
    void fallbackRingsEachLineThreeTimesThenPlaysTheAnnouncement() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.IS_BUSY);
        SipPhone assistant = testbed.assistant(PhoneBehaviour.IS_BUSY);
        SipPhone patient = testbed.patientCallingLesLilas();
        Await.until("the end of the call", Duration.ofSeconds(20), patient::wasHungUp);
        assertEquals(3, doctor.timesRung());
        assertEquals(3, assistant.timesRung());
        assertTrue(patient.audio().hasReceivedTone(SampleModels.ANNOUNCEMENT_HERTZ));
    }

    @Test
    void callerIsTakenBackByARestartedEngineWhenFallbackLinesAreBusy() {
        SipPhone doctor = doctorWithAllLinesBusy();
        SipPhone patient = testbed.patientCallingLesLilas();
        Await.until("the doctor's telephone", doctor::wasRung);
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        StubEngine.Session session = engine.nextCall();
        assertEquals("0", session.environment("agi_arg_3"), "a new call is not resumed");
        session.finish();
        Await.until("the end of the call", patient::wasHungUp);
    }

    @Test
    void callerTakenBackKeepsTheirOwnCallerId() {
        StubAmiClient amiClient = testbed.amiClient();
        amiClient.send("Setvar", "Variable: PERM_CALLERID_1", "Value: " + Fixtures.LES_LILAS_DID.digits());
        SipPhone doctor = doctorWithAllLinesBusy();
        SipPhone patient = testbed.patientCallingLesLilas();
        Await.until("the doctor's telephone", doctor::wasRung);
        StubEngine engine = testbed.engine(1);
        amiClient.startHeartbeat(1);
        StubEngine.Session session = engine.nextCall();
        amiClient.send(
                "Setvar",
                "Variable: PERM_CALLERID_1",
                "Value: "); // Before anything can fail, because other tests share the Asterisk.
        assertEquals(Fixtures.CALLER.digits(), session.environment("agi_callerid"));
        session.finish();
        Await.until("the end of the call", patient::wasHungUp);
    }

    @Test
    void callerTakenBackGetsThreeMoreRoundsWhenTheEngineDiesAgain() {
        SipPhone doctor = doctorWithAllLinesBusy();
        SipPhone patient = testbed.patientCallingLesLilas();
        Await.until("the doctor's telephone", doctor::wasRung);
        StubEngine engine = testbed.engine(1);
        StubAmiClient amiClient = testbed.amiClient().startHeartbeat(1);
        engine.nextCall();
        int before = doctor.timesRung();
        amiClient.stopHeartbeat();
        amiClient.setHeartbeat(1, -3);
        engine.close();
        Await.until("the end of the call", Duration.ofSeconds(20), patient::wasHungUp);
        assertEquals(before + 3, doctor.timesRung());
    }

    @Test
    void callerIsTakenBackOnceWhenTheRequestedFallbackDoesNotAnswer() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = doctorWithAllLinesBusy();
        SipPhone patient = testbed.patientCallingLesLilas();
        engine.nextCall().requestFallback();
        Await.until("the third round", Duration.ofSeconds(20), () -> doctor.timesRung() == 3);
        engine.nextCall().requestFallback();
        Await.until("the end of the call", Duration.ofSeconds(20), patient::wasHungUp);
        assertEquals(6, doctor.timesRung());
        assertTrue(engine.receivedNoCall());
    }

    @Test
    void engineThatDropsEveryCallDoesNotRingTheLinesEndlessly() {
        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = doctorWithAllLinesBusy();
        SipPhone patient = testbed.patientCallingLesLilas();
        for (int asked = 0; asked < 4; asked++) {
            engine.nextCall().close();
        }
        Await.until("the end of the call", Duration.ofSeconds(20), patient::wasHungUp);
        assertEquals(6, doctor.timesRung());
        assertTrue(engine.receivedNoCall());
    }

    private SipPhone doctorWithAllLinesBusy() {
        testbed.assistant(PhoneBehaviour.IS_BUSY);
        return testbed.doctor(PhoneBehaviour.IS_BUSY);
    }

    private static void assertRang(String what, SipPhone phone, Instant start) {
        Await.until("the telephone of the fallback", phone::wasRung);
        logMeasured(what, phone.timeToRing(start));
    }

    private static void logMeasured(String what, Duration time) {
        LOG.atInfo()
                .addKeyValue("case", what)
                .addKeyValue("millis", time.toMillis())
                .log("dialplan.measured");
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }
}
