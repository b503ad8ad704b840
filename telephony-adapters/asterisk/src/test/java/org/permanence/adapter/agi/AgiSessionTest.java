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

    private final CapturingAgiMetrics metrics = new CapturingAgiMetrics();
    private final BlockingQueue<AgiSession> arrivals = new LinkedBlockingQueue<>();
    private final ExecutorService flows = Executors.newVirtualThreadPerTaskExecutor();
    private final AgiServer server = new AgiServer(
            new AgiServerSettings(
                    "127.0.0.1",
                    0,
                    false,
                    Set.of("reception"),
                    RecordedDialogue.SECRET,
                    100,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2)),
            arrivals::add,
            metrics);

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
    void hangupWithoutPendingCommandClosesTheSocket() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            AgiSession session = arrival();
            CountDownLatch left = new CountDownLatch(1);
            session.onEnd(left::countDown);
            asterisk.send("HANGUP\n");

            assertNull(asterisk.receive());
            assertTrue(left.await(10, TimeUnit.SECONDS));
            assertEquals(new Ended(AgiEndReason.HANGUP), reply(() -> session.send(new Noop())));
            metrics.next(AgiEndReason.HANGUP);
        }
        metrics.assertNoMore();
    }

    @Test
    void hangupBeforeTheReplyEndsTheCommand() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            Future<AgiReply> reply = sendAsync(arrival(), new StreamFile("/prompts/one", ""));
            assertEquals("STREAM FILE \"/prompts/one\" \"\"", asterisk.receive());
            asterisk.send("HANGUP\n511 Command Not Permitted on a dead channel or intercept routine\n");

            assertEquals(new Ended(AgiEndReason.HANGUP), reply.get(10, TimeUnit.SECONDS));
            assertNull(asterisk.receive());
        }
    }

    @Test
    void deadChannelIsDistinguishedFromARefusal() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            Future<AgiReply> reply = sendAsync(arrival(), new Noop());
            asterisk.receive();
            asterisk.send("511 Command Not Permitted on a dead channel or intercept routine\n");

            assertEquals(new DeadChannel(), reply.get(10, TimeUnit.SECONDS));
        }
        metrics.next(AgiEndReason.SOCKET_ENDED);
    }

    @Test
    void closedSocketEndsTheCommandAndNotifiesListeners() throws Exception {
        CountDownLatch left = new CountDownLatch(2);
        Future<AgiReply> reply;
        AgiSession session;
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            session = arrival();
            session.onEnd(() -> {
                throw new IllegalStateException("a listener's fault");
            });
            session.onEnd(left::countDown);
            reply = sendAsync(session, new Noop());
            asterisk.receive();
        }

        assertEquals(new Ended(AgiEndReason.SOCKET_ENDED), reply.get(10, TimeUnit.SECONDS));
        session.onEnd(left::countDown); // Registered after the end: the listener still runs.
        assertTrue(left.await(10, TimeUnit.SECONDS));
    }

    @Test
    void replyTimeoutEndsTheSession() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            Future<AgiReply> reply = sendAsync(arrival(), new Noop());

            assertEquals(new Ended(AgiEndReason.TIMED_OUT), reply.get(10, TimeUnit.SECONDS));
            assertEquals("NOOP", asterisk.receive());
            assertNull(asterisk.receive());
        }
    }

    @Test
    void unsolicitedReplyEndsTheSession() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            arrival();
            asterisk.send("200 result=1\n");

            assertNull(asterisk.receive());
            metrics.next(AgiEndReason.PROTOCOL_BROKEN);
        }
    }

    @Test
    void garbageReplyEndsTheSession() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            Future<AgiReply> reply = sendAsync(arrival(), new Noop());
            asterisk.receive();
            asterisk.send("agi_callerid: 0199000742\n");

            assertEquals(new Ended(AgiEndReason.PROTOCOL_BROKEN), reply.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void interruptedFlowClosesItsSessionAndStaysInterrupted() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            AgiSession session = arrival();
            Future<Boolean> interrupted = flows.submit(() -> {
                Thread.currentThread().interrupt();
                AgiReply reply = session.send(new Noop());
                return Thread.interrupted() && reply.equals(new Ended(AgiEndReason.CLOSED));
            });

            assertTrue(interrupted.get(10, TimeUnit.SECONDS));
            assertEquals("NOOP", asterisk.receive());
            assertNull(asterisk.receive());
        }
    }

    @Test
    void twoThreadsCannotSendAtOnce() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            AgiSession session = arrival();
            Future<AgiReply> first = sendAsync(session, new Noop());
            asterisk.receive();

            assertThrows(IllegalStateException.class, () -> session.send(new Noop()));
            asterisk.send("200 result=0\n");
            assertEquals(new Success("0", ""), first.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void commandsAndRepliesAlternateUntilTheFlowCloses() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            AgiSession session = arrival();
            for (int i = 0; i < 100; i++) {
                Future<AgiReply> reply = sendAsync(session, new GetVariable("PERM_A"));
                assertEquals("GET VARIABLE \"PERM_A\"", asterisk.receive());
                asterisk.send("200 result=1 (" + i + ")\n");
                assertEquals(new Success("1", "(" + i + ")"), reply.get(10, TimeUnit.SECONDS));
            }
            session.close();

            assertNull(asterisk.receive());
            metrics.next(AgiEndReason.CLOSED);
        }
        metrics.assertNoMore();
    }

    @Test
    void noCommandIsLostWithManyConcurrentCalls() throws Exception {
        List<Future<Integer>> asterisks = new ArrayList<>();
        for (int call = 0; call < 50; call++) {
            asterisks.add(flows.submit(() -> replyUntilClosed(server.port())));
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
    void serverShutdownEndsEverySession() throws Exception {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            AgiSession session = arrival();
            Future<AgiReply> reply = sendAsync(session, new Noop());
            asterisk.receive();
            server.close();

            assertEquals(new Ended(AgiEndReason.CLOSED), reply.get(10, TimeUnit.SECONDS));
            assertNull(asterisk.receive());
            assertEquals(new Ended(AgiEndReason.CLOSED), reply(() -> session.send(new SetVariable("A", ""))));
            CountDownLatch left = new CountDownLatch(1);
            session.onEnd(left::countDown);
            assertTrue(left.await(10, TimeUnit.SECONDS));
        }
    }

    private static int replyUntilClosed(int port) {
        try (var asterisk = AsteriskSocket.startCall(port)) {
            int commands = 0;
            while (asterisk.receive() != null) {
                commands++;
                asterisk.send("200 result=0\n");
            }
            return commands;
        }
    }

    private AgiSession arrival() throws InterruptedException {
        return Objects.requireNonNull(arrivals.poll(10, TimeUnit.SECONDS));
    }

    private Future<AgiReply> sendAsync(AgiSession session, AgiCommand command) {
        return flows.submit(() -> session.send(command));
    }

    private AgiReply reply(Callable<AgiReply> flow) throws Exception {
        return flows.submit(flow).get(10, TimeUnit.SECONDS);
    }
}
