package org.permanence.boot;

import java.time.Duration;
import org.permanence.adapter.agi.AgiEnding;
import org.permanence.adapter.agi.AgiRefusal;
import org.permanence.adapter.agi.AgiWatch;
import org.permanence.adapter.ami.AmiWatch;
import org.permanence.adapter.ami.DetachCause;
import org.permanence.adapter.audiosocket.AudioSocketRefusal;
import org.permanence.adapter.audiosocket.AudioSocketWatch;
import org.permanence.journal.BufferedJournal;
import org.permanence.journal.JournalEntry;
import org.permanence.message.MessageService;
import org.permanence.metrics.CallMetrics;
import org.permanence.metrics.EngineMetrics;
import org.permanence.practice.PracticeId;
import org.permanence.recording.KeepingKit;

/// Connects those who see something happen with those who count it.
final class Watches {

    private Watches() {}

    static AgiWatch agi(EngineMetrics metrics) {
        return new AgiWatch() {
            @Override
            public void opened() {
                metrics.agiOpened();
            }

            @Override
            public void ended(AgiEnding ending) {
                metrics.agiEnded(ending);
            }

            @Override
            public void refused(AgiRefusal refusal) {
                metrics.agiRefused(refusal);
            }
        };
    }

    static KeepingKit.Watch recordings(EngineMetrics metrics) {
        return new KeepingKit.Watch() {
            @Override
            public void lost() {
                metrics.recordingLost();
            }

            @Override
            public void behind(long frames) {
                metrics.recordingOverrun(frames);
            }
        };
    }

    static MessageService.MessageListener messages(EngineMetrics metrics) {
        return new MessageService.MessageListener() {
            @Override
            public void onMessageLeft(PracticeId practice) {
                metrics.messageLeft(practice);
            }

            @Override
            public void onMessageOverdue(PracticeId practice) {
                metrics.messageOverdue(practice);
            }
        };
    }

    static AudioSocketWatch streams(EngineMetrics metrics) {
        return new AudioSocketWatch() {
            @Override
            public void refused(AudioSocketRefusal refusal) {
                metrics.streamRefused(refusal);
            }

            @Override
            public void silent(long samples) {
                metrics.streamSilent(samples);
            }

            @Override
            public void dropped(long samples) {
                metrics.streamDropped(samples);
            }
        };
    }

    static AmiWatch ami(EngineMetrics metrics) {
        return new AmiWatch() {
            @Override
            public void attached() {
                metrics.amiAttached();
            }

            @Override
            public void detached(DetachCause cause) {
                metrics.amiDetached(cause);
            }

            @Override
            public void read(long events) {
                metrics.amiRead(events);
            }

            @Override
            public void disbelieved(long events) {
                metrics.amiRejected(events);
            }

            @Override
            public void delivered(long ordinal, long lagNanos) {
                metrics.amiLag(Duration.ofNanos(lagNanos));
            }
        };
    }

    static BufferedJournal.JournalMetrics journal(EngineMetrics engineMetrics, CallMetrics calls) {
        return new BufferedJournal.JournalMetrics() {
            @Override
            public void entryWritten(JournalEntry entry) {
                calls.onEntry(entry);
            }

            @Override
            public void entryLost() {
                engineMetrics.journalLost();
            }
        };
    }
}
