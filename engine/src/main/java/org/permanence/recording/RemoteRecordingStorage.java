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
import org.permanence.seal.FileDigest;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sealed files in a far store. A recording is made, and repaired, in a spool on this machine, which is a folder as
/// [LocalRecordingStorage] has it: a store that is away holds up nobody. What the book knows as whole is brought to
/// the store by [#settle], read back, and only then taken from the spool.
///
/// What is to go is written down in the spool first (a mark). From then on nobody opens it, and whatever happens to
/// the store or to this engine, it goes there too.
public final class RemoteRecordingStorage implements RecordingStorage {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteRecordingStorage.class);

    /// Whoever verifies the folder must not take a mark for a recording.
    private static final String MARKER_PREFIX = "going-";

    private final LocalRecordingStorage spool;
    private final Path markers;
    private final ObjectStore store;
    private volatile @Nullable RecordingId uploading;

    /// @param folder of the spool, made where it is not there
    public RemoteRecordingStorage(Path folder, ObjectStore store) {
        this.spool = new LocalRecordingStorage(folder);
        this.markers = folder.resolve("going");
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
            return new RemoteFileChannel(store, recording); // It leaves the spool once it is there.
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
            throw new IOException("store: on its way there (expected: at rest; it goes in the next minute)");
        }
        removeEverywhere(recording);
    }

    /// Begins with what is to go. What the store refuses keeps nothing else from it; where it is away, a few
    /// time-outs are enough.
    @Override
    public void upload(Function<RecordingId, Optional<Sealed>> expected) throws IOException {
        var pass = new UploadPass();
        for (RecordingId recording : markedForRemoval()) {
            pass.attempt(() -> removeEverywhere(recording));
        }
        for (RecordingId recording : spool.recordings()) {
            Optional<Sealed> sealed = expected.apply(recording);
            // A repaired file whose row is written stands beside the cut one for an instant.
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
        uploading = recording; // Before its mark is looked for: whoever marks it looks here afterwards.
        try {
            if (!isMarkedForRemoval(recording) && isLocalFileIntact(recording, sealed)) {
                uploadAndVerify(recording, sealed);
            }
        } finally {
            uploading = null;
        }
    }

    private void uploadAndVerify(RecordingId recording, Sealed sealed) throws IOException {
        if (!isRemoteFileIntact(recording, sealed)) { // An engine may have died before it took the file from the spool.
            store.put(recording, spool.file(recording));
            if (!isRemoteFileIntact(recording, sealed)) {
                throw new IOException("store: " + recording + " not as it was put there (expected: the same bytes)");
            }
        }
        if (isMarkedForRemoval(recording)) {
            removeEverywhere(recording);
        } else {
            spool.remove(recording);
        }
    }

    /// What is not as the book says stays here, for somebody to look at.
    private boolean isLocalFileIntact(RecordingId recording, Sealed sealed) throws IOException {
        try (SeekableByteChannel file = spool.open(recording)) {
            if (matches(file, sealed)) {
                return true;
            }
            LOG.atError()
                    .addKeyValue("recording", recording)
                    .addKeyValue("expected", "the file that the book knows")
                    .log("vault.not-as-sealed");
            return false;
        } catch (NoSuchFileException _) {
            return false; // It was taken away in this instant.
        }
    }

    /// Read back whole: what a store says of the digest of an object differs from one to the next.
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
        spool.remove(recording); // An engine may have died when it had marked it.
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

    /// Survives a power cut.
    private void markForRemoval(RecordingId recording) throws IOException {
        DurableDirectory.create(markers);
        Path marker = markerOf(recording);
        if (Files.notExists(marker)) {
            Files.createFile(marker);
        }
        DurableDirectory.force(markers);
    }
}
