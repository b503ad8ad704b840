package org.permanence.adapter.ami;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that runs the listener, in the order of the wire.
final class EventDispatcher implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);

    private final EventBuffer buffer;
    private final AmiListener listener;
    private final AmiMetrics metrics;
    private final LongSupplier nanos;

    EventDispatcher(EventBuffer buffer, AmiListener listener, AmiMetrics metrics, LongSupplier nanos) {
        this.buffer = buffer;
        this.listener = listener;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    @Override
    public void run() {
        try {
            EventBuffer.Batch batch = buffer.take(new EventBuffer.Batch());
            while (batch.size > 0) {
                for (int i = 0; i < batch.size; i++) {
                    deliver(batch, i);
                }
                batch.clear();
                batch = buffer.take(batch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The thread is asked to end.
        }
    }

    private void deliver(EventBuffer.Batch batch, int i) {
        try {
            switch (batch.items[i]) {
                case AmiEvent event -> {
                    metrics.onEventDelivered(batch.ordinals[i], nanos.getAsLong() - batch.readAt[i]);
                    listener.onEvent(event);
                }
                case EventItem.ConnectionNotice.Attached(var channels) -> listener.onAttached(channels);
                case EventItem.ConnectionNotice.Detached(var cause) -> listener.onDetached(cause);
                case EventItem.ConnectionNotice.Refused(var message) -> listener.onAccountRefused(message);
            }
        } catch (RuntimeException e) {
            // All calls depend on this thread: one bad event must not end it.
            LOG.atError().addKeyValue("error", e.getClass().getName()).log("ami.listener.failed");
        }
    }
}
