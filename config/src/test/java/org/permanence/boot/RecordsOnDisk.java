package org.permanence.boot;

import java.util.Optional;
import org.permanence.access.AccessRequest;
import org.permanence.audit.AuditLog;
import org.permanence.blocking.BlockedNumbers;
import org.permanence.management.RecordsApi;
import org.permanence.message.MessageService;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingServices;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.testing.SteppedClock;

/// The records of an installation on disk, without an engine.
public final class RecordsOnDisk implements AutoCloseable {

    private static final RecordingServices.LossListener NO_RECORDING_LISTENER = new RecordingServices.LossListener() {
        @Override
        public void onRecordingLost() {}

        @Override
        public void onFramesLost(long frames) {}
    };

    private static final MessageService.MessageListener NO_MESSAGE_LISTENER = new MessageService.MessageListener() {
        @Override
        public void onMessageReceived(PracticeId practice) {}

        @Override
        public void onMessageOverdue(PracticeId practice) {}
    };

    private final Database database;
    private final RecordsModule module;

    private RecordsOnDisk(Database database, RecordsModule module) {
        this.database = database;
        this.module = module;
    }

    /// Opens the records and their database.
    public static RecordsOnDisk open(InstallationSettings settings) {
        return openIfPossible(settings).orElseThrow();
    }

    /// Tries to open the records; returns whether that was possible.
    public static boolean opens(InstallationOnDisk installation) {
        Optional<RecordsOnDisk> records = openIfPossible(installation.settings());
        records.ifPresent(RecordsOnDisk::close);
        return records.isPresent();
    }

    private static Optional<RecordsOnDisk> openIfPossible(InstallationSettings settings) {
        Database database = Databases.open(settings.database());
        Optional<RecordsOnDisk> records = RecordsModule.open(
                        settings,
                        database,
                        new RecordsModule.Listeners(NO_RECORDING_LISTENER, NO_MESSAGE_LISTENER, () -> {}),
                        new SteppedClock())
                .map(module -> new RecordsOnDisk(database, module));
        if (records.isEmpty()) {
            database.close();
        }
        return records;
    }

    public RecordsApi api() {
        return new RecordsApi(
                Optional.of(module.api("FR", (_, _) -> {})), practice -> practice.equals(new PracticeId("les-lilas")));
    }

    public BlockedNumbers blocking() {
        return module.blocking().numbers();
    }

    public RecordingAccess recordingAccess() {
        return module.recordings().access();
    }

    public AuditLog auditLog() {
        return module.audit().log();
    }

    public AccessRequest.Reason sealReason(PersonalText reason) {
        return module.keys().sealReason(reason);
    }

    /// Uploads complete recordings, as the periodic task does.
    public void upload() {
        module.recordings().upload();
    }

    @Override
    public void close() {
        module.close();
        database.close();
    }
}
