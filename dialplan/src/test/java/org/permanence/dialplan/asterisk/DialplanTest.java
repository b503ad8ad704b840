package org.permanence.dialplan.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.permanence.dialplan.asterisk.Telephone.Manner;
import org.permanence.testing.Fixtures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dialplan on a real Asterisk, with a stand-in for the engine: whatever becomes of the engine, a caller
/// reaches a person.
final class DialplanTest extends OnOneAsterisk {

    private static final Logger LOG = LoggerFactory.getLogger(DialplanTest.class);

    @Test
    void aNewCallerReachesTheFallbackWhenNoEngineListens() {
        stage.pulse().beatsFor(1).beatsFor(2);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        Telephone patient = stage.patientCallingLesLilas();
        rang("not-listening", doctor, now());
        doctor.hangsUp();
        Patience.until("the end of the call", patient::wasHungUpOn);
    }

    @Test
    void anEngineWithoutABeatIsNotAsked() {
        StandInEngine frozen = stage.engine(1);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        stage.patientCallingLesLilas();
        rang("never-beaten", doctor, now());
        assertTrue(frozen.wasLeftAlone());
    }

    @Test
    void anEngineWhoseBeatHasStoppedIsNotAskedAnyMore() {
        StandInEngine frozen = stage.engine(1);
        stage.pulse().beat(1, -3);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        stage.patientCallingLesLilas();
        rang("stale-beat", doctor, now());
        assertTrue(frozen.wasLeftAlone());
    }

    @Test
    void aBeatFromTheFutureIsNoBeat() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beat(1, 3_600);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        stage.patientCallingLesLilas();
        rang("future-beat", doctor, now());
        assertTrue(engine.wasLeftAlone());
    }

    @Test
    void anEngineThatDiesWithANewCallerLeavesHimToTheFallbackAtOnce() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        stage.patientCallingLesLilas();
        engine.nextCall();
        Instant death = now();
        engine.close();
        rang("died-with-new-caller", doctor, death);
    }

    @Test
    void theNextEngineTakesTheCallOfADeadOne() {
        StandInEngine second = stage.engine(2);
        stage.pulse().beatsFor(1).beatsFor(2);
        Telephone patient = stage.patientCallingLesLilas();
        StandInEngine.Session session = second.nextCall();
        assertEquals(Fixtures.LES_LILAS_DID.digits(), session.environment("agi_arg_1"));
        session.says("ANSWER");
        session.finishes();
        Patience.until("the end of the call", patient::wasHungUpOn);
    }

    @Test
    void aFinishedCallIsHungUpAndRingsNobody() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        Telephone patient = stage.patientCallingLesLilas();
        StandInEngine.Session session = engine.nextCall();
        session.says("ANSWER");
        session.finishes();
        Patience.until("the end of the call", patient::wasHungUpOn);
        assertFalse(doctor.wasRung());
    }

    @Test
    void anEngineMayAskForTheFallback() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        stage.patientCallingLesLilas();
        Instant asked = now();
        engine.nextCall().asksForTheFallback();
        rang("asked-for", doctor, asked);
    }

    @Test
    void aWaitingCallerIsGivenBackToAnEngineThatComesAgain() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        Telephone patient = stage.patientCallingLesLilas();
        StandInEngine.Session before = engine.nextCall();
        before.holds();
        Patience.until("music", () -> patient.ear().hears(Houses.MUSIC_HERTZ));
        engine.close();
        patient.ear().forgets();
        Patience.until("music while no engine is there", () -> patient.ear().hears(Houses.MUSIC_HERTZ));
        StandInEngine.Session after = stage.engine(1).nextCall();
        assertEquals(before.uniqueid(), after.uniqueid());
        after.finishes();
        Patience.until("the end of the call", patient::wasHungUpOn);
    }

    @Test
    void aWaitingCallerReachesTheFallbackInTenSecondsWhenTheEngineIsDownForGood() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        stage.patientCallingLesLilas();
        StandInEngine.Session session = engine.nextCall();
        session.holds();
        Instant death = now();
        engine.close();
        rang("died-with-waiting-caller", doctor, death);
    }

    @Test
    void aWaitingCallerWhoHangsUpWhileNoEngineIsThereLeavesNothingBehind() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        Telephone doctor = stage.doctor(Manner.ANSWERS);
        Telephone patient = stage.patientCallingLesLilas();
        StandInEngine.Session session = engine.nextCall();
        session.holds();
        engine.close();
        patient.hangsUp();
        Patience.until("no channel left", stage.asterisk::hasNoChannel);
        assertFalse(doctor.wasRung());
    }

    @Test
    void aCallComesBackToTheEngineAfterItsBridge() {
        StandInEngine engine = stage.engine(1);
        StandInPulse pulse = stage.pulse().beatsFor(1);
        Telephone desk = stage.desk(Manner.ANSWERS);
        Telephone patient = stage.patientCallingLesLilas();
        StandInEngine.Session before = engine.nextCall();
        before.holds();
        pulse.asks(
                "Originate",
                "Channel: PJSIP/" + Houses.DESK,
                "Application: Bridge",
                "Data: " + before.environment("agi_channel"),
                "ChannelId: leg-1",
                "Timeout: 5000",
                "Async: true");
        assertEquals("HANGUP", before.hears());
        before.close();
        Instant parted = now();
        desk.hangsUp();
        StandInEngine.Session after = engine.nextCall();
        measured("back-from-bridge", Duration.between(parted, now()));
        assertEquals(before.uniqueid(), after.uniqueid());
        assertEquals("200 result=1 (0)", after.says("GET VARIABLE PERM_TRIES"));
        after.finishes();
        Patience.until("the end of the call", patient::wasHungUpOn);
    }

    @Test
    void whileTheFallbackRingsTheCallerHearsWhomToCallInDanger() {
        Telephone doctor = stage.doctor(Manner.RINGS_ON);
        Telephone patient = stage.patientCallingLesLilas();
        Patience.until("the doctor's telephone", doctor::wasRung);
        Patience.until("the announcement", () -> patient.ear().hears(Houses.ANNOUNCEMENT_HERTZ));
        Patience.until("ringing", () -> patient.ear().hears(Houses.RINGING_HERTZ));
        patient.hangsUp();
        Patience.until("no channel left", stage.asterisk::hasNoChannel);
    }

    @Test
    void theFallbackRingsEachLineInThreeRoundsAndHasTheLastWord() {
        Telephone doctor = stage.doctor(Manner.IS_BUSY);
        Telephone desk = stage.desk(Manner.IS_BUSY);
        Telephone patient = stage.patientCallingLesLilas();
        Patience.until("the end of the call", Duration.ofSeconds(20), patient::wasHungUpOn);
        assertEquals(3, doctor.timesRung());
        assertEquals(3, desk.timesRung());
        assertTrue(patient.ear().hears(Houses.ANNOUNCEMENT_HERTZ));
    }

    @Test
    void whoFindsTheLinesBusyIsTakenBackByAnEngineThatComesAgain() {
        Telephone doctor = doctorOfBusyLines();
        Telephone patient = stage.patientCallingLesLilas();
        Patience.until("the doctor's telephone", doctor::wasRung);
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        StandInEngine.Session session = engine.nextCall();
        assertEquals("0", session.environment("agi_arg_2"), "nobody has kept them before");
        session.finishes();
        Patience.until("the end of the call", patient::wasHungUpOn);
    }

    @Test
    void whoIsTakenBackIsKnownByTheirOwnNumberWhateverALineWasShown() {
        StandInPulse pulse = stage.pulse();
        pulse.asks("Setvar", "Variable: PERM_SHOWN_1", "Value: " + Fixtures.LES_LILAS_DID.digits());
        Telephone doctor = doctorOfBusyLines();
        Telephone patient = stage.patientCallingLesLilas();
        Patience.until("the doctor's telephone", doctor::wasRung);
        StandInEngine engine = stage.engine(1);
        pulse.beatsFor(1);
        StandInEngine.Session session = engine.nextCall();
        pulse.asks("Setvar", "Variable: PERM_SHOWN_1", "Value: "); // Before anything can fail: the others share it.
        assertEquals(Fixtures.CALLER.digits(), session.environment("agi_callerid"));
        session.finishes();
        Patience.until("the end of the call", patient::wasHungUpOn);
    }

    @Test
    void whoIsTakenBackAndLosesTheEngineAgainFindsEachLineInThreeRoundsAnew() {
        Telephone doctor = doctorOfBusyLines();
        Telephone patient = stage.patientCallingLesLilas();
        Patience.until("the doctor's telephone", doctor::wasRung);
        StandInEngine engine = stage.engine(1);
        StandInPulse pulse = stage.pulse().beatsFor(1);
        engine.nextCall();
        int before = doctor.timesRung();
        pulse.stopsBeating();
        pulse.beat(1, -3);
        engine.close();
        Patience.until("the end of the call", Duration.ofSeconds(20), patient::wasHungUpOn);
        assertEquals(before + 3, doctor.timesRung());
    }

    @Test
    void whomNoLineAnswersIsReceivedOnceMoreByTheEngineThatAskedForTheFallback() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        Telephone doctor = doctorOfBusyLines();
        Telephone patient = stage.patientCallingLesLilas();
        engine.nextCall().asksForTheFallback();
        Patience.until("the third round", Duration.ofSeconds(20), () -> doctor.timesRung() == 3);
        engine.nextCall().asksForTheFallback();
        Patience.until("the end of the call", Duration.ofSeconds(20), patient::wasHungUpOn);
        assertEquals(6, doctor.timesRung());
        assertTrue(engine.wasLeftAlone());
    }

    @Test
    void anEngineThatLetsGoOfEveryCallDoesNotRingTheLinesForHours() {
        StandInEngine engine = stage.engine(1);
        stage.pulse().beatsFor(1);
        Telephone doctor = doctorOfBusyLines();
        Telephone patient = stage.patientCallingLesLilas();
        for (int asked = 0; asked < 4; asked++) {
            engine.nextCall().close();
        }
        Patience.until("the end of the call", Duration.ofSeconds(20), patient::wasHungUpOn);
        assertEquals(6, doctor.timesRung());
        assertTrue(engine.wasLeftAlone());
    }

    private Telephone doctorOfBusyLines() {
        stage.desk(Manner.IS_BUSY);
        return stage.doctor(Manner.IS_BUSY);
    }

    private static void rang(String what, Telephone phone, Instant start) {
        Patience.until("the telephone of the fallback", phone::wasRung);
        measured(what, phone.since(start));
    }

    private static void measured(String what, Duration time) {
        LOG.atInfo()
                .addKeyValue("case", what)
                .addKeyValue("millis", time.toMillis())
                .log("dialplan.measured");
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }
}
