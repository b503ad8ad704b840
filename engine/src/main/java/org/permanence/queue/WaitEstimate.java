package org.permanence.queue;

import java.time.Duration;
import java.util.Optional;

/// How long a caller may still wait: of five such callers one is answered before `atLeast`, one after `atMost`, and
/// as many before `middle` as after it.
///
/// While somebody waits, everybody who serves is busy, and the caller behind `n` others is answered when `n + 1`
/// calls are over. Where talks are exponential, that is the wait of M/M/c: an Erlang distribution of `n + 1`
/// stages, each a handling time over the number of assistants. Others allow for what differs from it:
///
/// 1. Talks that are all alike, or very unlike: the variance of each stage is that of the team's recent talks.
/// 2. More urgent callers who are still to come, and are answered first: while one stage lasts, so many of them
///    come, and each brings a stage of its own. A stage with all that it brings is the busy period of a queue whose
///    load is the overtakers'; its mean and variance are known.
/// 3. Neither gives an Erlang distribution any more: what is taken is the gamma distribution of that mean and
/// variance, which is Erlang's where nothing differs, and its quantiles by Wilson and Hilferty (within 2 % here).
///
/// It does not know that callers lose patience, nor that another team may help: both make a wait shorter.
public record WaitEstimate(Duration atLeast, Duration median, Duration atMost) {

    /// The quantile of 80 % of the normal distribution.
    private static final double Z_80 = 0.841621;

    /// More urgent callers who take up more than this leave nothing to forecast from.
    private static final double MAX_OVERTAKING_LOAD = 0.9;

    private static final double MIN_SQUARED_CV = 0.1;

    public WaitEstimate {
        if (atLeast.isNegative() || atLeast.compareTo(median) > 0 || median.compareTo(atMost) > 0) {
            throw new IllegalArgumentException(
                    "forecast: " + atLeast + ", " + median + ", " + atMost + " (expected: from 0 s, rising)");
        }
    }

    /// The forecast, which is none where nobody serves.
    public static Optional<WaitEstimate> of(WaitEstimateInput input) {
        if (input.assistants() == 0) {
            return Optional.empty();
        }
        double stage = input.handlingTime().mean().toMillis() / 1e3 / input.assistants();
        double overtakingLoad = Math.min(input.overtakingPerSecond() * stage, MAX_OVERTAKING_LOAD);
        double stages = input.callsAhead() + 1;
        double mean = stages * stage / (1 - overtakingLoad);
        double squaredCv = Math.max(input.handlingTime().squaredCv(), MIN_SQUARED_CV);
        double shape = stages * (1 - overtakingLoad) / (squaredCv + overtakingLoad);
        return Optional.of(
                new WaitEstimate(quantile(mean, shape, -Z_80), quantile(mean, shape, 0), quantile(mean, shape, Z_80)));
    }

    private static Duration quantile(double mean, double shape, double z) {
        double root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
        return Duration.ofMillis((long) (1e3 * mean * Math.pow(Math.max(root, 0), 3)));
    }

    /// The same wait, which ends after `longest` at the latest.
    WaitEstimate cappedAt(Duration maxWait) {
        return new WaitEstimate(shorter(atLeast, maxWait), shorter(median, maxWait), shorter(atMost, maxWait));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
