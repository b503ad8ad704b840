package org.permanence.routing;

/// Waits in a call centre by queueing theory, with Poisson arrivals and exponential talk times. Waits are in units
/// of the mean talk time.
final class QueueingTheory {

    private static final double NEGLIGIBLE = 1e-15;

    private QueueingTheory() {}

    /// Erlang C: the probability that a caller must wait, if no caller hangs up.
    static double erlangC(int assistants, double load) {
        double blocking = 1; // Erlang B by its recursion, which stays exact for any number of assistants.
        for (int each = 1; each <= assistants; each++) {
            blocking = load * blocking / (each + load * blocking);
        }
        double occupancy = load / assistants;
        return blocking / (1 - occupancy * (1 - blocking));
    }

    /// The mean wait of all callers if no caller hangs up, in any order that does not depend on the talk times.
    static double meanWait(int assistants, double load) {
        return erlangC(assistants, load) / (assistants - load);
    }

    /// The mean wait of the first of two priority classes, without preemption (Kella and Yechiali, 1985).
    static double meanWaitOfFirst(int assistants, double first, double second) {
        return erlangC(assistants, first + second) / (assistants - first);
    }

    /// The mean wait of the second of two priority classes.
    static double meanWaitOfSecond(int assistants, double first, double second) {
        double occupancy = (first + second) / assistants;
        return meanWaitOfFirst(assistants, first, second) / (1 - occupancy);
    }

    /// Erlang A (Palm): the mean time in the queue of all callers, including those who hang up. The number of calls
    /// is a birth-death process; its sum ends when the terms are negligible.
    ///
    /// @param patience the mean patience, in units of the mean talk time
    static double meanWaitWithPatience(int assistants, double load, double patience) {
        double weight = 1;
        double all = 1;
        double queued = 0;
        for (int calls = 1; calls <= assistants || weight > NEGLIGIBLE * all; calls++) {
            int waiting = Math.max(0, calls - assistants);
            weight *= load / (Math.min(calls, assistants) + waiting / patience);
            all += weight;
            queued += waiting * weight;
        }
        return queued / all / load; // Little's law.
    }
}
