package org.permanence.call;

/// Port to the switch for calls that the engine places.
public interface OutboundDialer {

    /// How an outbound call ended. One of the methods runs, once, on a thread of the switch: it must not block.
    interface OutboundListener {

        /// The person who answered has accepted. A callback arrives now, as a resumed call.
        void accepted();

        /// No answer, a machine answered, or the line could not be rung.
        void unanswered();

        /// The person who answered declined by key 2. Counts as unanswered unless the listener says otherwise.
        default void declined() {
            unanswered();
        }
    }

    /// Starts to ring and returns at once.
    void dial(OutboundCall outbound, OutboundListener listener);

    /// Stops ringing for this call; its listener does not run. Does nothing once the call has been accepted.
    void cancel(CallId call);
}
