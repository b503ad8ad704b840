package org.permanence.adapter.ami;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which the listener hears everything, in order.
final class Delivery implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Inbox inbox;
    private final AmiListener listener;
    private final AmiWatch watch;
    private final LongSupplier nanos;

    Delivery(Inbox inbox, AmiListener listener, AmiWatch watch, LongSupplier nanos) {
        this.inbox = inbox;
        this.listener = listener;
        this.watch = watch;
        this.nanos = nanos;
    }

    @Override
    public void run() {
        try {
            Inbox.Batch batch = inbox.take(new Inbox.Batch());
            while (batch.size > 0) {
                for (int i = 0; i < batch.size; i++) {
                    deliver(batch, i);
                }
                batch.clear();
                batch = inbox.take(batch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Somebody wants this thread to end: it does.
        }
    }

    private void deliver(Inbox.Batch batch, int i) {
        try {
            switch (batch.items[i]) {
                case AmiEvent event -> {
                    watch.delivered(batch.ordinals[i], nanos.getAsLong() - batch.readAt[i]);
                    listener.event(event);
                }
                case Deliverable.Notice.Attached(var channels) -> listener.attached(channels);
                case Deliverable.Notice.Detached(var cause) -> listener.detached(cause);
                case Deliverable.Notice.Refused(var message) -> listener.refused(message);
            }
        } catch (RuntimeException e) {
            // The end of a thread that all calls depend on: one bad event must not silence the others.
            LOG.atError().addKeyValue("fault", e.getClass().getName()).log("ami.listener.failed");
        }
    }
}
