package org.permanence.waittime;

import java.time.Duration;
import java.util.Optional;

/// How long a caller may still wait. One such caller in five is answered before `atLeast`, one in five after
/// `atMost`, and half of them before `median`.
///
/// While a caller waits, all serving assistants are busy. A caller behind `n` others is answered when `n + 1` calls
/// are over. With exponential handling times this is the wait of an M/M/c queue: an Erlang distribution of `n + 1`
/// stages, each the handling time divided by the number of assistants. Three corrections:
///
/// 1. Handling times are not exponential: each stage has the variance of the team's recent calls.
/// 2. More urgent callers arrive later and are answered first. Each that arrives during a stage adds a stage. A
///    stage with its additions is the busy period of a queue whose load is that of the overtaking callers; its mean
///    and variance are known.
/// 3. The result is no longer an Erlang distribution. It is approximated by the gamma distribution of the same mean
///    and variance, with quantiles by Wilson and Hilferty (within 2 % here).
///
/// Not taken into account: callers who hang up, and help by another team. Both make the wait shorter.
public record WaitEstimate(Duration atLeast, Duration median, Duration atMost) {

    /// The 80 % quantile of the normal distribution.
    private static final double Z_80 = 0.841621;

    /// The load of overtaking callers is capped here: closer to 1, the estimate would grow without limit.
    private static final double MAX_OVERTAKING_LOAD = 0.9;

    private static final double MIN_SQUARED_CV = 0.1;

    public WaitEstimate {
        if (atLeast.isNegative() || atLeast.compareTo(median) > 0 || median.compareTo(atMost) > 0) {
            throw new IllegalArgumentException("wait estimate: " + atLeast + ", " + median + ", " + atMost
                    + " (expected: 0 s or more, in ascending order)");
        }
    }

    /// The estimate; empty if there are no assistants.
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

    /// The same estimate, of at most `maxWait`.
    WaitEstimate cappedAt(Duration maxWait) {
        return new WaitEstimate(shorter(atLeast, maxWait), shorter(median, maxWait), shorter(atMost, maxWait));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
