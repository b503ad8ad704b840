package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;

class WaiterSignalsTest {

    private static final CallId CALL = new CallId("call");
    private static final WaiterSignals.Signal LEFT = new WaiterSignals.Signal.CallerLeft(HangupCause.NORMAL);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final WaiterSignals signals = new WaiterSignals();

    @Test
    void unregisteredCallCannotWait() {
        assertThrows(IllegalStateException.class, () -> signals.await(CALL, Duration.ZERO));
    }

    @Test
    void signalToAnUnregisteredCallIsDropped() throws InterruptedException {
        signals.send(CALL, LEFT);
        signals.register(CALL);

        assertEquals(Optional.empty(), signals.await(CALL, Duration.ZERO));
    }

    @Test
    void signalSentBeforeTheWaitIsReceived() throws InterruptedException {
        signals.register(CALL);
        signals.send(CALL, LEFT);

        assertEquals(Optional.of(LEFT), signals.await(CALL, LONG));
        assertEquals(Optional.empty(), signals.await(CALL, Duration.ZERO));
    }

    @Test
    void excessSignalsDoNotBlockTheSender() {
        signals.register(CALL);
        for (int i = 0; i < 100; i++) {
            signals.send(CALL, LEFT);
        }

        assertEquals(1, signals.waiterCount());
    }

    @Test
    void registeringAgainKeepsPendingSignals() throws InterruptedException {
        signals.register(CALL);
        signals.send(CALL, LEFT);
        signals.register(CALL);

        assertEquals(Optional.of(LEFT), signals.await(CALL, LONG));
    }

    @Test
    void unregisteredWaiterIsNotCounted() {
        signals.register(CALL);
        signals.unregister(CALL);
        signals.unregister(CALL);

        assertEquals(0, signals.waiterCount());
    }

    @Test
    void signalWakesTheWaitingThread() throws Exception {
        signals.register(CALL);
        var received = new CompletableFuture<Optional<WaiterSignals.Signal>>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                received.complete(signals.await(CALL, LONG));
            } catch (InterruptedException fault) {
                received.completeExceptionally(fault);
            }
        });

        signals.send(CALL, LEFT);

        assertEquals(Optional.of(LEFT), received.get(10, TimeUnit.SECONDS));
        assertTrue(waiting.join(LONG));
    }
}
