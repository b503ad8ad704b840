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

/// The production client before a load generator: logs in on this machine at a given port, counts between the events
/// `UserEvent: BenchWarm` and `UserEvent: BenchDone`, and prints one line of JSON. Two rates:
/// `deliveredEventsPerSecond`
/// is of the events the listener heard, `wireEventsPerSecond` of all events that were on the wire meanwhile.
public final class AmiBench {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final LongSupplier nanos;
    private final RandomGenerator random;

    public AmiBench(LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.random = random;
    }

    /// Returns the exit code: 0 when both events were seen on one connection.
    public int run(int port, PrintStream out) {
        // A load generator answers the login and streams; and it is never too much to wait for.
        var usual = AmiPace.USUAL;
        var pace = new AmiPace(
                usual.answer(),
                usual.ping(),
                usual.firstWait(),
                usual.longestWait(),
                4_000_000,
                AmiPace.Picture.EVENTS_ONLY);
        var settings = new AmiSettings(
                "127.0.0.1", port, "bench", "bench"::toCharArray, new AmiTransport.Plain(), Optional.empty(), pace);
        var count = new Count(nanos);
        try (var client = new AmiClient(settings, count, count, nanos, random)) {
            client.start();
            out.println(count.result.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Somebody ends the bench: there is nothing to print.
            return 1;
        } catch (ExecutionException | TimeoutException e) {
            out.println("{\"bench\":\"ami\",\"fault\":\"" + e.getClass().getSimpleName() + "\"}");
            return 1;
        }
    }

    /// Listener and watch in one: both are called on the delivery thread, the watch just before the listener.
    private static final class Count implements AmiListener, AmiWatch {

        private final LongSupplier nanos;
        private final CompletableFuture<String> result = new CompletableFuture<>();
        private boolean warm;
        private long ordinal;
        private long delivered;
        private long longestLag;
        private long firstOrdinal;
        private long start;

        Count(LongSupplier nanos) {
            this.nanos = nanos;
        }

        @Override
        public void delivered(long place, long lagNanos) {
            ordinal = place;
            longestLag = Math.max(longestLag, lagNanos);
        }

        @Override
        public void event(AmiEvent event) {
            delivered++;
            if (event instanceof AmiEvent.UserEvent(String name, String _)) {
                if (name.equals("BenchWarm")) {
                    begin();
                } else if (name.equals("BenchDone") && warm) {
                    result.complete(line(nanos.getAsLong() - start));
                }
            }
        }

        @Override
        public void detached(DetachCause cause) {
            result.completeExceptionally(
                    new AmiException(AmiException.Reason.LOST, "bench: connection lost (expected: BenchDone)"));
        }

        @Override
        public void refused(String message) {
            result.completeExceptionally(new AmiException(AmiException.Reason.NOT_PERMITTED, message));
        }

        private void begin() {
            warm = true;
            delivered = 0;
            longestLag = 0;
            firstOrdinal = ordinal;
            start = nanos.getAsLong();
        }

        private String line(long took) {
            long wire = ordinal - firstOrdinal;
            double seconds = took / 1e9;
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
        public void attached(List<ChannelStatus> channels) {
            // Said at the login; the count begins at BenchWarm.
        }

        @Override
        public void attached() {
            // The listener is enough.
        }

        @Override
        public void read(long events) {
            // Counted by their place.
        }

        @Override
        public void disbelieved(long events) {
            // A load generator's business.
        }
    }
}
