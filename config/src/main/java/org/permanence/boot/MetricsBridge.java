package org.permanence.boot;

import java.time.Duration;
import org.permanence.adapter.agi.AgiEndReason;
import org.permanence.adapter.agi.AgiMetrics;
import org.permanence.adapter.agi.AgiRefusal;
import org.permanence.adapter.ami.AmiMetrics;
import org.permanence.adapter.ami.DetachCause;
import org.permanence.adapter.audiosocket.AudioSocketMetrics;
import org.permanence.adapter.audiosocket.AudioSocketRefusal;
import org.permanence.breakglass.BreakGlassListener;
import org.permanence.journal.BufferedJournal;
import org.permanence.journal.JournalEntry;
import org.permanence.message.MessageService;
import org.permanence.metrics.CallMetrics;
import org.permanence.metrics.EngineMetrics;
import org.permanence.practice.PracticeId;
import org.permanence.recording.RecordingServices;
import org.permanence.retention.DataKind;
import org.permanence.retention.DataRetention;

/// Counts what the adapters and the engine report.
final class MetricsBridge {

    private MetricsBridge() {}

    static AgiMetrics agi(EngineMetrics metrics) {
        return new AgiMetrics() {
            @Override
            public void onOpened() {
                metrics.agiOpened();
            }

            @Override
            public void onEnded(AgiEndReason endReason) {
                metrics.agiEnded(endReason);
            }

            @Override
            public void onRefused(AgiRefusal refusal) {
                metrics.agiRefused(refusal);
            }
        };
    }

    static RecordsModule.Listeners records(EngineMetrics metrics) {
        return new RecordsModule.Listeners(
                recordings(metrics),
                messages(metrics),
                retention(metrics),
                breakGlass(metrics),
                metrics::auditLogShortened,
                metrics::manyFailedSignIns);
    }

    static RecordingServices.LossListener recordings(EngineMetrics metrics) {
        return new RecordingServices.LossListener() {
            @Override
            public void onRecordingLost() {
                metrics.recordingLost();
            }

            @Override
            public void onFramesLost(long frames) {
                metrics.recordingOverrun(frames);
            }
        };
    }

    static MessageService.MessageListener messages(EngineMetrics metrics) {
        return new MessageService.MessageListener() {
            @Override
            public void onMessageReceived(PracticeId practice) {
                metrics.messageLeft(practice);
            }

            @Override
            public void onMessageOverdue(PracticeId practice) {
                metrics.messageOverdue(practice);
            }
        };
    }

    static DataRetention.RetentionListener retention(EngineMetrics metrics) {
        return new DataRetention.RetentionListener() {
            @Override
            public void onDeleted(DataKind kind, long count) {
                metrics.dataDeleted(kind, count);
            }

            @Override
            public void onFailed(DataKind kind) {
                metrics.retentionFailed(kind);
            }
        };
    }

    private static BreakGlassListener breakGlass(EngineMetrics metrics) {
        return new BreakGlassListener() {
            @Override
            public void onOpened(PracticeId practice) {
                metrics.breakGlassOpened(practice);
            }

            @Override
            public void onNotReviewed(PracticeId practice) {
                metrics.breakGlassNotReviewed(practice);
            }
        };
    }

    static AudioSocketMetrics streams(EngineMetrics metrics) {
        return new AudioSocketMetrics() {
            @Override
            public void onRefused(AudioSocketRefusal refusal) {
                metrics.streamRefused(refusal);
            }

            @Override
            public void onSilenceInserted(long samples) {
                metrics.streamSilent(samples);
            }

            @Override
            public void onSamplesDropped(long samples) {
                metrics.streamDropped(samples);
            }
        };
    }

    static AmiMetrics ami(EngineMetrics metrics) {
        return new AmiMetrics() {
            @Override
            public void onAttached() {
                metrics.amiAttached();
            }

            @Override
            public void onDetached(DetachCause cause) {
                metrics.amiDetached(cause);
            }

            @Override
            public void onCertificateRefused() {
                metrics.amiCertificateRefused();
            }

            @Override
            public void onEventsRead(long events) {
                metrics.amiRead(events);
            }

            @Override
            public void onEventsRejected(long events) {
                metrics.amiRejected(events);
            }

            @Override
            public void onEventDelivered(long ordinal, long lagNanos) {
                metrics.amiLag(Duration.ofNanos(lagNanos));
            }
        };
    }

    static BufferedJournal.JournalMetrics journal(EngineMetrics engineMetrics, CallMetrics callMetrics) {
        return new BufferedJournal.JournalMetrics() {
            @Override
            public void entryWritten(JournalEntry entry) {
                callMetrics.onEntry(entry);
            }

            @Override
            public void entryLost() {
                engineMetrics.journalLost();
            }
        };
    }
}
