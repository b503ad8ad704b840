package org.permanence.adapter.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.agi.AgiCommand.GetVariable;
import org.permanence.adapter.agi.AgiCommand.Noop;
import org.permanence.adapter.agi.AgiCommand.SetVariable;
import org.permanence.adapter.agi.AgiCommand.StreamFile;
import org.permanence.adapter.agi.AgiReply.DeadChannel;
import org.permanence.adapter.agi.AgiReply.Ended;
import org.permanence.adapter.agi.AgiReply.Success;

class AgiSessionTest {

    private final Counted counted = new Counted();
    private final BlockingQueue<AgiSession> arrivals = new LinkedBlockingQueue<>();
    private final ExecutorService flows = Executors.newVirtualThreadPerTaskExecutor();
    private final AgiServer server = new AgiServer(
            new AgiSettings(
                    "127.0.0.1", 0, false, Set.of("reception"), 100, Duration.ofSeconds(5), Duration.ofSeconds(2)),
            arrivals::add,
            counted);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        flows.close();
    }

    @Test
    void hangupWhileNothingIsAskedClosesTheSocketAtOnce() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            AgiSession session = arrival();
            CountDownLatch left = new CountDownLatch(1);
            session.whenEnded(left::countDown);
            asterisk.says("HANGUP\n");

            assertNull(asterisk.hears());
            assertTrue(left.await(10, TimeUnit.SECONDS));
            assertEquals(new Ended(AgiEnding.HANGUP), reply(() -> session.send(new Noop())));
            counted.next(AgiEnding.HANGUP);
        }
        counted.nothingElse();
    }

    @Test
    void hangupBetweenACommandAndItsReplyEndsTheCommand() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            Future<AgiReply> reply = sending(arrival(), new StreamFile("/prompts/one", ""));
            assertEquals("STREAM FILE \"/prompts/one\" \"\"", asterisk.hears());
            asterisk.says("HANGUP\n511 Command Not Permitted on a dead channel or intercept routine\n");

            assertEquals(new Ended(AgiEnding.HANGUP), reply.get(10, TimeUnit.SECONDS));
            assertNull(asterisk.hears());
        }
    }

    @Test
    void aDeadChannelIsToldApartFromARefusal() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            Future<AgiReply> reply = sending(arrival(), new Noop());
            asterisk.hears();
            asterisk.says("511 Command Not Permitted on a dead channel or intercept routine\n");

            assertEquals(new DeadChannel(), reply.get(10, TimeUnit.SECONDS));
        }
        counted.next(AgiEnding.SOCKET_ENDED);
    }

    @Test
    void theEndOfTheSocketEndsTheCommandAndTellsWhoAsked() throws Exception {
        CountDownLatch left = new CountDownLatch(2);
        Future<AgiReply> reply;
        AgiSession session;
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            session = arrival();
            session.whenEnded(() -> {
                throw new IllegalStateException("a listener's fault");
            });
            session.whenEnded(left::countDown);
            reply = sending(session, new Noop());
            asterisk.hears();
        }

        assertEquals(new Ended(AgiEnding.SOCKET_ENDED), reply.get(10, TimeUnit.SECONDS));
        session.whenEnded(left::countDown); // Too late is not never.
        assertTrue(left.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aReplyThatDoesNotComeInTimeEndsTheSession() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            Future<AgiReply> reply = sending(arrival(), new Noop());

            assertEquals(new Ended(AgiEnding.TIMED_OUT), reply.get(10, TimeUnit.SECONDS));
            assertEquals("NOOP", asterisk.hears());
            assertNull(asterisk.hears());
        }
    }

    @Test
    void aReplyNobodyAskedForEndsTheSession() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            arrival();
            asterisk.says("200 result=1\n");

            assertNull(asterisk.hears());
            counted.next(AgiEnding.PROTOCOL_BROKEN);
        }
    }

    @Test
    void garbageInsteadOfAReplyEndsTheSession() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            Future<AgiReply> reply = sending(arrival(), new Noop());
            asterisk.hears();
            asterisk.says("agi_callerid: 0199000742\n");

            assertEquals(new Ended(AgiEnding.PROTOCOL_BROKEN), reply.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void anInterruptedFlowClosesItsSessionAndStaysInterrupted() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            AgiSession session = arrival();
            Future<Boolean> interrupted = flows.submit(() -> {
                Thread.currentThread().interrupt();
                AgiReply reply = session.send(new Noop());
                return Thread.interrupted() && reply.equals(new Ended(AgiEnding.CLOSED));
            });

            assertTrue(interrupted.get(10, TimeUnit.SECONDS));
            assertEquals("NOOP", asterisk.hears());
            assertNull(asterisk.hears());
        }
    }

    @Test
    void twoThreadsCannotAskAtOnce() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            AgiSession session = arrival();
            Future<AgiReply> first = sending(session, new Noop());
            asterisk.hears();

            assertThrows(IllegalStateException.class, () -> session.send(new Noop()));
            asterisk.says("200 result=0\n");
            assertEquals(new Success("0", ""), first.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void commandsAndRepliesAlternateUntilTheFlowCloses() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            AgiSession session = arrival();
            for (int i = 0; i < 100; i++) {
                Future<AgiReply> reply = sending(session, new GetVariable("PERM_A"));
                assertEquals("GET VARIABLE \"PERM_A\"", asterisk.hears());
                asterisk.says("200 result=1 (" + i + ")\n");
                assertEquals(new Success("1", "(" + i + ")"), reply.get(10, TimeUnit.SECONDS));
            }
            session.close();

            assertNull(asterisk.hears());
            counted.next(AgiEnding.CLOSED);
        }
        counted.nothingElse();
    }

    @Test
    void noCommandIsForgottenHoweverManyCallsTalkAtOnce() throws Exception {
        List<Future<Integer>> asterisks = new ArrayList<>();
        for (int call = 0; call < 50; call++) {
            asterisks.add(flows.submit(() -> answersUntilTheEnd(server.port())));
            AgiSession session = arrival();
            flows.execute(() -> {
                for (int i = 0; i < 400; i++) {
                    session.send(new Noop());
                }
                session.close();
            });
        }
        for (Future<Integer> asterisk : asterisks) {
            assertEquals(400, asterisk.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void aServerThatGoesDownEndsEverySession() throws Exception {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            AgiSession session = arrival();
            Future<AgiReply> reply = sending(session, new Noop());
            asterisk.hears();
            server.close();

            assertEquals(new Ended(AgiEnding.CLOSED), reply.get(10, TimeUnit.SECONDS));
            assertNull(asterisk.hears());
            assertEquals(new Ended(AgiEnding.CLOSED), reply(() -> session.send(new SetVariable("A", ""))));
            CountDownLatch left = new CountDownLatch(1);
            session.whenEnded(left::countDown);
            assertTrue(left.await(10, TimeUnit.SECONDS));
        }
    }

    private static int answersUntilTheEnd(int port) {
        try (var asterisk = AsteriskSocket.calling(port)) {
            int commands = 0;
            while (asterisk.hears() != null) {
                commands++;
                asterisk.says("200 result=0\n");
            }
            return commands;
        }
    }

    private AgiSession arrival() throws InterruptedException {
        return Objects.requireNonNull(arrivals.poll(10, TimeUnit.SECONDS));
    }

    private Future<AgiReply> sending(AgiSession session, AgiCommand command) {
        return flows.submit(() -> session.send(command));
    }

    private AgiReply reply(Callable<AgiReply> flow) throws Exception {
        return flows.submit(flow).get(10, TimeUnit.SECONDS);
    }
}
