package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchFixture.CALLER;
import static org.permanence.adapter.asterisk.SwitchFixture.CHANNEL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.call.Answer;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.FaxTones;
import org.permanence.call.FlowName;
import org.permanence.call.HangupCause;
import org.permanence.call.Prompt;
import org.permanence.call.Question;

class AsteriskCallTest extends OnSwitch {

    private static final Prompt GREETING = new Prompt("greeting");
    private static final Question QUESTION = new Question(new Prompt("question"), Duration.ofSeconds(5));
    private static final String PLAYS = "STREAM FILE \"/sounds/greeting\" \"\"";

    @BeforeEach
    void attach() {
        fixture.attachWithCaller();
    }

    @Test
    void refusedCallReturnsToTheDialplanWithoutTheDoneToken() {
        fixture.refuseCalls();
        try (var session = fixture.session()) {
            assertNull(session.receive());
        }
    }

    @Test
    void callAsksForTheFlowInTheAddressOfItsSession() throws InterruptedException {
        try (var _ = fixture.session()) {
            assertEquals(new FlowName("reception"), fixture.call().flowName());
        }
    }

    @Test
    void callContinuesInTheNextSessionWhenASessionEnds() throws Exception {
        Future<Boolean> played;
        try (var first = fixture.session()) {
            played = startPlaying(fixture.call());
            assertEquals(PLAYS, first.receive());
        }
        assertFalse(played.isDone());
        try (var second = fixture.session()) {
            assertEquals(PLAYS, second.receiveAndConfirm());
            assertTrue(done(played));
        }
        assertEquals(0, fixture.unreadCalls(), "the second session belongs to the same call");
    }

    @Test
    void callEndsWhenTheCallerHangsUp() throws Exception {
        Future<Boolean> played;
        try (var session = fixture.session()) {
            played = startPlaying(fixture.call());
            assertEquals(PLAYS, session.receive());
            fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));
        }

        assertEquals(HangupCause.NORMAL, hangupCauseOf(played));
    }

    @Test
    void callerWithoutSessionIsLostWhenTheNextChannelListOmitsThem() throws Exception {
        var session = fixture.session();
        Future<Boolean> played = startPlaying(fixture.call());
        assertEquals(PLAYS, session.receive());
        session.close();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (!played.isDone()) {
                fixture.asterisk()
                        .onAttached(List.of()); // A session that has not ended yet proves that the caller is there.
            }
        });

        assertEquals(HangupCause.SWITCH_LOST, hangupCauseOf(played));
    }

    @Test
    void hangupListenersAreNotifiedOnceAndLateOnesAtOnce() throws Exception {
        try (var _ = fixture.session()) {
            Call call = fixture.call();
            List<HangupCause> causes = new ArrayList<>();
            call.onHangup(causes::add);

            fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));
            fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 17));
            call.onHangup(causes::add);

            assertEquals(List.of(HangupCause.NORMAL, HangupCause.NORMAL), causes);
        }
    }

    @Test
    void everyKeyIsADigitHashIncludedAndATimeoutIsNoInput() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();

            assertEquals(new Answer.Digit('1'), answerTo(call, session, "200 result=1\n"));
            assertEquals(new Answer.Digit('#'), answerTo(call, session, "200 result=\n"));
            assertInstanceOf(Answer.NoInput.class, answerTo(call, session, "200 result= (timeout)\n"));
        }
    }

    @Test
    void faxTonesAsteriskDoesNotCountAreZero() throws Exception {
        try (var session = fixture.session()) {
            var counting = fixture.flow(fixture.call()::countFaxTones);
            session.receiveAndConfirm();
            FaxTones tones = counting.get(10, TimeUnit.SECONDS);

            assertEquals(0, countTones(tones, session, "200 result=0\n"));
            assertEquals(0, countTones(tones, session, "200 result=1 (none)\n"));
            assertEquals(3, countTones(tones, session, "200 result=1 (3)\n"));
        }
    }

    private int countTones(FaxTones tones, AsteriskSocket session, String reply) throws Exception {
        var heard = fixture.flow(tones::count);
        session.receive();
        session.send(reply);
        return heard.get(10, TimeUnit.SECONDS);
    }

    @Test
    void firstKeyInAnyPromptEndsTheQuestion() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();
            var question = new Question(List.of(new Prompt("french"), new Prompt("english")), Duration.ofSeconds(5));
            var asked = fixture.flow(() -> call.ask(question));
            assertEquals("GET DATA \"/sounds/french\" 200 1", session.receive());
            session.send("200 result= (timeout)\n");
            assertEquals("GET DATA \"/sounds/english\" 5000 1", session.receive());
            session.send("200 result=1\n");
            assertEquals(new Answer.Digit('1'), done(asked));

            var again = fixture.flow(() -> call.ask(question));
            assertEquals("GET DATA \"/sounds/french\" 200 1", session.receive());
            session.send("200 result=8\n");
            assertEquals(new Answer.Digit('8'), done(again));
        }
    }

    @Test
    void anyKeyEndsAPromptThatIsPlayedUntilAKey() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();

            assertEquals(new Answer.Digit('1'), keyDuring(call, session, "200 result=49 endpos=8000\n"));
            assertEquals(new Answer.Digit('#'), keyDuring(call, session, "200 result=35 endpos=8000\n"));
            assertInstanceOf(Answer.NoInput.class, keyDuring(call, session, "200 result=0 endpos=16000\n"));
        }
    }

    @Test
    void keyThatRepeatsTheLastOneAtOnceDoesNotAnswerTheNextQuestion() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();
            assertEquals(new Answer.Digit('2'), keyDuring(call, session, "200 result=50 endpos=8000\n"));

            var asked = fixture.flow(() -> call.ask(QUESTION));
            session.receive();
            session.send("200 result=2\n");
            assertEquals("GET DATA \"/sounds/question\" 5000 1", session.receive(), "the question begins again");
            session.send("200 result=1\n");

            assertEquals(new Answer.Digit('1'), done(asked));
        }
    }

    @Test
    void sameKeyTwiceInANumberCountsTwice() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();
            var digit = new Question(List.of(new Prompt("question")), Duration.ofSeconds(5), true);

            for (int i = 0; i < 3; i++) {
                var asked = fixture.flow(() -> call.ask(digit));
                session.receive();
                session.send("200 result=0\n");
                assertEquals(new Answer.Digit('0'), done(asked));
            }
        }
    }

    private Answer keyDuring(Call call, AsteriskSocket session, String reply) throws Exception {
        var played = fixture.flow(() -> call.playUntilKey(GREETING));
        assertEquals("STREAM FILE \"/sounds/greeting\" \"0123456789*#\"", session.receive());
        session.send(reply);
        return done(played);
    }

    @Test
    void callKeptFromAPreviousEngineIsResumed() throws Exception {
        try (var _ = fixture.session("1")) {
            assertTrue(fixture.call().isResumed());
        }
    }

    @Test
    void holdMusicStartsOnceAndLetsTheCallSurviveTheEngine() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();
            var held = fixture.flow(() -> {
                call.holdMusic();
                call.holdMusic();
                return true;
            });

            assertEquals("EXEC StartMusicOnHold \"hold\"", session.receiveAndConfirm());
            assertEquals("SET VARIABLE \"PERM_SURVIVES\" \"1\"", session.receiveAndConfirm());
            assertEquals("SET VARIABLE \"PERM_SURVIVES\" \"1\"", session.receiveAndConfirm());
            assertTrue(done(held));
        }
    }

    @Test
    void announcementPlaysAsMusicClassUntilHoldMusicReplacesIt() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();
            var said = fixture.flow(() -> {
                call.announce(new Prompt("fr.ringing-emergency"));
                call.announce(new Prompt("fr.ringing-emergency"));
                call.holdMusic();
                return true;
            });

            assertEquals("EXEC StartMusicOnHold \"fr.ringing-emergency\"", session.receiveAndConfirm());
            assertEquals("EXEC StartMusicOnHold \"hold\"", session.receiveAndConfirm());
            assertEquals("SET VARIABLE \"PERM_SURVIVES\" \"1\"", session.receiveAndConfirm());
            assertTrue(done(said));
        }
    }

    @Test
    void hangUpSetsTheDoneTokenLast() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();
            var left = fixture.flow(() -> {
                call.hangUp();
                return true;
            });

            assertEquals("SET VARIABLE \"PERM_DONE\" \"" + CALLER + "\"", session.receiveAndConfirm());
            assertNull(session.receive());
            assertTrue(done(left));
        }
    }

    @Test
    void sendToFallbackRequestsTheFallbackBeforeTheDoneToken() throws Exception {
        try (var session = fixture.session()) {
            Call call = fixture.call();
            var left = fixture.flow(() -> {
                call.sendToFallback();
                return true;
            });

            assertEquals("SET VARIABLE \"PERM_NEXT\" \"fallback\"", session.receiveAndConfirm());
            assertEquals("SET VARIABLE \"PERM_DONE\" \"" + CALLER + "\"", session.receiveAndConfirm());
            assertNull(session.receive());
            assertTrue(done(left));
        }
    }

    @Test
    void hangUpSendsNothingToACallerWhoHasLeft() throws Exception {
        try (var _ = fixture.session()) {
            Call call = fixture.call();
            fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));
            var notifications = new AtomicInteger();
            call.onHangup(_ -> notifications.incrementAndGet());

            call.hangUp();

            assertEquals(1, notifications.get());
        }
    }

    private Future<Boolean> startPlaying(Call call) {
        return fixture.flow(() -> {
            call.play(GREETING);
            return true;
        });
    }

    private Answer answerTo(Call call, AsteriskSocket session, String reply) throws Exception {
        var asked = fixture.flow(() -> call.ask(QUESTION));
        assertEquals("GET DATA \"/sounds/question\" 5000 1", session.receive());
        session.send(reply);
        return done(asked);
    }

    private static HangupCause hangupCauseOf(Future<?> flow) {
        var failed = assertThrows(ExecutionException.class, () -> flow.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(CallEnded.class, failed.getCause()).hangupCause();
    }

    private static <T> T done(Future<T> flow) throws Exception {
        return flow.get(10, TimeUnit.SECONDS);
    }
}
