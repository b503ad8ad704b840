package org.permanence.adapter.ami;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports the counts of one connection's decoder to the metrics.
final class AmiCounters {

    private static final Logger LOG = LoggerFactory.getLogger(AmiCounters.class);

    private final AmiDecoder decoder;
    private final AmiMetrics metrics;
    private long reportedEvents;
    private long reportedRejections;

    AmiCounters(AmiDecoder decoder, AmiMetrics metrics) {
        this.decoder = decoder;
        this.metrics = metrics;
    }

    /// Reports what was read since the last report.
    void report() {
        long events = decoder.events() - reportedEvents;
        if (events > 0) {
            reportedEvents += events;
            metrics.onEventsRead(events);
        }
        long rejected = decoder.rejected() - reportedRejections;
        if (rejected > 0) {
            if (reportedRejections == 0) {
                // Once for each connection, so that a caller cannot fill the log.
                LOG.atWarn().log("ami.events.rejected");
            }
            reportedRejections += rejected;
            metrics.onEventsRejected(rejected);
        }
    }
}
