package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.waittime.WaitEstimate;
import org.permanence.waittime.WaitEstimateInput;
import org.permanence.waittime.WaitEstimator;

/// The real wait estimates, for a simulated call centre on virtual time.
public final class WaitQuotes {

    /// Longer than any wait in the simulation.
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final WaitEstimator waitEstimator = new WaitEstimator((_, _) -> {});

    /// What was announced to a caller, and the estimate behind it.
    public record Quote(Instant at, WaitEstimate estimate, SpokenWaitEstimate spoken) {}

    public void arrived(QueueEntry entry, Instant now) {
        waitEstimator.arrived(entry.team(), entry.urgency(), now);
    }

    public void handled(QueueEntry answered, Duration time, Instant now) {
        waitEstimator.handled(answered.team(), time, now);
    }

    public Optional<Quote> quote(QueueEntry entry, List<QueueEntry> waiting, List<Assistant> serving, Instant now) {
        WaitEstimateInput input = new QueueAhead(entry, waiting, serving).estimateInput(waitEstimator, now);
        return WaitEstimate.of(input)
                .flatMap(estimate -> waitEstimator
                        .quote(entry.call(), input, UNLIMITED, now)
                        .map(spoken -> new Quote(now, estimate, spoken)));
    }

    public void forget(QueueEntry entry) {
        waitEstimator.forget(entry.call());
    }
}
