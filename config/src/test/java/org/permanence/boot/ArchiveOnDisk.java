package org.permanence.boot;

import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.message.MessageService;
import org.permanence.practice.PracticeId;
import org.permanence.recording.KeepingKit;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.testing.SteppedClock;

/// The archive of a house on the disk, open for one use at a time; nobody watches it.
final class ArchiveOnDisk {

    private static final KeepingKit.Watch NOBODY = new KeepingKit.Watch() {
        @Override
        public void lost() {}

        @Override
        public void behind(long frames) {}
    };

    private static final MessageService.MessageListener NOBODY_EITHER = new MessageService.MessageListener() {
        @Override
        public void onMessageLeft(PracticeId practice) {}

        @Override
        public void onMessageOverdue(PracticeId practice) {}
    };

    private ArchiveOnDisk() {}

    static Optional<Archive> of(InstallationSettings settings, Database database) {
        return Archive.open(settings, database, new Archive.Watch(NOBODY, NOBODY_EITHER), new SteppedClock());
    }

    /// Whether it opens.
    static boolean opens(InstallationOnDisk installation) {
        InstallationSettings settings = installation.settings();
        try (var database = Books.open(settings.database())) {
            var archive = of(settings, database);
            archive.ifPresent(Archive::close);
            return archive.isPresent();
        }
    }

    static void in(InstallationOnDisk installation, Consumer<Archive> use) {
        InstallationSettings settings = installation.settings();
        try (var database = Books.open(settings.database());
                var archive = of(settings, database).orElseThrow()) {
            use.accept(archive);
        }
    }
}
