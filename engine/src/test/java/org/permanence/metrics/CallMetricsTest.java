package org.permanence.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

class CallMetricsTest {

    private final SteppedClock clock = new SteppedClock();
    private final EngineMetrics engineMetrics = new EngineMetrics();
    private final CallMetrics metrics = new CallMetrics(engineMetrics, SamplePractices.standard());

    @AfterEach
    void close() {
        engineMetrics.close();
    }

    @Test
    void callThatNeverEnteredAQueueIsNotAbandoned() {
        var events = eventLogOf("one");
        events.record(CallEvent.ARRIVED);
        events.ended(Disposition.LEFT_EARLY, Optional.of(HangupCause.NORMAL));

        assertEquals(1, valueOf("permanence_calls_total", "disposition=\"left-early\""));
        assertFalse(
                engineMetrics.scrape().contains("permanence_queue_service_level{"),
                "no service level without a queued call");
        assertEquals(0, valueOf("permanence_queue_entered_total", "practice="));
    }

    @Test
    void serviceLevelIsAnsweredInTimeOverAnsweredPlusAbandoned() {
        answeredCall("in-time", LES_LILAS.queue().serviceLevel());
        answeredCall("late", LES_LILAS.queue().serviceLevel().plusMillis(1));
        var events = eventLogOf("abandoned");
        events.record(CallEvent.QUEUED);
        events.ended(Disposition.ABANDONED, Optional.of(HangupCause.NORMAL));
        answeredCall("in-time-too", Duration.ofSeconds(1));

        assertEquals(0.5, valueOf("permanence_queue_service_level", "practice=\"les-lilas\""));
        assertEquals(4, valueOf("permanence_queue_entered_total", "practice=\"les-lilas\""));
    }

    @Test
    void answerThatWasDroppedDoesNotCountForTheServiceLevel() {
        var events = eventLogOf("one");
        events.record(CallEvent.QUEUED);
        events.record(CallEvent.ASSISTANT_RESERVED, INES.login());
        events.record(CallEvent.BRIDGED, INES.login());
        events.record(CallEvent.ANSWER_DROPPED, INES.login());
        events.ended(Disposition.ABANDONED, Optional.of(HangupCause.NORMAL));

        assertEquals(0, valueOf("permanence_queue_service_level", "practice=\"les-lilas\""));
        assertEquals(1, valueOf("permanence_assistant_answers_dropped_total", "practice=\"les-lilas\""));
    }

    @Test
    void waitIncludesAnAssistantWhoDidNotAnswer() {
        var events = eventLogOf("one");
        events.record(CallEvent.QUEUED);
        clock.advance(Duration.ofSeconds(3));
        events.record(CallEvent.ASSISTANT_RESERVED, INES.login());
        clock.advance(Duration.ofSeconds(20));
        events.record(CallEvent.RING_NO_ANSWER, INES.login());
        events.record(CallEvent.ASSISTANT_RESERVED, INES.login());
        clock.advance(Duration.ofSeconds(2));
        events.record(CallEvent.BRIDGED, INES.login());

        assertEquals(25, valueOf("permanence_queue_wait_time_seconds_sum", "practice=\"les-lilas\""));
        assertEquals(20, valueOf("permanence_assistant_ring_time_seconds_sum", "outcome=\"no-answer\""));
        assertEquals(2, valueOf("permanence_assistant_ring_time_seconds_sum", "outcome=\"answered\""));
    }

    @Test
    void emergencyCallCountsTalkTimeAndNoWait() {
        var events = eventLogOf("one");
        events.escalating(LES_LILAS.emergency().lines().getFirst());
        events.record(CallEvent.BRIDGED);
        clock.advance(Duration.ofMinutes(2));
        events.record(CallEvent.BRIDGE_ENDED);
        events.ended(Disposition.ESCALATED, Optional.empty());

        assertEquals(120, valueOf("permanence_call_talk_time_seconds_sum", "practice=\"les-lilas\""));
        assertFalse(engineMetrics.scrape().contains("permanence_queue_wait_time_seconds_sum{"), "no caller waited");
    }

    @Test
    void endedCallIsForgotten() {
        answeredCall("one", Duration.ofSeconds(1));
        eventLogOf("one").record(CallEvent.BRIDGE_ENDED);

        assertEquals(1, valueOf("permanence_call_talk_time_seconds_count", "practice=\"les-lilas\""));
    }

    private void answeredCall(String call, Duration wait) {
        var events = eventLogOf(call);
        events.record(CallEvent.QUEUED);
        events.record(CallEvent.ASSISTANT_RESERVED, INES.login());
        clock.advance(wait);
        events.record(CallEvent.BRIDGED, INES.login());
        events.record(CallEvent.BRIDGE_ENDED, INES.login());
        events.ended(Disposition.HANDLED, Optional.empty());
    }

    private CallEventLog eventLogOf(String call) {
        return new CallEventLog(metrics::onEntry, new CallId(call), LES_LILAS.id(), clock);
    }

    private double valueOf(String metric, String tag) {
        return engineMetrics
                .scrape()
                .lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
