package org.permanence.waittime;

/// The queue ahead of one caller, in figures.
///
/// @param callsAhead the calls that are answered first; a fraction stands for a call that is only probable
/// @param overtakingPerSecond the calls per second still to come that are answered first
/// @param assistants the assistants who may answer the caller and are signed in and not on a pause
/// @param handlingTime how long these assistants take for a call
public record WaitEstimateInput(
        double callsAhead, double overtakingPerSecond, int assistants, HandlingTime handlingTime) {

    public WaitEstimateInput {
        if (callsAhead < 0 || overtakingPerSecond < 0 || assistants < 0) {
            throw new IllegalArgumentException("wait estimate input: " + callsAhead + " ahead, " + overtakingPerSecond
                    + " overtaking per second, " + assistants + " assistants (expected: 0 or more)");
        }
    }
}
