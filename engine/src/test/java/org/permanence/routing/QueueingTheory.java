package org.permanence.routing;

/// What queueing theory says of waits in a call centre: calls at random (Poisson), exponential talks. Waits are in
/// mean talks.
final class QueueingTheory {

    private static final double NEGLIGIBLE = 1e-15;

    private QueueingTheory() {}

    /// Erlang C: the probability that a caller must wait, where nobody leaves.
    static double erlangC(int assistants, double load) {
        double blocking = 1; // Erlang B by its recursion, which stays exact for any number of assistants.
        for (int each = 1; each <= assistants; each++) {
            blocking = load * blocking / (each + load * blocking);
        }
        double occupancy = load / assistants;
        return blocking / (1 - occupancy * (1 - blocking));
    }

    /// The mean wait of all callers where nobody leaves, in the order of arrival or any other that knows nothing of
    /// how long a talk will last.
    static double meanWait(int assistants, double load) {
        return erlangC(assistants, load) / (assistants - load);
    }

    /// The mean wait of the first of two classes, where no talk is broken off (Kella and Yechiali, 1985).
    static double meanWaitOfFirst(int assistants, double first, double second) {
        return erlangC(assistants, first + second) / (assistants - first);
    }

    /// The mean wait of the second of two classes.
    static double meanWaitOfSecond(int assistants, double first, double second) {
        double occupancy = (first + second) / assistants;
        return meanWaitOfFirst(assistants, first, second) / (1 - occupancy);
    }

    /// Erlang A (Palm): the mean time in the queue of all callers, those who leave it included. The states of the
    /// centre are a chain of births and deaths; its sum ends where it no longer matters.
    ///
    /// @param patience the mean patience, in mean talks
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
