package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.practice.SpokenWaitEstimate;

/// The house's forecasts, for a centre on virtual time.
public final class WaitQuotes {

    /// Longer than any wait here: a centre whose callers never give up.
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final WaitEstimator waitEstimator = new WaitEstimator((_, _) -> {});

    /// What a caller is told, and the forecast behind it.
    public record Quote(Instant at, WaitEstimate estimate, SpokenWaitEstimate spoken) {}

    public void arrived(QueueEntry entry, Instant now) {
        waitEstimator.arrived(entry, now);
    }

    public void handled(QueueEntry answered, Duration time, Instant now) {
        waitEstimator.handled(answered.team(), time, now);
    }

    public Optional<Quote> quote(QueueEntry entry, List<QueueEntry> all, List<Assistant> serving, Instant now) {
        WaitEstimateInput input = waitEstimator.estimateInput(entry, all, serving, now);
        return WaitEstimate.of(input)
                .flatMap(estimate -> waitEstimator
                        .quote(entry, input, UNLIMITED, now)
                        .map(spoken -> new Quote(now, estimate, spoken)));
    }

    public void forget(QueueEntry entry) {
        waitEstimator.forget(entry.call());
    }
}
