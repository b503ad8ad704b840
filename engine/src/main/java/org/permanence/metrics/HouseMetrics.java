package org.permanence.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.permanence.practice.PracticeId;

/// What the house counts, and the page Prometheus reads. The words of its methods are the house's; the names of the
/// metrics are in [Names].
public final class HouseMetrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger agiSessions = new AtomicInteger();
    private final AtomicInteger amiAttached = new AtomicInteger();
    private final Timer amiLag;
    private final Counter amiRead;
    private final Counter amiDisbelieved;
    private final Counter fallback;
    private final Counter journalLost;
    private final Counter recordingsLost;
    private final Counter recordingsBehind;
    private final Counter streamsSilent;
    private final Counter streamsDropped;
    private volatile @Nullable MachineMetrics machine;

    public HouseMetrics() {
        Gauge.builder(Names.AGI_SESSIONS, agiSessions, AtomicInteger::get).register(registry);
        Gauge.builder(Names.AMI_ATTACHED, amiAttached, AtomicInteger::get).register(registry);
        amiLag = Timer.builder(Names.AMI_LAG)
                .publishPercentileHistogram()
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        amiRead = registry.counter(Names.AMI_READ);
        amiDisbelieved = registry.counter(Names.AMI_DISBELIEVED);
        fallback = registry.counter(Names.FALLBACK);
        journalLost = registry.counter(Names.JOURNAL_LOST);
        recordingsLost = registry.counter(Names.RECORDINGS_LOST);
        recordingsBehind = registry.counter(Names.RECORDINGS_BEHIND);
        streamsSilent = registry.counter(Names.STREAMS_SILENT);
        streamsDropped = registry.counter(Names.STREAMS_DROPPED);
    }

    /// The page, in Prometheus' text format.
    public String scrape() {
        return registry.scrape();
    }

    /// Counts the virtual machine, too. Apart from the rest and once, after the doors are open: it takes a third
    /// of a second, and no caller should wait for it.
    public void watchMachine() {
        machine = new MachineMetrics(registry);
    }

    public void watchRunning(Supplier<Number> running) {
        Gauge.builder(Names.RUNNING, running).register(registry);
    }

    public void watchWaiting(Supplier<Number> waiting) {
        Gauge.builder(Names.WAITING, waiting).register(registry);
    }

    public void watchJournalBacklog(Supplier<Number> backlog) {
        Gauge.builder(Names.JOURNAL_BACKLOG, backlog).register(registry);
    }

    public void recordingLost() {
        recordingsLost.increment();
    }

    /// Counts sound that is silence in a recording.
    ///
    /// @param frames 8000 are a second
    public void recordingBehind(long frames) {
        recordingsBehind.increment(frames / 8_000.0);
    }

    public void forecast(PracticeId practice, Enum<?> truth) {
        registry.counter(Names.FORECASTS, Names.PRACTICE, practice.value(), Names.OUTCOME, word(truth))
                .increment();
    }

    public void messageLeft(PracticeId practice) {
        registry.counter(Names.MESSAGES_LEFT, Names.PRACTICE, practice.value()).increment();
    }

    public void messageUnread(PracticeId practice) {
        registry.counter(Names.MESSAGES_UNREAD, Names.PRACTICE, practice.value())
                .increment();
    }

    public void messageUnaccepted(PracticeId practice) {
        registry.counter(Names.MESSAGES_UNACCEPTED, Names.PRACTICE, practice.value())
                .increment();
    }

    public void streamRefused(Enum<?> reason) {
        registry.counter(Names.STREAMS_REFUSED, Names.REASON, word(reason)).increment();
    }

    /// Counts sound of one side that did not come in its time.
    ///
    /// @param samples 8000 are a second
    public void streamSilent(long samples) {
        streamsSilent.increment(samples / 8_000.0);
    }

    /// Counts sound of one side that came when its time was over.
    ///
    /// @param samples 8000 are a second
    public void streamDropped(long samples) {
        streamsDropped.increment(samples / 8_000.0);
    }

    public void agiOpened() {
        agiSessions.incrementAndGet();
    }

    public void agiEnded(Enum<?> ending) {
        agiSessions.decrementAndGet();
        registry.counter(Names.AGI_ENDED, Names.ENDING, word(ending)).increment();
    }

    public void agiRefused(Enum<?> reason) {
        registry.counter(Names.AGI_REFUSED, Names.REASON, word(reason)).increment();
    }

    public void amiAttached() {
        amiAttached.set(1);
    }

    public void amiDetached(Enum<?> cause) {
        amiAttached.set(0);
        registry.counter(Names.AMI_DETACHED, Names.CAUSE, word(cause)).increment();
    }

    public void amiRead(long events) {
        amiRead.increment((double) events);
    }

    public void amiDisbelieved(long events) {
        amiDisbelieved.increment((double) events);
    }

    public void amiLag(Duration lag) {
        amiLag.record(lag);
    }

    public void fallback() {
        fallback.increment();
    }

    public void journalLost() {
        journalLost.increment();
    }

    MeterRegistry registry() {
        return registry;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void close() {
        MachineMetrics watched = machine;
        if (watched != null) {
            watched.close();
        }
        registry.close();
    }
}
