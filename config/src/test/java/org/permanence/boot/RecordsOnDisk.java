package org.permanence.boot;

import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.message.MessageService;
import org.permanence.practice.PracticeId;
import org.permanence.recording.RecordingServices;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.testing.SteppedClock;

/// The archive of a house on the disk, open for one use at a time; nobody watches it.
final class RecordsOnDisk {

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

    private RecordsOnDisk() {}

    static Optional<RecordsModule> open(InstallationSettings settings, Database database) {
        return RecordsModule.open(
                settings,
                database,
                new RecordsModule.Listeners(NO_RECORDING_LISTENER, NO_MESSAGE_LISTENER),
                new SteppedClock());
    }

    /// Whether it opens.
    static boolean opens(InstallationOnDisk installation) {
        InstallationSettings settings = installation.settings();
        try (var database = Databases.open(settings.database())) {
            var records = open(settings, database);
            records.ifPresent(RecordsModule::close);
            return records.isPresent();
        }
    }

    static void use(InstallationOnDisk installation, Consumer<RecordsModule> action) {
        InstallationSettings settings = installation.settings();
        try (var database = Databases.open(settings.database());
                var records = open(settings, database).orElseThrow()) {
            action.accept(records);
        }
    }
}
