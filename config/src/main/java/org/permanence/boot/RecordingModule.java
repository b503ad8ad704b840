package org.permanence.boot;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.permanence.recording.ActiveRecordings;
import org.permanence.recording.Erasure;
import org.permanence.recording.LocalRecordingStorage;
import org.permanence.recording.ObjectStore;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingRecovery;
import org.permanence.recording.RecordingServices;
import org.permanence.recording.RecordingStorage;
import org.permanence.recording.RemoteRecordingStorage;
import org.permanence.recording.Retention;
import org.permanence.s3.S3ObjectStore;
import org.permanence.seal.Sealer;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqRecordingStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes, stores, plays and erases recordings.
final class RecordingModule implements EngineModule {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingModule.class);

    /// The longest part of a conversation that a power cut may lose. An engine that crashes loses nothing it has
    /// written.
    private static final Duration SYNC_INTERVAL = Duration.ofSeconds(5);

    private static final Duration RECOVERY_INTERVAL = Duration.ofMinutes(1);
    private static final Duration UPLOAD_INTERVAL = Duration.ofMinutes(1);

    private final JooqRecordingStore store;
    private final Optional<ObjectStore> objectStore;
    private final RecordingStorage storage;
    private final ActiveRecordings active;
    private final RecordingAccess access;
    private final Erasure erasure;
    private final RecordingRecovery recovery;
    private final Retention retention;

    /// @param losses notified when a recording or a part of one is lost
    RecordingModule(
            InstallationSettings settings,
            Database database,
            RecordGuards guards,
            RecordingServices.LossListener losses,
            InstantSource clock) {
        var archive = settings.archive();
        KeyModule keys = guards.keys();
        store = new JooqRecordingStore(database);
        // Not a method reference: that would load the S3 library even without an object store.
        objectStore = archive.objectStore().map(storeSettings -> new S3ObjectStore(storeSettings));
        storage = objectStore
                .<RecordingStorage>map(remote -> new RemoteRecordingStorage(archive.recordings(), remote))
                .orElseGet(() -> new LocalRecordingStorage(archive.recordings()));
        var services = new RecordingServices(
                new Sealer(keys.keys()),
                keys.pseudonyms(),
                storage,
                store,
                guards.audit().log(),
                losses,
                new ReentrantLock());
        active = new ActiveRecordings(services, keys.policies(), new SecureRandom(), clock);
        access = new RecordingAccess(
                store, storage, keys.release(), guards.audit().log());
        erasure = new Erasure(services, keys.keys(), clock);
        recovery = new RecordingRecovery(services, keys.release(), keys.policies(), clock);
        retention =
                new Retention(services, keys.keys(), clock, settings.identity().zone());
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(SYNC_INTERVAL, "recording-sync", active::sync);
        tasks.schedule(RECOVERY_INTERVAL, "recording-recovery", this::recoverInterrupted);
        tasks.schedule(UPLOAD_INTERVAL, "recording-upload", this::upload);
    }

    ActiveRecordings active() {
        return active;
    }

    RecordingAccess access() {
        return access;
    }

    Erasure erasure() {
        return erasure;
    }

    Retention retention() {
        return retention;
    }

    JooqRecordingStore store() {
        return store;
    }

    /// Completes recordings that were cut off or could not be saved.
    void recoverInterrupted() {
        recovery.recoverInterrupted(active::isActive);
    }

    /// Uploads complete recordings to the object store, if there is one. May wait for it.
    void upload() {
        try {
            storage.upload(store::sealedFile);
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("recording-storage.upload-failed");
        }
    }

    /// Seals the recordings in progress. The database and the audit log must still be open.
    @Override
    public void close() {
        active.close();
        objectStore.ifPresent(ObjectStore::close);
    }
}
