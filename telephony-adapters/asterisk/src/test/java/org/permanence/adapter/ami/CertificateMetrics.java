package org.permanence.adapter.ami;

import java.util.concurrent.Semaphore;

/// Counts the certificates that the client refused: one permit for each.
public final class CertificateMetrics implements AmiMetrics {

    public final Semaphore refused = new Semaphore(0);

    @Override
    public void onAttached() {}

    @Override
    public void onDetached(DetachCause cause) {}

    @Override
    public void onCertificateRefused() {
        refused.release();
    }

    @Override
    public void onEventsRead(long events) {}

    @Override
    public void onEventsRejected(long events) {}

    @Override
    public void onEventDelivered(long ordinal, long lagNanos) {}
}
