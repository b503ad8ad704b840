package org.permanence.management;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The page that Prometheus scrapes. Writing it costs up to a tenth of a second of processor time, so the page is
/// kept for a second.
public final class MetricsPage {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Supplier<String> scrape;
    private final InstantSource clock;
    private String text = "";
    private Instant writtenAt = Instant.MIN;

    public MetricsPage(Supplier<String> scrape, InstantSource clock) {
        this.scrape = scrape;
        this.clock = clock;
    }

    /// At most one second old.
    synchronized String text() {
        Instant now = clock.instant();
        if (now.isBefore(writtenAt) || !now.isBefore(writtenAt.plus(KEPT))) {
            text = scrape.get();
            writtenAt = now;
        }
        return text;
    }
}
