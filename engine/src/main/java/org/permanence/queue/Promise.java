package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import org.permanence.practice.SaidWait;

/// What a caller has been told of the wait, and may hold the house to. What callers find honest:
///
/// 1. The moment by which they were told they would be answered never moves back in silence. Saying "five minutes"
///    every thirty seconds for twenty minutes breaks a promise at each of them.
/// 2. Where it is more likely to be broken than kept, they are told so before it is broken: "it takes longer than we
///    said", with another wait, which is then the promise.
/// 3. Until then they hear what is left of it. A forecast that only breathes is not told: it would go up and down.
/// 4. It comes nearer faster than the clock where there is a reason: a call that was before theirs is gone, or
///    somebody more serves. Then they hear the shorter wait, and it is the promise.
///
/// A promise ends with the engine. A caller who waits through a restart hears the next forecast as if it were the
/// first.
///
/// @param at when it was made or changed
/// @param notBefore the earliest moment that was told
/// @param by the latest
/// @param before how many calls came before, when it was made or changed
/// @param serving who served then
/// @param first what was told first; how true that was is counted
/// @param said what is to be said now
record Promise(Instant at, Instant notBefore, Instant by, double before, int serving, Told first, SaidWait said) {

    /// How the wait ended, beside what the caller was told first.
    enum Truth {
        SOONER,
        WITHIN,
        LATER
    }

    /// The moments between which the wait was told to end.
    record Told(Instant notBefore, Instant by) {}

    /// The first that a caller is told.
    static Promise first(Forecast forecast, Outlook outlook, Instant now) {
        SaidWait said = SaidWait.around(forecast.atLeast(), forecast.atMost(), false);
        return made(said, outlook, now, told(said, now));
    }

    /// What the caller is told next.
    Promise next(Forecast forecast, Outlook outlook, Instant now) {
        Duration left = Duration.between(now, by);
        if (forecast.middle().compareTo(left) > 0) {
            return made(SaidWait.around(forecast.atLeast(), forecast.atMost(), true), outlook, now, first);
        }
        boolean reason = outlook.before() < before || outlook.serving() > serving || by.equals(Instant.MAX);
        return reason && forecast.atMost().compareTo(left) < 0 ? nearer(forecast, outlook, now) : kept(left, now);
    }

    private Promise nearer(Forecast forecast, Outlook outlook, Instant now) {
        Promise nearer = made(SaidWait.around(forecast.atLeast(), forecast.atMost(), false), outlook, now, first);
        // Minutes are coarse: what is said of a shorter wait may be as long, and promises no later moment.
        return nearer.by.isAfter(by)
                ? new Promise(now, nearer.notBefore, by, outlook.before(), outlook.serving(), first, nearer.said)
                : nearer;
    }

    private Promise kept(Duration left, Instant now) {
        Duration least = Duration.between(now, notBefore);
        SaidWait rest = SaidWait.around(least.isNegative() ? Duration.ZERO : least, left, false);
        return new Promise(at, notBefore, by, before, serving, first, rest);
    }

    private static Promise made(SaidWait said, Outlook outlook, Instant now, Told first) {
        Told told = told(said, now);
        return new Promise(now, told.notBefore(), told.by(), outlook.before(), outlook.serving(), first, said);
    }

    private static Told told(SaidWait said, Instant now) {
        Instant by = said.atMost() == SaidWait.BEYOND ? Instant.MAX : now.plus(Duration.ofMinutes(said.atMost()));
        return new Told(now.plus(Duration.ofMinutes(said.atLeast())), by);
    }

    /// How true the first was, where the wait ends now.
    Truth endedAt(Instant now) {
        if (now.isBefore(first.notBefore())) {
            return Truth.SOONER;
        }
        return now.isAfter(first.by()) ? Truth.LATER : Truth.WITHIN;
    }
}
