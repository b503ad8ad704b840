package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.PrivateFiles;
import org.permanence.seal.FileDigest;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sealed files in a remote store. A recording is made, and repaired, in a local spool directory, so an outage of
/// the store delays no call. [#upload] copies a complete file to the store, reads it back, and only then removes it
/// from the spool.
///
/// A deletion is first marked in the spool. From then on the file cannot be opened. The mark survives crashes and
/// outages of the store until the file is deleted there.
public final class RemoteRecordingStorage implements RecordingStorage {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteRecordingStorage.class);

    /// Keeps a verifier of the directory from reading a marker as a recording.
    private static final String MARKER_PREFIX = "delete-";

    private final LocalRecordingStorage spool;
    private final Path markers;
    private final ObjectStore store;
    private volatile @Nullable RecordingId uploading;

    /// Opens the storage with its spool directory.
    ///
    /// @param folder the spool directory, created if it does not exist
    public RemoteRecordingStorage(Path folder, ObjectStore store) {
        this.spool = new LocalRecordingStorage(folder);
        this.markers = folder.resolve("pending-deletion");
        this.store = store;
    }

    @Override
    public SealedOutput create(RecordingId recording) throws IOException {
        return spool.create(recording);
    }

    @Override
    public SeekableByteChannel openLocal(RecordingId recording) throws IOException {
        if (isMarkedForRemoval(recording)) {
            throw new NoSuchFileException(recording.value());
        }
        return spool.open(recording);
    }

    @Override
    public SeekableByteChannel open(RecordingId recording) throws IOException {
        try {
            return openLocal(recording);
        } catch (NoSuchFileException notLocal) {
            if (isMarkedForRemoval(recording)) {
                throw notLocal;
            }
            return new RemoteFileChannel(store, recording); // Files leave the spool only after the upload.
        }
    }

    @Override
    public SealedOutput createRepair(RecordingId recording) throws IOException {
        return spool.createRepair(recording);
    }

    @Override
    public void commitRepair(RecordingId recording) throws IOException {
        spool.commitRepair(recording);
    }

    @Override
    public List<RecordingId> pendingRepairs() throws IOException {
        return spool.pendingRepairs();
    }

    @Override
    public void removeRepair(RecordingId recording) throws IOException {
        spool.removeRepair(recording);
    }

    @Override
    public void scheduleRemoval(RecordingId recording) throws IOException {
        markForRemoval(recording);
        spool.remove(recording);
    }

    @Override
    public void remove(RecordingId recording) throws IOException {
        scheduleRemoval(recording);
        if (recording.equals(uploading)) {
            throw new IOException("store: upload in progress (expected: none; the next run deletes it)");
        }
        removeEverywhere(recording);
    }

    /// Handles deletions first. A file that the store refuses does not block the others. After three failures the
    /// run ends: the store may be down, and each attempt waits for a timeout.
    @Override
    public void upload(Function<RecordingId, Optional<Sealed>> expected) throws IOException {
        var pass = new UploadPass();
        for (RecordingId recording : markedForRemoval()) {
            pass.attempt(() -> removeEverywhere(recording));
        }
        for (RecordingId recording : spool.recordings()) {
            Optional<Sealed> sealed = expected.apply(recording);
            // For an instant after its row is saved, a repaired file is not yet in place.
            if (sealed.isPresent() && !spool.hasRepair(recording)) {
                pass.attempt(() -> uploadUnlessMarked(recording, sealed.get()));
            }
        }
        pass.throwFirstFailure();
    }

    private interface Step {
        void run() throws IOException;
    }

    private static final class UploadPass {

        private static final int MAX_FAILURES = 3;

        private int failures;
        private @Nullable IOException firstFailure;

        private void attempt(Step step) {
            if (failures == MAX_FAILURES) {
                return;
            }
            try {
                step.run();
            } catch (IOException failure) {
                failures++;
                firstFailure = firstFailure == null ? failure : firstFailure;
            }
        }

        private void throwFirstFailure() throws IOException {
            if (firstFailure != null) {
                throw firstFailure;
            }
        }
    }

    private void uploadUnlessMarked(RecordingId recording, Sealed sealed) throws IOException {
        uploading = recording; // Before the marker is checked: remove() sets the marker, then checks this.
        try {
            if (!isMarkedForRemoval(recording) && isLocalFileIntact(recording, sealed)) {
                uploadAndVerify(recording, sealed);
            }
        } finally {
            uploading = null;
        }
    }

    private void uploadAndVerify(RecordingId recording, Sealed sealed) throws IOException {
        if (!isRemoteFileIntact(recording, sealed)) { // An engine may have died after the upload.
            store.put(recording, spool.file(recording));
            if (!isRemoteFileIntact(recording, sealed)) {
                throw new IOException("store: " + recording + " differs after the upload (expected: the same bytes)");
            }
        }
        if (isMarkedForRemoval(recording)) {
            removeEverywhere(recording);
        } else {
            spool.remove(recording);
        }
    }

    /// Whether the local file has the stored digest. A file that differs stays in the spool for a person to
    /// examine.
    private boolean isLocalFileIntact(RecordingId recording, Sealed sealed) throws IOException {
        try (SeekableByteChannel file = spool.open(recording)) {
            if (matches(file, sealed)) {
                return true;
            }
            LOG.atError()
                    .addKeyValue("recording", recording)
                    .addKeyValue("expected", "the file with the stored digest")
                    .log("recording-storage.digest-mismatch");
            return false;
        } catch (NoSuchFileException _) {
            return false; // It has just been deleted.
        }
    }

    /// Reads the file back in full: stores differ in the digests that they report.
    private boolean isRemoteFileIntact(RecordingId recording, Sealed sealed) throws IOException {
        try (var file = new RemoteFileChannel(store, recording)) {
            return matches(file, sealed);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static boolean matches(SeekableByteChannel file, Sealed sealed) throws IOException {
        return file.size() == sealed.bytes() && FileDigest.of(file).equals(sealed.sha256());
    }

    private void removeEverywhere(RecordingId recording) throws IOException {
        spool.remove(recording); // An engine may have died after it set the marker.
        store.remove(recording);
        Files.deleteIfExists(markerOf(recording));
    }

    private Path markerOf(RecordingId recording) {
        return markers.resolve(MARKER_PREFIX + recording.value());
    }

    private boolean isMarkedForRemoval(RecordingId recording) {
        return Files.exists(markerOf(recording));
    }

    private List<RecordingId> markedForRemoval() throws IOException {
        if (!Files.isDirectory(markers)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(markers)) {
            return names.map(name ->
                            new RecordingId(name.getFileName().toString().substring(MARKER_PREFIX.length())))
                    .toList();
        }
    }

    /// The marker is durable when this returns.
    private void markForRemoval(RecordingId recording) throws IOException {
        DurableDirectory.create(markers);
        Path marker = markerOf(recording);
        if (Files.notExists(marker)) {
            PrivateFiles.create(marker).close();
        }
        DurableDirectory.force(markers);
    }
}
