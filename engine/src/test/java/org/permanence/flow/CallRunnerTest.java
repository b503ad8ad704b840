package org.permanence.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallEnded;
import org.permanence.call.HangupCause;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InlineThread;
import org.permanence.testing.ScriptedCall;
import org.slf4j.MDC;

class CallRunnerTest {

    /// The body of a flow.
    private interface FlowBody {
        Disposition run() throws CallEnded;
    }

    private static final long LIMIT_SECONDS = 10;

    private final List<String> reportedEnds = new ArrayList<>();
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS_DID);
    private final List<Boolean> sentToFallbackWhenReleased = new ArrayList<>();
    private boolean endFails;

    @Test
    void flowHearsOfTheReleaseAfterTheDialplan() {
        run(() -> Disposition.TO_FALLBACK);

        assertEquals(List.of(true), sentToFallbackWhenReleased);
    }

    @Test
    void callWithoutAFlowGoesToFallback() {
        CallFlowFactory brokenFactory = _ -> {
            throw new IllegalStateException("dialled number: unknown (expected: a practice's)");
        };

        assertEquals(Disposition.FAULT, onThisThread(brokenFactory).run(call));

        assertTrue(call.isSentToFallback());
        assertEquals(List.of(), reportedEnds);
    }

    @Test
    void faultInTheFlowSendsTheCallerToFallbackAndIsRecorded() {
        assertEquals(Disposition.FAULT, run(() -> {
            throw new IllegalStateException("flow: broken (expected: in this test)");
        }));

        assertTrue(call.isSentToFallback());
        assertEquals(List.of("FAULT"), reportedEnds);
    }

    @Test
    void jvmErrorSendsTheCallerToFallback() {
        var runner = onThisThread(flow(() -> {
            throw new StackOverflowError("flow: too deep (expected: in this test)");
        }));

        assertThrows(StackOverflowError.class, () -> runner.accept(call));

        assertTrue(call.isSentToFallback());
        assertEquals(0, runner.running());
    }

    @Test
    void endIsReportedOnceEvenIfItFailsAndTheDispositionStands() {
        endFails = true;

        assertEquals(Disposition.HANDLED, run(() -> Disposition.HANDLED));

        assertEquals(List.of("HANDLED"), reportedEnds);
        assertTrue(call.isHungUp(), "a served caller is not sent to the fallback line");
    }

    @Test
    void failingEndAfterAFaultStillSendsTheCallerToFallback() {
        endFails = true;

        assertEquals(Disposition.FAULT, run(() -> {
            throw new IllegalStateException("flow: broken (expected: in this test)");
        }));

        assertEquals(List.of("FAULT"), reportedEnds);
        assertTrue(call.isSentToFallback());
    }

    @Test
    void failingEndAfterAHangupIsNotAFaultOfTheCall() {
        endFails = true;

        assertEquals(Disposition.ABANDONED, run(() -> {
            throw new CallEnded(HangupCause.NORMAL);
        }));

        assertEquals(List.of("ABANDONED NORMAL"), reportedEnds);
    }

    @Test
    void callWithoutAThreadIsRefusedAndUsesNoSlot() {
        var starts = new ArrayDeque<Runnable>(List.of(
                () -> {
                    throw new RejectedExecutionException("thread: none (expected: in this test)");
                },
                () -> {
                    throw new OutOfMemoryError("thread: none (expected: in this test)");
                }));
        var runner = new CallRunner(
                flow(() -> Disposition.HANDLED),
                work -> new InlineThread(starts.isEmpty() ? work : starts.remove()),
                1);

        assertFalse(runner.accept(call));
        assertFalse(runner.accept(call));
        assertFalse(runner.isRunning(call.id()));
        assertEquals(List.of(), call.transcript());

        assertTrue(runner.accept(call), "the slot is free again");
        assertEquals(List.of("HANDLED"), reportedEnds);
    }

    @Test
    void hangupEndsWithTheFlowsDispositionAtThatPoint() {
        assertEquals(Disposition.ABANDONED, run(() -> {
            throw new CallEnded(HangupCause.SWITCH_LOST);
        }));

        assertTrue(call.isHungUp());
        assertEquals(List.of("ABANDONED SWITCH_LOST"), reportedEnds);
    }

    @Test
    void finishedFlowHangsUp() {
        assertEquals(Disposition.HANDLED, run(() -> Disposition.HANDLED));

        assertTrue(call.isHungUp());
        assertEquals(List.of("HANDLED"), reportedEnds);
    }

    @Test
    void everyDispositionEitherHangsUpOrGoesToFallback() {
        for (Disposition disposition : Disposition.values()) {
            var each = ScriptedCall.to(Fixtures.LES_LILAS_DID);
            onThisThread(flow(() -> disposition)).run(each);

            assertEquals(disposition.sentToFallback(), each.isSentToFallback(), disposition.name());
            assertEquals(!disposition.sentToFallback(), each.isHungUp(), disposition.name());
        }
    }

    @Test
    void callBeyondTheLimitIsRefusedAndLeftUnchanged() throws Exception {
        var hangup = new CountDownLatch(1);
        var runner =
                new CallRunner(flow(() -> await(hangup)), Thread.ofVirtual().factory(), 1);
        assertTrue(runner.accept(ScriptedCall.to(Fixtures.LES_LILAS_DID).withId("first")));

        assertFalse(runner.accept(call));

        assertEquals(List.of(), call.transcript());
        assertFalse(runner.isRunning(call.id()));
        assertEquals(1, runner.running());
        hangup.countDown();
    }

    @Test
    void slotIsReleasedEvenAfterAFault() {
        var runner = onThisThread(flow(() -> {
            throw new IllegalStateException("flow: broken (expected: in this test)");
        }));

        for (int i = 0; i < 3; i++) {
            assertTrue(runner.accept(call), "call " + i);
        }
        assertEquals(0, runner.running());
    }

    @Test
    void callIsRunningUntilItsLineIsReleased() {
        var seen = new ArrayList<Boolean>();
        var runners = new ArrayList<CallRunner>();
        runners.add(onThisThread(flow(() -> {
            seen.add(runners.getFirst().isRunning(call.id()));
            return Disposition.HANDLED;
        })));

        runners.getFirst().accept(call);

        assertEquals(List.of(true), seen);
        assertFalse(runners.getFirst().isRunning(call.id()));
    }

    @Test
    void everyLogLineOfTheCallThreadHasTheCallId() {
        var named = new ArrayList<String>();
        var runner = onThisThread(flow(() -> {
            named.add(MDC.get("call"));
            return Disposition.HANDLED;
        }));

        runner.accept(call);

        assertEquals(List.of("scripted"), named);
        assertNull(MDC.get("call"));
    }

    @Test
    void eachCallHasItsOwnVirtualThread() throws Exception {
        var first = new CompletableFuture<Thread>();
        var runner = new CallRunner(
                flow(() -> {
                    first.complete(Thread.currentThread());
                    return Disposition.HANDLED;
                }),
                Thread.ofVirtual().factory(),
                1);

        runner.accept(call);

        Thread thread = first.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(thread.isVirtual());
        assertTrue(thread.join(Duration.ofSeconds(LIMIT_SECONDS)));
    }

    private Disposition run(FlowBody body) {
        return onThisThread(flow(body)).run(call);
    }

    private static CallRunner onThisThread(CallFlowFactory flowFactory) {
        return new CallRunner(flowFactory, InlineThread::new, 1);
    }

    private CallFlowFactory flow(FlowBody body) {
        return _ -> new CallFlow() {
            @Override
            public Disposition run() throws CallEnded {
                return body.run();
            }

            @Override
            public Disposition dispositionOnHangup() {
                return Disposition.ABANDONED;
            }

            @Override
            public void ended(Disposition disposition, Optional<HangupCause> cause) {
                reportedEnds.add(disposition + cause.map(known -> " " + known).orElse(""));
                if (endFails) {
                    throw new IllegalStateException("end: failed (expected: in this test)");
                }
            }

            @Override
            public void lineReleased() {
                sentToFallbackWhenReleased.add(call.isSentToFallback());
            }
        };
    }

    private static Disposition await(CountDownLatch hangup) {
        try {
            if (hangup.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return Disposition.HANDLED;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The test has ended: the flow fails below.
        }
        throw new IllegalStateException("flow: still running (expected: ended by the test)");
    }
}
