package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchStage.CALLER;
import static org.permanence.adapter.asterisk.SwitchStage.CHANNEL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.call.Answer;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.FaxTones;
import org.permanence.call.HangupCause;
import org.permanence.call.Prompt;
import org.permanence.call.Question;

class AsteriskCallTest {

    private static final Prompt GREETING = new Prompt("greeting");
    private static final Question QUESTION = new Question(new Prompt("question"), Duration.ofSeconds(5));
    private static final String PLAYS = "STREAM FILE \"/sounds/greeting\" \"\"";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @SuppressWarnings("NullAway.Init")
    private SwitchStage stage;

    @BeforeEach
    void open() {
        stage = new SwitchStage(work);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aCallThatNobodyTakesIsGivenBackWithoutTheToken() {
        stage.takesNoCall();
        try (var session = stage.session()) {
            assertNull(session.hears());
        }
    }

    @Test
    void aSessionThatEndsIsNotTheEndOfTheCallWhichGoesOnInTheNextOne() throws Exception {
        Future<Boolean> played;
        try (var first = stage.session()) {
            played = plays(stage.call());
            assertEquals(PLAYS, first.hears());
        }
        assertFalse(played.isDone());
        try (var second = stage.session()) {
            assertEquals(PLAYS, second.does());
            assertTrue(done(played));
        }
        assertEquals(0, stage.furtherCalls(), "it is the same call");
    }

    @Test
    void theCallersHangupEndsTheCall() throws Exception {
        Future<Boolean> played;
        try (var session = stage.session()) {
            played = plays(stage.call());
            assertEquals(PLAYS, session.hears());
            stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));
        }

        assertEquals(HangupCause.NORMAL, endOf(played));
    }

    @Test
    void aCallerWithoutASessionWhomTheNextPictureDoesNotShowIsLost() throws Exception {
        var session = stage.session();
        Future<Boolean> played = plays(stage.call());
        assertEquals(PLAYS, session.hears());
        session.close();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (!played.isDone()) {
                stage.asterisk().attached(List.of()); // A session that has not ended yet proves its caller.
            }
        });

        assertEquals(HangupCause.SWITCH_LOST, endOf(played));
    }

    @Test
    void whoeverAsksAfterTheEndIsToldAtOnceAndEverybodyIsToldOnce() throws Exception {
        try (var _ = stage.session()) {
            Call call = stage.call();
            List<HangupCause> told = new ArrayList<>();
            call.onHangup(told::add);

            stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));
            stage.asterisk().event(new Hangup(CALLER, CHANNEL, 17));
            call.onHangup(told::add);

            assertEquals(List.of(HangupCause.NORMAL, HangupCause.NORMAL), told);
        }
    }

    @Test
    void aKeyIsAnAnswerAHashTooAndNothingIsSilence() throws Exception {
        try (var session = stage.session()) {
            Call call = stage.call();

            assertEquals(new Answer.Digit('1'), answered(call, session, "200 result=1\n"));
            assertEquals(new Answer.Digit('#'), answered(call, session, "200 result=\n"));
            assertInstanceOf(Answer.NoInput.class, answered(call, session, "200 result= (timeout)\n"));
        }
    }

    @Test
    void tonesThatAsteriskDoesNotCountWereNotHeard() throws Exception {
        try (var session = stage.session()) {
            var counting = stage.flow(stage.call()::countFaxTones);
            session.does();
            FaxTones tones = counting.get(10, TimeUnit.SECONDS);

            assertEquals(0, heard(tones, session, "200 result=0\n"));
            assertEquals(0, heard(tones, session, "200 result=1 (none)\n"));
            assertEquals(3, heard(tones, session, "200 result=1 (3)\n"));
        }
    }

    private int heard(FaxTones tones, AsteriskSocket session, String reply) throws Exception {
        var heard = stage.flow(tones::count);
        session.hears();
        session.says(reply);
        return heard.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aQuestionOfSeveralPromptsIsOverWithTheFirstKeyInAnyOfThem() throws Exception {
        try (var session = stage.session()) {
            Call call = stage.call();
            var question = new Question(List.of(new Prompt("french"), new Prompt("english")), Duration.ofSeconds(5));
            var asked = stage.flow(() -> call.ask(question));
            assertEquals("GET DATA \"/sounds/french\" 200 1", session.hears());
            session.says("200 result= (timeout)\n");
            assertEquals("GET DATA \"/sounds/english\" 5000 1", session.hears());
            session.says("200 result=1\n");
            assertEquals(new Answer.Digit('1'), done(asked));

            var again = stage.flow(() -> call.ask(question));
            assertEquals("GET DATA \"/sounds/french\" 200 1", session.hears());
            session.says("200 result=8\n");
            assertEquals(new Answer.Digit('8'), done(again));
        }
    }

    @Test
    void aCallerOfAFormerEngineIsKnownAsReturning() throws Exception {
        try (var _ = stage.session("1")) {
            assertTrue(stage.call().isResumed());
        }
    }

    @Test
    void musicIsStartedOnceAndTheDialplanIsToldToKeepTheCaller() throws Exception {
        try (var session = stage.session()) {
            Call call = stage.call();
            var held = stage.flow(() -> {
                call.holdMusic();
                call.holdMusic();
                return true;
            });

            assertEquals("EXEC StartMusicOnHold \"hold\"", session.does());
            assertEquals("SET VARIABLE \"PERM_HELD\" \"1\"", session.does());
            assertEquals("SET VARIABLE \"PERM_HELD\" \"1\"", session.does());
            assertTrue(done(held));
        }
    }

    @Test
    void anAnnouncementIsTheMusicOfItsNameAndGivesWayToTheMusicOfTheQueue() throws Exception {
        try (var session = stage.session()) {
            Call call = stage.call();
            var said = stage.flow(() -> {
                call.announce(new Prompt("fr.ringing-emergency"));
                call.announce(new Prompt("fr.ringing-emergency"));
                call.holdMusic();
                return true;
            });

            assertEquals("EXEC StartMusicOnHold \"fr.ringing-emergency\"", session.does());
            assertEquals("EXEC StartMusicOnHold \"hold\"", session.does());
            assertEquals("SET VARIABLE \"PERM_HELD\" \"1\"", session.does());
            assertTrue(done(said));
        }
    }

    @Test
    void whoHangsUpSaysTheTokenLast() throws Exception {
        try (var session = stage.session()) {
            Call call = stage.call();
            var left = stage.flow(() -> {
                call.hangUp();
                return true;
            });

            assertEquals("SET VARIABLE \"PERM_DONE\" \"" + CALLER + "\"", session.does());
            assertNull(session.hears());
            assertTrue(done(left));
        }
    }

    @Test
    void whoHandsBackAsksForTheFallbackLineBeforeTheToken() throws Exception {
        try (var session = stage.session()) {
            Call call = stage.call();
            var left = stage.flow(() -> {
                call.sendToFallback();
                return true;
            });

            assertEquals("SET VARIABLE \"PERM_NEXT\" \"fallback\"", session.does());
            assertEquals("SET VARIABLE \"PERM_DONE\" \"" + CALLER + "\"", session.does());
            assertNull(session.hears());
            assertTrue(done(left));
        }
    }

    @Test
    void aCallerWhoIsGoneHearsNoLastWords() throws Exception {
        try (var _ = stage.session()) {
            Call call = stage.call();
            stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));
            var told = new AtomicInteger();
            call.onHangup(_ -> told.incrementAndGet());

            call.hangUp();

            assertEquals(1, told.get());
        }
    }

    private Future<Boolean> plays(Call call) {
        return stage.flow(() -> {
            call.play(GREETING);
            return true;
        });
    }

    private Answer answered(Call call, AsteriskSocket session, String reply) throws Exception {
        var asked = stage.flow(() -> call.ask(QUESTION));
        assertEquals("GET DATA \"/sounds/question\" 5000 1", session.hears());
        session.says(reply);
        return done(asked);
    }

    private static HangupCause endOf(Future<?> flow) {
        var failed = assertThrows(ExecutionException.class, () -> flow.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(CallEnded.class, failed.getCause()).hangupCause();
    }

    private static <T> T done(Future<T> flow) throws Exception {
        return flow.get(10, TimeUnit.SECONDS);
    }
}
