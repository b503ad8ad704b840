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

class SeatsTest {

    private static final CallId CALL = new CallId("call");
    private static final Seats.News LEFT = new Seats.News.CallerLeft(HangupCause.NORMAL);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Seats seats = new Seats();

    @Test
    void whoeverHasNoSeatCannotWait() {
        assertThrows(IllegalStateException.class, () -> seats.await(CALL, Duration.ZERO));
    }

    @Test
    void newsForAnEmptySeatIsNothing() throws InterruptedException {
        seats.tell(CALL, LEFT);
        seats.take(CALL);

        assertEquals(Optional.empty(), seats.await(CALL, Duration.ZERO));
    }

    @Test
    void newsToldBeforeTheWaitIsHeard() throws InterruptedException {
        seats.take(CALL);
        seats.tell(CALL, LEFT);

        assertEquals(Optional.of(LEFT), seats.await(CALL, LONG));
        assertEquals(Optional.empty(), seats.await(CALL, Duration.ZERO));
    }

    @Test
    void newsBeyondWhatASeatHoldsBlocksNobody() {
        seats.take(CALL);
        for (int i = 0; i < 100; i++) {
            seats.tell(CALL, LEFT);
        }

        assertEquals(1, seats.taken());
    }

    @Test
    void takingTheSameSeatAgainForgetsNoNews() throws InterruptedException {
        seats.take(CALL);
        seats.tell(CALL, LEFT);
        seats.take(CALL);

        assertEquals(Optional.of(LEFT), seats.await(CALL, LONG));
    }

    @Test
    void aSeatLeftIsFree() {
        seats.take(CALL);
        seats.leave(CALL);
        seats.leave(CALL);

        assertEquals(0, seats.taken());
    }

    @Test
    void newsWakesTheThreadThatWaits() throws Exception {
        seats.take(CALL);
        var heard = new CompletableFuture<Optional<Seats.News>>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                heard.complete(seats.await(CALL, LONG));
            } catch (InterruptedException fault) {
                heard.completeExceptionally(fault);
            }
        });

        seats.tell(CALL, LEFT);

        assertEquals(Optional.of(LEFT), heard.get(10, TimeUnit.SECONDS));
        assertTrue(waiting.join(LONG));
    }
}
