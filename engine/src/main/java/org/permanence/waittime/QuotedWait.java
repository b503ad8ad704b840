package org.permanence.waittime;

import java.time.Duration;
import java.time.Instant;
import org.permanence.practice.SpokenWaitEstimate;

/// The wait that was quoted to a caller, as a promise. The rules, by what callers find honest:
///
/// 1. The latest moment of the quote never moves back silently. "Five minutes" every thirty seconds for twenty
///    minutes would break the promise each time.
/// 2. When the quote will probably be missed, the caller hears "it takes longer than we said" and a new quote,
///    before the old one ends.
/// 3. Otherwise the caller hears the rest of the quoted wait. An estimate that only fluctuates changes nothing.
/// 4. The quote becomes shorter only for a reason: a call ahead has left, or more assistants serve.
///
/// Quotes are lost when the engine ends. A caller who waits through a restart hears the next quote as the first.
///
/// @param quotedAt when it was made or last changed
/// @param notBefore the earliest moment that was quoted
/// @param notAfter the latest moment that was quoted
/// @param callsAhead the calls ahead at `quotedAt`
/// @param assistants the serving assistants at `quotedAt`
/// @param initial the first quote, whose accuracy is counted
/// @param spoken the wait to announce now
record QuotedWait(
        Instant quotedAt,
        Instant notBefore,
        Instant notAfter,
        double callsAhead,
        int assistants,
        Window initial,
        SpokenWaitEstimate spoken) {

    /// How the real wait compares to the first quote.
    enum Accuracy {
        SOONER,
        WITHIN,
        LATER
    }

    /// The moments between which the quoted wait ends.
    record Window(Instant notBefore, Instant notAfter) {}

    /// The first quote.
    static QuotedWait initial(WaitEstimate estimate, WaitEstimateInput input, Instant now) {
        SpokenWaitEstimate spoken = SpokenWaitEstimate.covering(estimate.atLeast(), estimate.atMost(), false);
        return quote(spoken, input, now, window(spoken, now));
    }

    /// The next quote.
    QuotedWait next(WaitEstimate estimate, WaitEstimateInput input, Instant now) {
        Duration remaining = Duration.between(now, notAfter);
        if (estimate.median().compareTo(remaining) > 0) {
            return quote(SpokenWaitEstimate.covering(estimate.atLeast(), estimate.atMost(), true), input, now, initial);
        }
        boolean mayShorten =
                input.callsAhead() < callsAhead || input.assistants() > assistants || notAfter.equals(Instant.MAX);
        return mayShorten && estimate.atMost().compareTo(remaining) < 0
                ? shortened(estimate, input, now)
                : unchanged(remaining, now);
    }

    private QuotedWait shortened(WaitEstimate estimate, WaitEstimateInput input, Instant now) {
        QuotedWait shortened =
                quote(SpokenWaitEstimate.covering(estimate.atLeast(), estimate.atMost(), false), input, now, initial);
        // Quotes are in whole minutes: a shorter one may round up, but its latest moment must not move back.
        return shortened.notAfter.isAfter(notAfter)
                ? new QuotedWait(
                        now,
                        shortened.notBefore,
                        notAfter,
                        input.callsAhead(),
                        input.assistants(),
                        initial,
                        shortened.spoken)
                : shortened;
    }

    private QuotedWait unchanged(Duration remaining, Instant now) {
        Duration untilNotBefore = Duration.between(now, notBefore);
        SpokenWaitEstimate spokenRest = SpokenWaitEstimate.covering(
                untilNotBefore.isNegative() ? Duration.ZERO : untilNotBefore, remaining, false);
        return new QuotedWait(quotedAt, notBefore, notAfter, callsAhead, assistants, initial, spokenRest);
    }

    private static QuotedWait quote(SpokenWaitEstimate spoken, WaitEstimateInput input, Instant now, Window initial) {
        Window window = window(spoken, now);
        return new QuotedWait(
                now, window.notBefore(), window.notAfter(), input.callsAhead(), input.assistants(), initial, spoken);
    }

    private static Window window(SpokenWaitEstimate spoken, Instant now) {
        Instant notAfter = spoken.atMost() == SpokenWaitEstimate.OVER_AN_HOUR
                ? Instant.MAX
                : now.plus(Duration.ofMinutes(spoken.atMost()));
        return new Window(now.plus(Duration.ofMinutes(spoken.atLeast())), notAfter);
    }

    /// The accuracy of the first quote, for a wait that ends now.
    Accuracy accuracyAt(Instant now) {
        if (now.isBefore(initial.notBefore())) {
            return Accuracy.SOONER;
        }
        return now.isAfter(initial.notAfter()) ? Accuracy.LATER : Accuracy.WITHIN;
    }
}
