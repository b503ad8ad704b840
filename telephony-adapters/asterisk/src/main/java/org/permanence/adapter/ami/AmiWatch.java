package org.permanence.adapter.ami;

/// What can be counted on the event connection; the wiring connects it to the metrics. Called on the connection's and
/// the
/// delivery's thread: it must not block.
public interface AmiWatch {

    void attached();

    void detached(DetachCause cause);

    /// Events read from the wire, wanted or not.
    void read(long events);

    /// Events that were wanted but not as Asterisk writes them, so they were not believed.
    void disbelieved(long events);

    /// One event was delivered: its place among all events read from this connection, and how long it waited.
    void delivered(long ordinal, long lagNanos);

    /// For a client nobody measures.
    AmiWatch NONE = new AmiWatch() {
        @Override
        public void attached() {}

        @Override
        public void detached(DetachCause cause) {}

        @Override
        public void read(long events) {}

        @Override
        public void disbelieved(long events) {}

        @Override
        public void delivered(long ordinal, long lagNanos) {}
    };
}
