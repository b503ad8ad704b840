package org.permanence.adapter.audiosocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioSocketServerTest {

    private static final int MANY = 1_000;

    private final CapturingMetrics metrics = new CapturingMetrics();
    private final AtomicLong aheadNanos = new AtomicLong();
    private final CapturingCallListener listener = new CapturingCallListener();
    private final AudioSocketServer server = server("127.0.0.1", 0, false);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void publicAddressIsRefusedWithoutADeclaredTunnel(String host) {
        try (var open = server(host, 0, false)) {
            assertThrows(IllegalArgumentException.class, open::start);
        }
    }

    @Test
    void publicAddressIsServedWithADeclaredTunnel() {
        try (var tunnelled = server("0.0.0.0", 0, true)) {
            tunnelled.start();
            assertTrue(tunnelled.port() > 0);
        }
    }

    @Test
    void addressInUseIsReported() {
        try (var same = server("127.0.0.1", server.port(), false)) {
            assertThrows(UncheckedIOException.class, same::start);
        }
    }

    @Test
    void settingsOutsideTheirLimitsAreRejected() {
        Duration second = Duration.ofSeconds(1);
        refused(() -> new AudioSocketServerSettings("", 0, false, 1, second, second, second));
        refused(() -> new AudioSocketServerSettings("127.0.0.1", 70_000, false, 1, second, second, second));
        refused(() -> new AudioSocketServerSettings("127.0.0.1", 0, false, 0, second, second, second));
        refused(() -> new AudioSocketServerSettings("127.0.0.1", 0, false, 1, Duration.ZERO, second, second));
        refused(() -> new AudioSocketServerSettings("127.0.0.1", 0, false, 1, second, Duration.ofDays(1), second));
        refused(() -> new AudioSocketServerSettings("127.0.0.1", 0, false, 1, second, second, Duration.ofDays(1)));
    }

    @Test
    void unknownStreamIdIsRefused() throws Exception {
        server.expect(listener);
        for (int i = 0; i < MANY; i++) {
            try (var stranger = AudioSocketPeer.open(UUID.randomUUID(), server.port())) {
                assertTrue(stranger.isClosedByEngine());
                metrics.next(AudioSocketRefusal.ID_UNKNOWN);
            }
        }
        assertEquals(0, listener.bytes());
    }

    @Test
    void usedStreamIdIsRefusedDuringAndAfterTheStream() throws Exception {
        AudioSocketCall audioCall = server.expect(listener);
        try (var caller = AudioSocketPeer.open(audioCall.callerStreamId(), server.port())
                        .sendAudio(1, 1);
                var other = AudioSocketPeer.open(audioCall.otherStreamId(), server.port())
                        .sendAudio(1, 2)) {
            assertTrue(listener.awaitBytes(640));
            for (UUID used : List.of(audioCall.callerStreamId(), audioCall.otherStreamId())) {
                try (var second = AudioSocketPeer.open(used, server.port())) {
                    assertTrue(second.isClosedByEngine());
                    metrics.next(AudioSocketRefusal.ID_UNKNOWN);
                }
            }
            caller.sendAudio(10, 1);
            other.sendAudio(10, 2);
            assertTrue(listener.awaitBytes(11 * 640), "the conversation continues");
        }
        assertTrue(listener.isOver());
        try (var replayed = AudioSocketPeer.open(audioCall.callerStreamId(), server.port())) {
            assertTrue(replayed.isClosedByEngine());
            metrics.next(AudioSocketRefusal.ID_UNKNOWN);
        }
    }

    @Test
    void lateStreamIdIsRefusedAndTheCallEnds() throws Exception {
        AudioSocketCall audioCall = server.expect(listener);

        aheadNanos.set(Duration.ofSeconds(11).toNanos());

        assertTrue(listener.isOver());
        for (UUID late : List.of(audioCall.callerStreamId(), audioCall.otherStreamId())) {
            try (var stream = AudioSocketPeer.open(late, server.port())) {
                assertTrue(stream.isClosedByEngine());
                metrics.next(AudioSocketRefusal.ID_UNKNOWN);
            }
        }
    }

    @Test
    void withdrawnStreamIdIsRefused() throws Exception {
        AudioSocketCall audioCall = server.expect(listener);
        audioCall.close();
        assertTrue(listener.isOver());

        try (var stream = AudioSocketPeer.open(audioCall.callerStreamId(), server.port())) {
            assertTrue(stream.isClosedByEngine());
            metrics.next(AudioSocketRefusal.ID_UNKNOWN);
        }
    }

    @Test
    void connectionWithoutAStreamIdTimesOut() throws Exception {
        try (var silent = new AudioSocketPeer(server.port());
                var slow = new AudioSocketPeer(server.port()).send(new byte[] {1, 0, 16, 5})) {
            assertTrue(silent.isClosedByEngine() && slow.isClosedByEngine());
            metrics.next(AudioSocketRefusal.ID_TOO_SLOW);
            metrics.next(AudioSocketRefusal.ID_TOO_SLOW);
        }
    }

    @Test
    void idleStreamIsClosed() throws Exception {
        AudioSocketCall audioCall = server.expect(listener);
        try (var caller = AudioSocketPeer.open(audioCall.callerStreamId(), server.port())
                        .sendAudio(1, 1);
                var other = AudioSocketPeer.open(audioCall.otherStreamId(), server.port())
                        .sendAudio(1, 1)) {
            assertTrue(listener.awaitBytes(640));

            aheadNanos.set(Duration.ofMinutes(11).toNanos());

            assertTrue(caller.isClosedByEngine() && other.isClosedByEngine());
            metrics.next(AudioSocketRefusal.IDLE);
            assertTrue(listener.isOver());
        }
    }

    @Test
    void protocolViolationClosesTheConnectionAndIsCounted() throws Exception {
        try (var stranger = new AudioSocketPeer(server.port()).send(AudioSocketPeer.sound(160, 1))) {
            assertTrue(stranger.isClosedByEngine());
            metrics.next(AudioSocketRefusal.UNREADABLE);
        }
        AudioSocketCall audioCall = server.expect(listener);
        try (var caller =
                AudioSocketPeer.open(audioCall.callerStreamId(), server.port()).send(AudioSocketPeer.message(0x12))) {
            assertTrue(caller.isClosedByEngine());
            metrics.next(AudioSocketRefusal.UNREADABLE);
            assertTrue(listener.isOver(), "a conversation with one stream has ended");
        }
    }

    @Test
    void connectionsOverTheLimitAreRefusedAndOthersContinue() throws Exception {
        AudioSocketCall audioCall = server.expect(listener);
        List<AudioSocketPeer> crowd = new ArrayList<>();
        try (var caller = AudioSocketPeer.open(audioCall.callerStreamId(), server.port())
                        .sendAudio(1, 1);
                var other = AudioSocketPeer.open(audioCall.otherStreamId(), server.port())
                        .sendAudio(1, 1)) {
            assertTrue(listener.awaitBytes(640));
            crowd.add(new AudioSocketPeer(server.port()));
            crowd.add(new AudioSocketPeer(server.port()));
            try (var fifth = new AudioSocketPeer(server.port())) {
                assertTrue(fifth.isClosedByEngine());
                metrics.next(AudioSocketRefusal.CONNECTION_LIMIT);
            }
            caller.sendAudio(5, 1);
            other.sendAudio(5, 1);
            assertTrue(listener.awaitBytes(6 * 640));
        } finally {
            crowd.forEach(AudioSocketPeer::close);
        }
    }

    @Test
    void serverClosesStreamsWithoutSendingAnything() throws Exception {
        AudioSocketCall audioCall = server.expect(listener);
        try (var caller = AudioSocketPeer.open(audioCall.callerStreamId(), server.port())
                        .sendAudio(1, 1);
                var other = AudioSocketPeer.open(audioCall.otherStreamId(), server.port())
                        .sendAudio(1, 1)) {
            assertTrue(listener.awaitBytes(640));

            audioCall.close();

            assertTrue(
                    caller.isClosedByEngine() && other.isClosedByEngine(), "the streams are closed without any data");
            assertTrue(listener.isOver());
        }
    }

    private static void refused(Runnable made) {
        assertThrows(IllegalArgumentException.class, made::run);
    }

    private AudioSocketServer server(String host, int port, boolean tunnelled) {
        return new AudioSocketServer(
                AudioSocketServerSettings.withDefaults(host, port, tunnelled, 4),
                metrics,
                () -> System.nanoTime() + aheadNanos.get(),
                new SecureRandom());
    }

    /// Records the refusals.
    private static final class CapturingMetrics implements AudioSocketMetrics {

        private final BlockingQueue<AudioSocketRefusal> seen = new LinkedBlockingQueue<>();

        @Override
        public void onRefused(AudioSocketRefusal refusal) {
            seen.add(refusal);
        }

        void next(AudioSocketRefusal expected) throws InterruptedException {
            assertEquals(expected, seen.poll(10, TimeUnit.SECONDS));
        }

        @Override
        public void onSilenceInserted(long samples) {}

        @Override
        public void onSamplesDropped(long samples) {}
    }

    private static final class CapturingCallListener implements AudioSocketCall.Listener {

        private final CountDownLatch over = new CountDownLatch(1);
        private int bytes;

        @Override
        public synchronized void onAudio(ByteBuffer stereo) {
            bytes += stereo.remaining();
            notifyAll();
        }

        @Override
        public void onEnd() {
            over.countDown();
        }

        synchronized int bytes() {
            return bytes;
        }

        synchronized boolean awaitBytes(int wanted) throws InterruptedException {
            for (int waits = 0; waits < 10_000 && bytes < wanted; waits++) {
                wait(1);
            }
            return bytes >= wanted;
        }

        boolean isOver() throws InterruptedException {
            return over.await(10, TimeUnit.SECONDS);
        }
    }
}
