package org.permanence.adapter.ami;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The production client for a load generator. It logs in on this machine at a given port, counts between the
/// events `UserEvent: BenchWarm` and `UserEvent: BenchDone`, and prints one line of JSON with two rates:
/// `deliveredEventsPerSecond` for the events that the listener got, `wireEventsPerSecond` for all events on the
/// wire in that time.
public final class AmiBenchClient {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final LongSupplier nanos;
    private final RandomGenerator random;

    public AmiBenchClient(LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.random = random;
    }

    /// Returns the exit code: 0 if both events were seen on one connection.
    public int run(int port, PrintStream out) {
        // A load generator only answers the login and streams. The large buffer keeps the client attached.
        var defaults = AmiTimeouts.DEFAULTS;
        var timeouts = new AmiTimeouts(
                defaults.response(),
                defaults.pingInterval(),
                defaults.firstRetryDelay(),
                defaults.maxRetryDelay(),
                4_000_000,
                AmiTimeouts.InitialSync.EVENTS_ONLY);
        var settings = new AmiClientSettings(
                "127.0.0.1", port, "bench", "bench"::toCharArray, new AmiTransport.Plain(), Optional.empty(), timeouts);
        var counter = new EventCounter(nanos);
        try (var client = new AmiClient(settings, counter, counter, nanos, random)) {
            client.start();
            out.println(counter.result.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The benchmark was interrupted: there is nothing to print.
            return 1;
        } catch (ExecutionException | TimeoutException e) {
            out.println("{\"bench\":\"ami\",\"fault\":\"" + e.getClass().getSimpleName() + "\"}");
            return 1;
        }
    }

    /// Listener and metrics in one. Both run on the delivery thread, the metrics just before the listener.
    private static final class EventCounter implements AmiListener, AmiMetrics {

        private final LongSupplier nanos;
        private final CompletableFuture<String> result = new CompletableFuture<>();
        private boolean measuring;
        private long ordinal;
        private long delivered;
        private long longestLag;
        private long firstOrdinal;
        private long start;

        EventCounter(LongSupplier nanos) {
            this.nanos = nanos;
        }

        @Override
        public void onEventDelivered(long place, long lagNanos) {
            ordinal = place;
            longestLag = Math.max(longestLag, lagNanos);
        }

        @Override
        public void onEvent(AmiEvent event) {
            delivered++;
            if (event instanceof AmiEvent.UserEvent(String name, String _)) {
                if (name.equals("BenchWarm")) {
                    begin();
                } else if (name.equals("BenchDone") && measuring) {
                    result.complete(resultLine(nanos.getAsLong() - start));
                }
            }
        }

        @Override
        public void onDetached(DetachCause cause) {
            result.completeExceptionally(
                    new AmiException(AmiException.Reason.LOST, "bench: connection lost (expected: BenchDone)"));
        }

        @Override
        public void onAccountRefused(String message) {
            result.completeExceptionally(new AmiException(AmiException.Reason.NOT_PERMITTED, message));
        }

        private void begin() {
            measuring = true;
            delivered = 0;
            longestLag = 0;
            firstOrdinal = ordinal;
            start = nanos.getAsLong();
        }

        private String resultLine(long elapsedNanos) {
            long wire = ordinal - firstOrdinal;
            double seconds = elapsedNanos / 1e9;
            return String.format(
                    Locale.ROOT,
                    "{\"bench\":\"ami\",\"seconds\":%.3f,\"wireEvents\":%d,\"wireEventsPerSecond\":%.0f,"
                            + "\"deliveredEvents\":%d,\"deliveredEventsPerSecond\":%.0f,\"longestLagMillis\":%.1f}",
                    seconds,
                    wire,
                    wire / seconds,
                    delivered,
                    delivered / seconds,
                    longestLag / 1e6);
        }

        @Override
        public void onAttached(List<ChannelStatus> channels) {
            // The attachment is not counted: the count begins at BenchWarm.
        }

        @Override
        public void onAttached() {
            // Nothing to count.
        }

        @Override
        public void onCertificateRefused() {}

        @Override
        public void onEventsRead(long events) {
            // Counted by their ordinals.
        }

        @Override
        public void onEventsRejected(long events) {
            // Not measured.
        }
    }
}
