package org.permanence.adapter.ami;

/// Counts what happens on the AMI connection. Runs on the reading and the delivery thread and must not block.
public interface AmiMetrics {

    void onAttached();

    void onDetached(DetachCause cause);

    /// Asterisk's certificate is not trusted, or is for another host, so the account was not sent.
    void onCertificateRefused();

    /// Events read from the wire, wanted or not.
    void onEventsRead(long events);

    /// Wanted events that were rejected, because Asterisk does not write such events.
    void onEventsRejected(long events);

    /// One event was delivered: its place among all events read from this connection, and how long it waited.
    void onEventDelivered(long ordinal, long lagNanos);

    /// Counts nothing.
    AmiMetrics NONE = new AmiMetrics() {
        @Override
        public void onAttached() {}

        @Override
        public void onDetached(DetachCause cause) {}

        @Override
        public void onCertificateRefused() {}

        @Override
        public void onEventsRead(long events) {}

        @Override
        public void onEventsRejected(long events) {}

        @Override
        public void onEventDelivered(long ordinal, long lagNanos) {}
    };
}
