package org.permanence.signin;

/// What one guess of a password costs: the parameters of Argon2id (RFC 9106).
///
/// @param memoryKib   memory of one hash
/// @param iterations  passes over the memory
/// @param parallelism lanes; more of them help an attacker with more processors, not this engine
public record HashCost(int memoryKib, int iterations, int parallelism) {

    /// 64 MiB, three passes: about 130 ms. The minimum of OWASP is 19 MiB and two passes.
    public static final HashCost CURRENT = new HashCost(64 * 1024, 3, 1);

    public HashCost {
        if (memoryKib < 8 * parallelism || iterations < 1 || parallelism < 1) {
            throw new IllegalArgumentException("hash: m=" + memoryKib + ",t=" + iterations + ",p=" + parallelism
                    + " (expected: m 8 times p or more, t and p 1 or more)");
        }
    }

    /// Whether a hash of this cost must be made again, because the other cost is what passwords have today.
    boolean isOutdatedBy(HashCost today) {
        return !equals(today);
    }
}
