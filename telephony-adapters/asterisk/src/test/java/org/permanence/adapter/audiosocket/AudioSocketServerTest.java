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

    private final Refusals refusals = new Refusals();
    private final AtomicLong aheadNanos = new AtomicLong();
    private final HeardTalk heard = new HeardTalk();
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
    void itDoesNotServeTheNetworkUnlessATunnelIsStated(String host) {
        try (var open = server(host, 0, false)) {
            assertThrows(IllegalArgumentException.class, open::start);
        }
    }

    @Test
    void aStatedTunnelMayBeServed() {
        try (var tunnelled = server("0.0.0.0", 0, true)) {
            tunnelled.start();
            assertTrue(tunnelled.port() > 0);
        }
    }

    @Test
    void anAddressInUseIsAClearError() {
        try (var same = server("127.0.0.1", server.port(), false)) {
            assertThrows(UncheckedIOException.class, same::start);
        }
    }

    @Test
    void settingsOutsideTheirLimitsAreRefused() {
        Duration second = Duration.ofSeconds(1);
        refused(() -> new AudioSocketSettings("", 0, false, 1, second, second, second));
        refused(() -> new AudioSocketSettings("127.0.0.1", 70_000, false, 1, second, second, second));
        refused(() -> new AudioSocketSettings("127.0.0.1", 0, false, 0, second, second, second));
        refused(() -> new AudioSocketSettings("127.0.0.1", 0, false, 1, Duration.ZERO, second, second));
        refused(() -> new AudioSocketSettings("127.0.0.1", 0, false, 1, second, Duration.ofDays(1), second));
        refused(() -> new AudioSocketSettings("127.0.0.1", 0, false, 1, second, second, Duration.ofDays(1)));
    }

    @Test
    void anIdNobodyWasGivenIsRefused() throws Exception {
        server.expect(heard);
        for (int i = 0; i < MANY; i++) {
            try (var stranger = Streamed.as(UUID.randomUUID(), server.port())) {
                assertTrue(stranger.isClosed());
                refusals.next(AudioSocketRefusal.ID_UNKNOWN);
            }
        }
        assertEquals(0, heard.bytes());
    }

    @Test
    void anIdThatWasUsedIsRefusedWhileItsStreamLivesAndAfterIt() throws Exception {
        Talk talk = server.expect(heard);
        try (var caller = Streamed.as(talk.callersStream(), server.port()).saysSound(1, 1);
                var other = Streamed.as(talk.othersStream(), server.port()).saysSound(1, 2)) {
            assertTrue(heard.waitsFor(640));
            for (UUID used : List.of(talk.callersStream(), talk.othersStream())) {
                try (var second = Streamed.as(used, server.port())) {
                    assertTrue(second.isClosed());
                    refusals.next(AudioSocketRefusal.ID_UNKNOWN);
                }
            }
            caller.saysSound(10, 1);
            other.saysSound(10, 2);
            assertTrue(heard.waitsFor(11 * 640), "the talk goes on");
        }
        assertTrue(heard.isOver());
        try (var replayed = Streamed.as(talk.callersStream(), server.port())) {
            assertTrue(replayed.isClosed());
            refusals.next(AudioSocketRefusal.ID_UNKNOWN);
        }
    }

    @Test
    void anIdThatComesTooLateIsRefusedAndNobodyWaitsForItAnyMore() throws Exception {
        Talk talk = server.expect(heard);

        aheadNanos.set(Duration.ofSeconds(11).toNanos());

        assertTrue(heard.isOver());
        for (UUID late : List.of(talk.callersStream(), talk.othersStream())) {
            try (var stream = Streamed.as(late, server.port())) {
                assertTrue(stream.isClosed());
                refusals.next(AudioSocketRefusal.ID_UNKNOWN);
            }
        }
    }

    @Test
    void anIdThatWasWithdrawnIsRefused() throws Exception {
        Talk talk = server.expect(heard);
        talk.close();
        assertTrue(heard.isOver());

        try (var stream = Streamed.as(talk.callersStream(), server.port())) {
            assertTrue(stream.isClosed());
            refusals.next(AudioSocketRefusal.ID_UNKNOWN);
        }
    }

    @Test
    void whoSaysNoIdIsClosedInTime() throws Exception {
        try (var silent = new Streamed(server.port());
                var slow = new Streamed(server.port()).says(new byte[] {1, 0, 16, 5})) {
            assertTrue(silent.isClosed() && slow.isClosed());
            refusals.next(AudioSocketRefusal.ID_TOO_SLOW);
            refusals.next(AudioSocketRefusal.ID_TOO_SLOW);
        }
    }

    @Test
    void aStreamThatSaysNothingForLongIsClosed() throws Exception {
        Talk talk = server.expect(heard);
        try (var caller = Streamed.as(talk.callersStream(), server.port()).saysSound(1, 1);
                var other = Streamed.as(talk.othersStream(), server.port()).saysSound(1, 1)) {
            assertTrue(heard.waitsFor(640));

            aheadNanos.set(Duration.ofMinutes(11).toNanos());

            assertTrue(caller.isClosed() && other.isClosed());
            refusals.next(AudioSocketRefusal.IDLE);
            assertTrue(heard.isOver());
        }
    }

    @Test
    void whatIsNotAsterisksIsClosedAndCounted() throws Exception {
        try (var stranger = new Streamed(server.port()).says(Streamed.sound(160, 1))) {
            assertTrue(stranger.isClosed());
            refusals.next(AudioSocketRefusal.UNREADABLE);
        }
        Talk talk = server.expect(heard);
        try (var caller = Streamed.as(talk.callersStream(), server.port()).says(Streamed.message(0x12))) {
            assertTrue(caller.isClosed());
            refusals.next(AudioSocketRefusal.UNREADABLE);
            assertTrue(heard.isOver(), "a talk of one stream is none");
        }
    }

    @Test
    void beyondTheLimitNobodyIsLetInAndTheOthersGoOn() throws Exception {
        Talk talk = server.expect(heard);
        List<Streamed> crowd = new ArrayList<>();
        try (var caller = Streamed.as(talk.callersStream(), server.port()).saysSound(1, 1);
                var other = Streamed.as(talk.othersStream(), server.port()).saysSound(1, 1)) {
            assertTrue(heard.waitsFor(640));
            crowd.add(new Streamed(server.port()));
            crowd.add(new Streamed(server.port()));
            try (var fifth = new Streamed(server.port())) {
                assertTrue(fifth.isClosed());
                refusals.next(AudioSocketRefusal.CONNECTION_LIMIT);
            }
            caller.saysSound(5, 1);
            other.saysSound(5, 1);
            assertTrue(heard.waitsFor(6 * 640));
        } finally {
            crowd.forEach(Streamed::close);
        }
    }

    @Test
    void whoeverIsHeardHearsNothingOfUs() throws Exception {
        Talk talk = server.expect(heard);
        try (var caller = Streamed.as(talk.callersStream(), server.port()).saysSound(1, 1);
                var other = Streamed.as(talk.othersStream(), server.port()).saysSound(1, 1)) {
            assertTrue(heard.waitsFor(640));

            talk.close();

            assertTrue(caller.isClosed() && other.isClosed(), "closed without a word");
            assertTrue(heard.isOver());
        }
    }

    private static void refused(Runnable made) {
        assertThrows(IllegalArgumentException.class, made::run);
    }

    private AudioSocketServer server(String host, int port, boolean tunnelled) {
        return new AudioSocketServer(
                AudioSocketSettings.at(host, port, tunnelled, 4),
                refusals,
                () -> System.nanoTime() + aheadNanos.get(),
                new SecureRandom());
    }

    /// A watch that remembers whom it saw refused.
    private static final class Refusals implements AudioSocketWatch {

        private final BlockingQueue<AudioSocketRefusal> seen = new LinkedBlockingQueue<>();

        @Override
        public void refused(AudioSocketRefusal refusal) {
            seen.add(refusal);
        }

        void next(AudioSocketRefusal expected) throws InterruptedException {
            assertEquals(expected, seen.poll(10, TimeUnit.SECONDS));
        }

        @Override
        public void silent(long samples) {}

        @Override
        public void dropped(long samples) {}
    }

    private static final class HeardTalk implements Talk.Listener {

        private final CountDownLatch over = new CountDownLatch(1);
        private int bytes;

        @Override
        public synchronized void hears(ByteBuffer stereo) {
            bytes += stereo.remaining();
            notifyAll();
        }

        @Override
        public void over() {
            over.countDown();
        }

        synchronized int bytes() {
            return bytes;
        }

        synchronized boolean waitsFor(int wanted) throws InterruptedException {
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
