package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import org.permanence.practice.SpokenWaitEstimate;

/// What a caller has been told of the wait, and may hold the house to. What callers find honest:
///
/// 1. The moment by which they were told they would be answered never moves back in silence. Saying "five minutes"
///    every thirty seconds for twenty minutes breaks a promise at each of them.
/// 2. Where it is more likely to be broken than kept, they are told so before it is broken: "it takes longer than
///    we said", with another wait, which is then the promise.
/// 3. Until then they hear what is left of it. A forecast that only breathes is not told: it would go up and down.
/// 4. It comes nearer faster than the clock where there is a reason: a call that was before theirs is gone, or
///    somebody more serves. Then they hear the shorter wait, and it is the promise.
///
/// A promise ends with the engine. A caller who waits through a restart hears the next forecast as if it were the
/// first.
///
/// @param quotedAt when it was made or changed
/// @param notBefore the earliest moment that was told
/// @param notAfter the latest
/// @param callsAhead how many calls came before, when it was made or changed
/// @param assistants who served then
/// @param initial what was told first; how true that was is counted
/// @param spoken what is to be said now
record QuotedWait(
        Instant quotedAt,
        Instant notBefore,
        Instant notAfter,
        double callsAhead,
        int assistants,
        Window initial,
        SpokenWaitEstimate spoken) {

    /// How the wait ended, beside what the caller was told first.
    enum Accuracy {
        SOONER,
        WITHIN,
        LATER
    }

    /// The moments between which the wait was told to end.
    record Window(Instant notBefore, Instant notAfter) {}

    /// The first that a caller is told.
    static QuotedWait initial(WaitEstimate estimate, WaitEstimateInput input, Instant now) {
        SpokenWaitEstimate spoken = SpokenWaitEstimate.covering(estimate.atLeast(), estimate.atMost(), false);
        return quote(spoken, input, now, window(spoken, now));
    }

    /// What the caller is told next.
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
        // Minutes are coarse: what is said of a shorter wait may be as long, and promises no later moment.
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

    /// How true the first was, where the wait ends now.
    Accuracy accuracyAt(Instant now) {
        if (now.isBefore(initial.notBefore())) {
            return Accuracy.SOONER;
        }
        return now.isAfter(initial.notAfter()) ? Accuracy.LATER : Accuracy.WITHIN;
    }
}
