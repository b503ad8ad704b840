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
import org.permanence.testing.OnThisThread;
import org.permanence.testing.ScriptedCall;
import org.slf4j.MDC;

class CallRunnerTest {

    /// What a flow does, of which only the way it ends matters here.
    private interface Act {
        Disposition run() throws CallEnded;
    }

    private static final long LIMIT_SECONDS = 10;

    private final List<String> ends = new ArrayList<>();
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS);
    private boolean endsBadly;

    @Test
    void aCallThatCannotEvenHaveAFlowIsHandedBack() {
        CallFlows broken = _ -> {
            throw new IllegalStateException("dialled number: nobody's (expected: a practice's)");
        };

        assertEquals(Disposition.FAULT, onThisThread(broken).run(call));

        assertTrue(call.isHandedBack());
        assertEquals(List.of(), ends);
    }

    @Test
    void aFaultOfOursHandsTheCallerBackAndIsTheEndOfTheRecord() {
        assertEquals(Disposition.FAULT, run(() -> {
            throw new IllegalStateException("flow: broken (expected: in this test)");
        }));

        assertTrue(call.isHandedBack());
        assertEquals(List.of("FAULT"), ends);
    }

    @Test
    void anErrorOfTheMachineHandsTheCallerBackToo() {
        var runner = onThisThread(flow(() -> {
            throw new StackOverflowError("flow: too deep (expected: in this test)");
        }));

        assertThrows(StackOverflowError.class, () -> runner.accept(call));

        assertTrue(call.isHandedBack());
        assertEquals(0, runner.running());
    }

    @Test
    void theLastStationIsPassedOnceEvenWhereItFailsAndTheLineIsLeftAsTheFlowSaid() {
        endsBadly = true;

        assertEquals(Disposition.HANDLED, run(() -> Disposition.HANDLED));

        assertEquals(List.of("HANDLED"), ends);
        assertTrue(call.isHungUp(), "whoever was served is not rung through to the fallback line");
    }

    @Test
    void aLastStationThatFailsAfterAFaultStillHandsTheCallerBack() {
        endsBadly = true;

        assertEquals(Disposition.FAULT, run(() -> {
            throw new IllegalStateException("flow: broken (expected: in this test)");
        }));

        assertEquals(List.of("FAULT"), ends);
        assertTrue(call.isHandedBack());
    }

    @Test
    void aLastStationThatFailsAfterTheCallerLeftIsNoFaultOfTheCall() {
        endsBadly = true;

        assertEquals(Disposition.ABANDONED, run(() -> {
            throw new CallEnded(HangupCause.NORMAL);
        }));

        assertEquals(List.of("ABANDONED NORMAL"), ends);
    }

    @Test
    void aCallThatGetsNoThreadIsNotTakenAndKeepsNoPlace() {
        var starts = new ArrayDeque<Runnable>(List.of(
                () -> {
                    throw new RejectedExecutionException("thread: none (expected: in this test)");
                },
                () -> {
                    throw new OutOfMemoryError("thread: none (expected: in this test)");
                }));
        var runner = new CallRunner(
                flow(() -> Disposition.HANDLED),
                work -> new OnThisThread(starts.isEmpty() ? work : starts.remove()),
                1);

        assertFalse(runner.accept(call));
        assertFalse(runner.accept(call));
        assertFalse(runner.isRunning(call.id()));
        assertEquals(List.of(), call.transcript());

        assertTrue(runner.accept(call), "the place is free");
        assertEquals(List.of("HANDLED"), ends);
    }

    @Test
    void aCallerWhoLeavesEndsAsTheFlowSaysAtThatPoint() {
        assertEquals(Disposition.ABANDONED, run(() -> {
            throw new CallEnded(HangupCause.SWITCH_LOST);
        }));

        assertTrue(call.isHungUp());
        assertEquals(List.of("ABANDONED SWITCH_LOST"), ends);
    }

    @Test
    void aFlowThatEndsByItselfIsHungUp() {
        assertEquals(Disposition.HANDLED, run(() -> Disposition.HANDLED));

        assertTrue(call.isHungUp());
        assertEquals(List.of("HANDLED"), ends);
    }

    @Test
    void everyDispositionLeavesTheLineOneWay() {
        for (Disposition disposition : Disposition.values()) {
            var each = ScriptedCall.to(Fixtures.LES_LILAS);
            onThisThread(flow(() -> disposition)).run(each);

            assertEquals(disposition.handedBack(), each.isHandedBack(), disposition.name());
            assertEquals(!disposition.handedBack(), each.isHungUp(), disposition.name());
        }
    }

    @Test
    void aFullHouseRefusesTheCallAndTouchesNothing() throws Exception {
        var leave = new CountDownLatch(1);
        var runner = new CallRunner(flow(() -> await(leave)), Thread.ofVirtual().factory(), 1);
        assertTrue(runner.accept(ScriptedCall.to(Fixtures.LES_LILAS).named("first")));

        assertFalse(runner.accept(call));

        assertEquals(List.of(), call.transcript());
        assertFalse(runner.isRunning(call.id()));
        assertEquals(1, runner.running());
        leave.countDown();
    }

    @Test
    void aPlaceIsFreeAgainWhateverBecameOfTheCall() {
        var runner = onThisThread(flow(() -> {
            throw new IllegalStateException("flow: broken (expected: in this test)");
        }));

        for (int i = 0; i < 3; i++) {
            assertTrue(runner.accept(call), "call " + i);
        }
        assertEquals(0, runner.running());
    }

    @Test
    void aCallIsKnownAsRunningUntilItsLineIsLeft() {
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
    void everyLogLineOfACallsThreadNamesTheCall() {
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
    void eachCallHasAThreadOfItsOwn() throws Exception {
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

    private Disposition run(Act act) {
        return onThisThread(flow(act)).run(call);
    }

    private static CallRunner onThisThread(CallFlows flows) {
        return new CallRunner(flows, OnThisThread::new, 1);
    }

    private CallFlows flow(Act act) {
        return _ -> new CallFlow() {
            @Override
            public Disposition run() throws CallEnded {
                return act.run();
            }

            @Override
            public Disposition ifTheCallerLeaves() {
                return Disposition.ABANDONED;
            }

            @Override
            public void ended(Disposition disposition, Optional<HangupCause> cause) {
                ends.add(disposition + cause.map(known -> " " + known).orElse(""));
                if (endsBadly) {
                    throw new IllegalStateException("last station: broken (expected: in this test)");
                }
            }
        };
    }

    private static Disposition await(CountDownLatch leave) {
        try {
            if (leave.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return Disposition.HANDLED;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The test is over: the flow ends as a fault below.
        }
        throw new IllegalStateException("flow: still there (expected: let go by the test)");
    }
}
