package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.permanence.access.AccessRequest;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.Action;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.TestReceipt;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.RecordingRules;
import org.permanence.practice.RecordingRules.LegalBasis;
import org.permanence.practice.RecordingRules.Mode;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealReader;
import org.permanence.seal.Sealer;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryRecordingStorage;
import org.permanence.testing.InMemoryRecordingStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// The services for recordings in tests: real keys; database, storage and audit log in memory. The sealer runs on
/// the test's own thread, at once unless it is blocked.
final class RecordingFixture implements RecordingServices.LossListener {

    static final CallId CALL = new CallId("call");

    /// Records every call and keeps recordings for 180 days.
    static final Practice LES_LILAS = withRetention(180, SamplePractices.LES_LILAS);

    static final PracticeScope SCOPE = Policy.scopeOfEngine(LES_LILAS.id());

    /// The key of recordings that start now and expire in this month.
    static final BucketKeyId BUCKET = new BucketKeyId(LES_LILAS.id(), YearMonth.of(2027, 5), 1);

    static final AccessRequest DOCTOR = new AccessRequest(
            new Principal.Person("dr.okafor", Role.DOCTOR, "cli", Principal.NO_SESSION),
            Purpose.HLEGAL,
            AccessRequest.Reason.NONE);

    static final DecryptionPolicy PROVIDER = new DecryptionPolicy.PlatformOnly();

    final SteppedClock clock = new SteppedClock();
    final InMemoryRecordingStore store = new InMemoryRecordingStore();
    final InMemoryRecordingStorage storage = new InMemoryRecordingStorage();
    final InMemoryAuditGate audit = new InMemoryAuditGate();
    final KeyChain keys;
    final KeyRelease release;
    final RecordingServices services;
    DecryptionPolicy decryptionPolicy = PROVIDER;

    private final Deque<Runnable> pendingTasks = new ArrayDeque<>();
    private boolean sealerBlocked;
    private int recordingsLost;
    private long framesLost;

    /// @param folder the directory of the key store and the root key
    RecordingFixture(Path folder) {
        Path root = folder.resolve("root");
        if (Files.notExists(root)) {
            FileRootKey.create(root);
        }
        keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(root));
        release = new KeyRelease(keys);
        services = new RecordingServices(
                new Sealer(keys), new Pseudonyms(keys), storage, store, audit, this, new ReentrantLock());
    }

    /// The practice with this retention period.
    static Practice withRetention(int days, Practice practice) {
        return practice.withRecordings(new RecordingRules(new Mode.Always(LegalBasis.CONSENT), days, false));
    }

    /// The policy of a practice that alone can open its recordings.
    static DecryptionPolicy practiceOnly() {
        return new DecryptionPolicy.PracticeOnly(List.of(PracticeKey.generate().recipient()));
    }

    /// Random audio, always the same for the same length.
    static ByteBuffer audio(int frames) {
        byte[] audio = new byte[frames * 4];
        new Random(frames).nextBytes(audio);
        return ByteBuffer.wrap(audio);
    }

    SealedRecordingWriter newWriter(Practice practice, Optional<PhoneNumber> caller) {
        return new SealedRecordingWriter(services, decryptionPolicy, caller, newRecording(practice));
    }

    RecordingPipeline newPipeline(SealedRecordingWriter recordingWriter, Runnable onFinished) {
        return new RecordingPipeline(recordingWriter, this::runSealer, clock, this, onFinished);
    }

    /// A recording in progress, with this much audio.
    SealedRecordingWriter startRecording(int frames) {
        var recordingWriter = newWriter(LES_LILAS, Optional.of(Fixtures.CALLER));
        recordingWriter.append(audio(frames));
        return recordingWriter;
    }

    /// A complete recording of the default caller.
    RecordingId sealRecording(int frames) {
        return sealRecording(LES_LILAS, Fixtures.CALLER, frames);
    }

    /// A complete recording. The clock advances by a second.
    RecordingId sealRecording(Practice practice, PhoneNumber caller, int frames) {
        var newRecording = newRecording(practice);
        var recordingWriter = new SealedRecordingWriter(services, decryptionPolicy, Optional.of(caller), newRecording);
        recordingWriter.append(audio(frames));
        recordingWriter.seal();
        clock.advance(Duration.ofSeconds(1));
        return newRecording.id();
    }

    /// A recording of a dead engine: `remainingBytes` of its file are left.
    RecordingId truncateRecording(int frames, int remainingBytes) {
        RecordingId recording = sealRecording(frames);
        reopen(recording);
        storage.truncate(recording, remainingBytes);
        return recording;
    }

    /// Makes the row open again, as if its end had not been saved.
    void reopen(RecordingId recording) {
        Recording row = row(recording);
        store.save(new Recording(
                row.id(),
                row.kind(),
                row.call(),
                row.practice(),
                row.caller(),
                row.assistant(),
                row.started(),
                RecordingState.OPEN,
                row.keepUntil(),
                row.held(),
                row.paused(),
                row.key(),
                Optional.empty()));
    }

    Recording row(RecordingId recording) {
        return store.rows().stream()
                .filter(row -> row.id().equals(recording))
                .findFirst()
                .orElseThrow(() -> new AssertionError("row: none (expected: one)"));
    }

    /// The only row in the store.
    Recording row() {
        List<Recording> rows = store.rows();
        if (rows.size() != 1) {
            throw new AssertionError("rows: " + rows.size() + " (expected: 1)");
        }
        return rows.getFirst();
    }

    /// All audio of a recording, decrypted.
    ByteBuffer audioOf(Recording recording) {
        var audio = new ByteBuffer[1];
        open(recording, reader -> {
            var buffer = ByteBuffer.allocate((int) reader.size());
            reader.read(0, buffer);
            audio[0] = buffer.flip();
        });
        return audio[0];
    }

    void open(Recording recording, Consumer<SealReader> operation) {
        try (var key = release.release(recording.id(), recording.key().orElseThrow(), receipt(recording));
                var reader = SealReader.open(storage.open(recording.id()), key)) {
            operation.accept(reader);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    /// From now on the sealer runs nothing until it is unblocked.
    void blockSealer() {
        sealerBlocked = true;
    }

    void unblockSealer() {
        sealerBlocked = false;
        while (!pendingTasks.isEmpty()) {
            pendingTasks.remove().run();
        }
    }

    /// How many lost recordings were reported.
    int recordingsLost() {
        return recordingsLost;
    }

    /// How many lost frames were reported.
    long framesLost() {
        return framesLost;
    }

    @Override
    public void onRecordingLost() {
        recordingsLost++;
    }

    @Override
    public void onFramesLost(long frames) {
        framesLost += frames;
    }

    private void runSealer(Runnable task) {
        pendingTasks.add(task);
        if (!sealerBlocked) {
            unblockSealer();
        }
    }

    private static AuditReceipt receipt(Recording recording) {
        return TestReceipt.of(recording.auditRequest(DOCTOR, Action.RECORDING_PLAYED));
    }

    private Recording newRecording(Practice practice) {
        return newRecording(practice, CALL, clock);
    }

    /// A recording that starts now.
    static Recording newRecording(Practice practice, CallId call, InstantSource clock) {
        return Recording.start(new RecordingKind.Conversation(), call, practice, clock);
    }
}
