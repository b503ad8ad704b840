package org.permanence.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.permanence.audit.AuditLogState;
import org.permanence.practice.PracticeId;

/// The metrics of this engine, and the page that Prometheus scrapes. `MetricNames` has the names.
public final class EngineMetrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger agiSessions = new AtomicInteger();
    private final AtomicInteger amiAttached = new AtomicInteger();
    private final Timer amiLag;
    private final Counter amiCertificateRefused;
    private final Counter amiRead;
    private final Counter amiRejected;
    private final Counter fallback;
    private final Counter refused;
    private final Counter unexpectedChannels;
    private final Counter journalLost;
    private final Counter recordingsLost;
    private final Counter recordingsOverrun;
    private final Counter auditLogShortened;
    private final Counter manyFailedSignIns;
    private final Counter streamsSilent;
    private final Counter streamsDropped;
    private volatile @Nullable JvmMetrics jvm;

    public EngineMetrics() {
        Gauge.builder(MetricNames.AGI_SESSIONS, agiSessions, AtomicInteger::get).register(registry);
        Gauge.builder(MetricNames.AMI_ATTACHED, amiAttached, AtomicInteger::get).register(registry);
        amiLag = Timer.builder(MetricNames.AMI_LAG)
                .publishPercentileHistogram()
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        amiCertificateRefused = counter(MetricNames.AMI_CERTIFICATE_REFUSED);
        amiRead = counter(MetricNames.AMI_READ);
        amiRejected = counter(MetricNames.AMI_REJECTED);
        fallback = counter(MetricNames.FALLBACK);
        refused = counter(MetricNames.REFUSED);
        unexpectedChannels = counter(MetricNames.UNEXPECTED_CHANNELS);
        journalLost = counter(MetricNames.JOURNAL_LOST);
        recordingsLost = counter(MetricNames.RECORDINGS_LOST);
        recordingsOverrun = counter(MetricNames.RECORDINGS_OVERRUN);
        auditLogShortened = counter(MetricNames.AUDIT_LOG_SHORTENED);
        manyFailedSignIns = counter(MetricNames.MANY_FAILED_SIGN_INS);
        streamsSilent = counter(MetricNames.STREAMS_SILENT);
        streamsDropped = counter(MetricNames.STREAMS_DROPPED);
    }

    private Counter counter(String name) {
        return Counter.builder(name).register(registry);
    }

    /// The page in Prometheus text format.
    public String scrape() {
        return registry.scrape();
    }

    /// Registers the metrics of the JVM. Call once, after the engine accepts calls: it takes a third of a second.
    public void registerJvm() {
        jvm = new JvmMetrics(registry);
    }

    public void registerRunningCalls(Supplier<Number> running) {
        Gauge.builder(MetricNames.CALLS_RUNNING, running).register(registry);
    }

    public void registerWaitingCalls(Supplier<Number> waiting) {
        Gauge.builder(MetricNames.CALLS_WAITING, waiting).register(registry);
    }

    public void registerJournalBacklog(Supplier<Number> backlog) {
        Gauge.builder(MetricNames.JOURNAL_BACKLOG, backlog).register(registry);
    }

    /// The audit log lacks entries that a checkpoint kept elsewhere covers.
    public void auditLogShortened() {
        auditLogShortened.increment();
    }

    /// A login has failed a hundred times in a row.
    public void manyFailedSignIns() {
        manyFailedSignIns.increment();
    }

    public void registerDatabase(BooleanSupplier available) {
        registerFlag(MetricNames.DATABASE_AVAILABLE, available);
    }

    public void registerRecords(BooleanSupplier available) {
        registerFlag(MetricNames.RECORDS_AVAILABLE, available);
    }

    public void registerUnprotected(Supplier<Number> peers) {
        Gauge.builder(MetricNames.SIP_UNPROTECTED, peers).register(registry);
    }

    private void registerFlag(String name, BooleanSupplier flag) {
        Gauge.builder(name, () -> flag.getAsBoolean() ? 1 : 0).register(registry);
    }

    public void registerAudit(Supplier<AuditLogState> state) {
        Gauge.builder(MetricNames.AUDIT_REPLICAS, () -> state.get().replicas()).register(registry);
        Gauge.builder(MetricNames.AUDIT_REPLICAS_UP, () -> state.get().replicasUp())
                .register(registry);
        Gauge.builder(
                        MetricNames.AUDIT_WAITING,
                        () -> state.get().entries() - state.get().durable())
                .register(registry);
        Gauge.builder(MetricNames.AUDIT_PENDING_NOTES, () -> state.get().pendingNotes())
                .register(registry);
        registerCounter(MetricNames.AUDIT_FAILURES, () -> state.get().failures());
        registerCounter(MetricNames.AUDIT_LOST_NOTES, () -> state.get().lostNotes());
    }

    private void registerCounter(String name, LongSupplier count) {
        FunctionCounter.builder(name, count, LongSupplier::getAsLong).register(registry);
    }

    /// A channel belonged to no call and was hung up.
    public void unexpectedChannel() {
        unexpectedChannels.increment();
    }

    public void recordingLost() {
        recordingsLost.increment();
    }

    /// Adds audio that became silence in a recording.
    ///
    /// @param frames at 8000 a second
    public void recordingOverrun(long frames) {
        recordingsOverrun.increment(frames / 8_000.0);
    }

    public void quotedWait(PracticeId practice, Enum<?> outcome) {
        registry.counter(
                        MetricNames.QUOTED_WAITS,
                        List.of(MetricTag.PRACTICE.of(practice.value()), MetricTag.OUTCOME.of(outcome)))
                .increment();
    }

    public void messageLeft(PracticeId practice) {
        registry.counter(MetricNames.MESSAGES_LEFT, List.of(MetricTag.PRACTICE.of(practice.value())))
                .increment();
    }

    public void messageOverdue(PracticeId practice) {
        registry.counter(MetricNames.MESSAGES_UNREAD, List.of(MetricTag.PRACTICE.of(practice.value())))
                .increment();
    }

    public void messageNotAccepted(PracticeId practice) {
        registry.counter(MetricNames.MESSAGES_NOT_ACCEPTED, List.of(MetricTag.PRACTICE.of(practice.value())))
                .increment();
    }

    public void breakGlassOpened(PracticeId practice) {
        registry.counter(MetricNames.BREAK_GLASS_OPENED, List.of(MetricTag.PRACTICE.of(practice.value())))
                .increment();
    }

    public void breakGlassNotReviewed(PracticeId practice) {
        registry.counter(MetricNames.BREAK_GLASS_NOT_REVIEWED, List.of(MetricTag.PRACTICE.of(practice.value())))
                .increment();
    }

    /// Counts stored data that was deleted at the end of its retention period.
    public void dataDeleted(Enum<?> kind, long count) {
        registry.counter(MetricNames.RETENTION_DELETED, List.of(MetricTag.KIND.of(kind)))
                .increment((double) count);
    }

    public void retentionFailed(Enum<?> kind) {
        registry.counter(MetricNames.RETENTION_FAILURES, List.of(MetricTag.KIND.of(kind)))
                .increment();
    }

    public void streamRefused(Enum<?> reason) {
        registry.counter(MetricNames.STREAMS_REFUSED, List.of(MetricTag.REASON.of(reason)))
                .increment();
    }

    /// Adds audio of one party that did not arrive in time.
    ///
    /// @param samples at 8000 a second
    public void streamSilent(long samples) {
        streamsSilent.increment(samples / 8_000.0);
    }

    /// Adds audio of one party that arrived too late.
    ///
    /// @param samples at 8000 a second
    public void streamDropped(long samples) {
        streamsDropped.increment(samples / 8_000.0);
    }

    public void agiOpened() {
        agiSessions.incrementAndGet();
    }

    public void agiEnded(Enum<?> reason) {
        agiSessions.decrementAndGet();
        registry.counter(MetricNames.AGI_ENDED, List.of(MetricTag.REASON.of(reason)))
                .increment();
    }

    public void agiRefused(Enum<?> reason) {
        registry.counter(MetricNames.AGI_REFUSED, List.of(MetricTag.REASON.of(reason)))
                .increment();
    }

    public void amiAttached() {
        amiAttached.set(1);
    }

    public void amiDetached(Enum<?> cause) {
        amiAttached.set(0);
        registry.counter(MetricNames.AMI_DETACHED, List.of(MetricTag.REASON.of(cause)))
                .increment();
    }

    public void amiCertificateRefused() {
        amiCertificateRefused.increment();
    }

    public void amiRead(long events) {
        amiRead.increment((double) events);
    }

    public void amiRejected(long events) {
        amiRejected.increment((double) events);
    }

    public void amiLag(Duration lag) {
        amiLag.record(lag);
    }

    public void fallback() {
        fallback.increment();
    }

    public void callerRefused() {
        refused.increment();
    }

    public void journalLost() {
        journalLost.increment();
    }

    MeterRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        JvmMetrics registered = jvm;
        if (registered != null) {
            registered.close();
        }
        registry.close();
    }
}
