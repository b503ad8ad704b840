package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.permanence.seal.FileDigest;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sealed files in a far store. A recording is made, and repaired, in a spool on this machine, which is a folder as
/// [FolderVault] has it: a store that is away holds up nobody. What the book knows as whole is brought to the store by
/// [#settle], read back, and only then taken from the spool.
///
/// What is to go is written down in the spool first (a mark). From then on nobody opens it, and whatever happens to the
/// store or to this engine, it goes there too.
public final class StoreVault implements Vault {

    private static final Logger LOG = LoggerFactory.getLogger(StoreVault.class);

    /// Whoever verifies the folder must not take a mark for a recording.
    private static final String MARK = "going-";

    private final FolderVault spool;
    private final Path marks;
    private final ObjectStore store;
    private volatile @Nullable RecordingId carried;

    /// @param folder of the spool, made where it is not there
    public StoreVault(Path folder, ObjectStore store) {
        this.spool = new FolderVault(folder);
        this.marks = folder.resolve("going");
        this.store = store;
    }

    @Override
    public Sink create(RecordingId recording) throws IOException {
        return spool.create(recording);
    }

    @Override
    public SeekableByteChannel openHere(RecordingId recording) throws IOException {
        if (isMarked(recording)) {
            throw new NoSuchFileException(recording.value());
        }
        return spool.open(recording);
    }

    @Override
    public SeekableByteChannel open(RecordingId recording) throws IOException {
        try {
            return openHere(recording);
        } catch (NoSuchFileException notHere) {
            if (isMarked(recording)) {
                throw notHere;
            }
            return new StoredFile(store, recording); // It leaves the spool once it is there.
        }
    }

    @Override
    public Sink repair(RecordingId recording) throws IOException {
        return spool.repair(recording);
    }

    @Override
    public void replace(RecordingId recording) throws IOException {
        spool.replace(recording);
    }

    @Override
    public List<RecordingId> repairs() throws IOException {
        return spool.repairs();
    }

    @Override
    public void removeRepair(RecordingId recording) throws IOException {
        spool.removeRepair(recording);
    }

    @Override
    public void drop(RecordingId recording) throws IOException {
        mark(recording);
        spool.remove(recording);
    }

    @Override
    public void remove(RecordingId recording) throws IOException {
        drop(recording);
        if (recording.equals(carried)) {
            throw new IOException("store: on its way there (expected: at rest; it goes in the next minute)");
        }
        takeAway(recording);
    }

    /// Begins with what is to go. What the store refuses keeps nothing else from it; where it is away, a few time-outs
    /// are enough.
    @Override
    public void settle(Function<RecordingId, Optional<Sealed>> kept) throws IOException {
        var round = new Round();
        for (RecordingId recording : marked()) {
            round.attempt(() -> takeAway(recording));
        }
        for (RecordingId recording : spool.files()) {
            Optional<Sealed> whole = kept.apply(recording);
            // A repaired file whose row is written stands beside the cut one for an instant.
            if (whole.isPresent() && !spool.hasRepair(recording)) {
                round.attempt(() -> carry(recording, whole.get()));
            }
        }
        round.end();
    }

    private interface Step {
        void take() throws IOException;
    }

    private static final class Round {

        private static final int PATIENCE = 3;

        private int refusals;
        private @Nullable IOException first;

        private void attempt(Step step) {
            if (refusals == PATIENCE) {
                return;
            }
            try {
                step.take();
            } catch (IOException refused) {
                refusals++;
                first = first == null ? refused : first;
            }
        }

        private void end() throws IOException {
            if (first != null) {
                throw first;
            }
        }
    }

    private void carry(RecordingId recording, Sealed whole) throws IOException {
        carried = recording; // Before its mark is looked for: whoever marks it looks here afterwards.
        try {
            if (!isMarked(recording) && isHereAsSealed(recording, whole)) {
                bring(recording, whole);
            }
        } finally {
            carried = null;
        }
    }

    private void bring(RecordingId recording, Sealed whole) throws IOException {
        if (!isThere(recording, whole)) { // An engine may have died before it took the file from the spool.
            store.put(recording, spool.file(recording));
            if (!isThere(recording, whole)) {
                throw new IOException("store: " + recording + " not as it was put there (expected: the same bytes)");
            }
        }
        if (isMarked(recording)) {
            takeAway(recording);
        } else {
            spool.remove(recording);
        }
    }

    /// What is not as the book says stays here, for somebody to look at.
    private boolean isHereAsSealed(RecordingId recording, Sealed whole) throws IOException {
        try (SeekableByteChannel file = spool.open(recording)) {
            if (isAsSealed(file, whole)) {
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
    private boolean isThere(RecordingId recording, Sealed whole) throws IOException {
        try (var file = new StoredFile(store, recording)) {
            return isAsSealed(file, whole);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static boolean isAsSealed(SeekableByteChannel file, Sealed whole) throws IOException {
        return file.size() == whole.bytes() && FileDigest.of(file).equals(whole.sha256());
    }

    private void takeAway(RecordingId recording) throws IOException {
        spool.remove(recording); // An engine may have died when it had marked it.
        store.remove(recording);
        Files.deleteIfExists(markOf(recording));
    }

    private Path markOf(RecordingId recording) {
        return marks.resolve(MARK + recording.value());
    }

    private boolean isMarked(RecordingId recording) {
        return Files.exists(markOf(recording));
    }

    private List<RecordingId> marked() throws IOException {
        if (!Files.isDirectory(marks)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(marks)) {
            return names.map(name ->
                            new RecordingId(name.getFileName().toString().substring(MARK.length())))
                    .toList();
        }
    }

    /// Survives a power cut.
    private void mark(RecordingId recording) throws IOException {
        Files.createDirectories(
                marks, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path mark = markOf(recording);
        if (Files.notExists(mark)) {
            Files.createFile(mark);
        }
        try (var folder = FileChannel.open(marks, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
