package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.retention.AuditLogRetention;
import org.permanence.retention.DataRetention;
import org.permanence.retention.KindRetention;
import org.permanence.retention.PseudonymKeyRetention;
import org.permanence.retention.RecordingRetention;
import org.permanence.retention.RetentionCalendar;
import org.permanence.retention.RowRetention;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqRetentionStore;

/// Deletes stored data at the end of its retention period. `docs/retention.md` lists the kinds. What exists for
/// minutes or days only, such as callbacks and saved positions, is deleted by its own module.
final class RetentionModule implements EngineModule {

    /// Data expires at midnight. A failed attempt is repeated after an hour.
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final DataRetention retention;

    /// What is deleted, and what each deletion needs.
    record Records(RecordGuards guards, RecordingModule recordings, AssistantDirectory assistants) {}

    RetentionModule(
            InstallationSettings settings,
            Database database,
            Records records,
            DataRetention.RetentionListener listener,
            InstantSource clock) {
        var calendar =
                new RetentionCalendar(settings.retention(), settings.identity().zone(), clock);
        var store = new JooqRetentionStore(database, configured(settings, records.assistants()));
        AuditModule audit = records.guards().audit();
        List<KindRetention> kinds = new ArrayList<>();
        RowRetention.KINDS.forEach(kind -> kinds.add(new RowRetention(kind, store, audit.log(), calendar)));
        kinds.add(new PseudonymKeyRetention(audit.auditedKeys(), store));
        kinds.add(new AuditLogRetention(audit.log(), calendar));
        kinds.add(new RecordingRetention(records.recordings().retention())); // Last: an object store may be slow.
        retention = new DataRetention(kinds, listener);
    }

    private static JooqRetentionStore.Configured configured(
            InstallationSettings settings, AssistantDirectory assistants) {
        return new JooqRetentionStore.Configured(
                settings.practiceFiles().keySet().stream()
                        .map(name -> new PracticeId(name.value()))
                        .collect(Collectors.toSet()),
                () -> assistants.inService().stream().map(Assistant::login).collect(Collectors.toSet()));
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(INTERVAL, "retention", this::run);
    }

    /// Deletes what is expired now.
    void run() {
        retention.run();
    }

    @Override
    public void close() {
        retention.stop();
    }
}
