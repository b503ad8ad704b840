package org.permanence.adapter.ami;

/// What can be counted on the event connection; the wiring connects it to the metrics. Called on the connection's
/// and the
/// delivery's thread: it must not block.
public interface AmiMetrics {

    void onAttached();

    void onDetached(DetachCause cause);

    /// Events read from the wire, wanted or not.
    void onEventsRead(long events);

    /// Events that were wanted but not as Asterisk writes them, so they were not believed.
    void onEventsRejected(long events);

    /// One event was delivered: its place among all events read from this connection, and how long it waited.
    void onEventDelivered(long ordinal, long lagNanos);

    /// For a client nobody measures.
    AmiMetrics NONE = new AmiMetrics() {
        @Override
        public void onAttached() {}

        @Override
        public void onDetached(DetachCause cause) {}

        @Override
        public void onEventsRead(long events) {}

        @Override
        public void onEventsRejected(long events) {}

        @Override
        public void onEventDelivered(long ordinal, long lagNanos) {}
    };
}
