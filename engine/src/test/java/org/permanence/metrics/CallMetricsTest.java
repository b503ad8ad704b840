package org.permanence.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallJournal;
import org.permanence.journal.Station;
import org.permanence.testing.House;
import org.permanence.testing.SteppedClock;

class CallMetricsTest {

    private final SteppedClock clock = new SteppedClock();
    private final HouseMetrics house = new HouseMetrics();
    private final CallMetrics metrics = new CallMetrics(house, House.open());

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aCallThatNeverEnteredAQueueIsNoAbandon() {
        var page = page("one");
        page.passed(Station.ARRIVED);
        page.ended(Disposition.LEFT_EARLY, Optional.of(HangupCause.NORMAL));

        assertEquals(1, value("permanence_calls_total", "disposition=\"left-early\""));
        assertFalse(house.scrape().contains("permanence_queue_service_level{"), "no queue, no service level");
        assertEquals(0, value("permanence_queue_entered_total", "practice="));
    }

    @Test
    void theServiceLevelIsTheShareAnsweredInTimeOfThoseAnsweredOrAbandoned() {
        answered("in-time", LES_LILAS.queue().serviceLevel());
        answered("late", LES_LILAS.queue().serviceLevel().plusMillis(1));
        var page = page("abandoned");
        page.passed(Station.QUEUED);
        page.ended(Disposition.ABANDONED, Optional.of(HangupCause.NORMAL));
        answered("in-time-too", Duration.ofSeconds(1));

        assertEquals(0.5, value("permanence_queue_service_level", "practice=\"les-lilas\""));
        assertEquals(4, value("permanence_queue_entered_total", "practice=\"les-lilas\""));
    }

    @Test
    void theWaitIsCountedFromTheQueueAcrossAnAssistantWhoDidNotAnswer() {
        var page = page("one");
        page.passed(Station.QUEUED);
        clock.advance(Duration.ofSeconds(3));
        page.passed(Station.OFFERED, INES.login());
        clock.advance(Duration.ofSeconds(20));
        page.passed(Station.RANG_OUT, INES.login());
        page.passed(Station.OFFERED, INES.login());
        clock.advance(Duration.ofSeconds(2));
        page.passed(Station.BRIDGED, INES.login());

        assertEquals(25, value("permanence_queue_wait_seconds_sum", "practice=\"les-lilas\""));
        assertEquals(20, value("permanence_assistant_ring_seconds_sum", "outcome=\"no-answer\""));
        assertEquals(2, value("permanence_assistant_ring_seconds_sum", "outcome=\"answered\""));
    }

    @Test
    void anEmergencyLinesTalkIsTalkAndNoWait() {
        var page = page("one");
        page.escalating(LES_LILAS.emergency().lines().getFirst());
        page.passed(Station.BRIDGED);
        clock.advance(Duration.ofMinutes(2));
        page.passed(Station.PARTED);
        page.ended(Disposition.ESCALATED, Optional.empty());

        assertEquals(120, value("permanence_call_talk_seconds_sum", "practice=\"les-lilas\""));
        assertFalse(house.scrape().contains("permanence_queue_wait_seconds_sum{"), "nobody waited");
    }

    @Test
    void aCallThatIsOverIsForgottenWithItsTimes() {
        answered("one", Duration.ofSeconds(1));
        page("one").passed(Station.PARTED);

        assertEquals(1, value("permanence_call_talk_seconds_count", "practice=\"les-lilas\""));
    }

    private void answered(String call, Duration wait) {
        var page = page(call);
        page.passed(Station.QUEUED);
        page.passed(Station.OFFERED, INES.login());
        clock.advance(wait);
        page.passed(Station.BRIDGED, INES.login());
        page.passed(Station.PARTED, INES.login());
        page.ended(Disposition.HANDLED, Optional.empty());
    }

    private CallJournal page(String call) {
        return new CallJournal(metrics::passed, new CallId(call), LES_LILAS.id(), clock);
    }

    private double value(String metric, String tag) {
        return house.scrape()
                .lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
