package org.permanence.queue;

/// What is known of the queue before one caller.
///
/// @param callsAhead the calls that come before it; a part of one is a call that is only probable
/// @param overtakingPerSecond the calls that still come and will be answered first, in a second
/// @param assistants the assistants who may answer it and are there, on a call or not
/// @param handlingTime how fast they are
public record WaitEstimateInput(
        double callsAhead, double overtakingPerSecond, int assistants, HandlingTime handlingTime) {

    public WaitEstimateInput {
        if (callsAhead < 0 || overtakingPerSecond < 0 || assistants < 0) {
            throw new IllegalArgumentException("outlook: " + callsAhead + " before, " + overtakingPerSecond
                    + " overtaking, " + assistants + " serving (expected: 0 or more)");
        }
    }
}
