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
import org.permanence.audit.Action;
import org.permanence.audit.Actor;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.GivenReceipt;
import org.permanence.audit.Purpose;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.RecordingRules;
import org.permanence.practice.RecordingRules.LegalBasis;
import org.permanence.practice.RecordingRules.Mode;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.Readers;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealReader;
import org.permanence.seal.Sealer;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryRecordingStorage;
import org.permanence.testing.InMemoryRecordingStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// Everything that recordings need, for their tests: real keys, and a book, a vault and a log in memory. The sealer
/// works on the test's own thread, at once unless it is told to hang.
final class Studio implements KeepingKit.Watch {

    static final CallId CALL = new CallId("call");

    /// Whose every call is recorded, and kept for 180 days.
    static final Practice LES_LILAS = keeping(180, SamplePractices.LES_LILAS);

    /// The month in which what is recorded on the studio's first day ends.
    static final BucketKeyId MAY = new BucketKeyId(LES_LILAS.id(), YearMonth.of(2027, 5), 1);

    static final Asking DOCTOR =
            new Asking(new Actor("dr.okafor", Actor.Role.DOCTOR, "cli"), Purpose.HLEGAL, Asking.Reason.NONE);

    static final Readers PROVIDER = new Readers.Provider();

    final SteppedClock clock = new SteppedClock();
    final InMemoryRecordingStore store = new InMemoryRecordingStore();
    final InMemoryRecordingStorage storage = new InMemoryRecordingStorage();
    final InMemoryAuditGate audit = new InMemoryAuditGate();
    final KeyChain keys;
    final KeyRelease release;
    final KeepingKit kit;
    Readers readers = PROVIDER;

    private final Deque<Runnable> work = new ArrayDeque<>();
    private boolean hangs;
    private int lost;
    private long behind;

    /// @param folder for the key store and the root key
    Studio(Path folder) {
        Path root = folder.resolve("root");
        if (Files.notExists(root)) {
            FileRootKey.create(root);
        }
        keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(root));
        release = new KeyRelease(keys);
        kit = new KeepingKit(new Sealer(keys), new Pseudonyms(keys), storage, store, audit, this, new ReentrantLock());
    }

    static Practice keeping(int days, Practice practice) {
        return SamplePractices.with(new RecordingRules(new Mode.Always(LegalBasis.CONSENT), days, false), practice);
    }

    /// Readers of a practice that lets nobody else read.
    static Readers practiceOnly() {
        return new Readers.PracticeOnly(List.of(PracticeKey.generate().recipient()));
    }

    /// Sound that does not repeat itself.
    static ByteBuffer sound(int frames) {
        byte[] sound = new byte[frames * 4];
        new Random(frames).nextBytes(sound);
        return ByteBuffer.wrap(sound);
    }

    Keeping keeping(Practice practice, Optional<PhoneNumber> caller) {
        return new Keeping(kit, readers, caller, blank(practice));
    }

    Tape tape(Keeping keeping, Runnable whenKept) {
        return new Tape(keeping, this::seal, clock, this, whenKept);
    }

    /// A recording of a patient's call, that has begun: whoever cares says things into it.
    Keeping begins(int frames) {
        var keeping = keeping(LES_LILAS, Optional.of(Fixtures.CALLER));
        keeping.append(sound(frames));
        return keeping;
    }

    /// A whole recording of a patient's call.
    RecordingId keeps(int frames) {
        return keeps(LES_LILAS, Fixtures.CALLER, frames);
    }

    /// A whole recording; a second later another call begins.
    RecordingId keeps(Practice practice, PhoneNumber caller, int frames) {
        var blank = blank(practice);
        var keeping = new Keeping(kit, readers, Optional.of(caller), blank);
        keeping.append(sound(frames));
        keeping.seal();
        clock.advance(Duration.ofSeconds(1));
        return blank.id();
    }

    /// A recording whose engine died: `cut` bytes of its file are left.
    RecordingId leavesCut(int frames, int cut) {
        RecordingId recording = keeps(frames);
        reopens(recording);
        storage.truncate(recording, cut);
        return recording;
    }

    /// The book knows that it began, and not how it ended.
    void reopens(RecordingId recording) {
        Recording row = row(recording);
        store.write(new Recording(
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
        return store.of(recording).orElseThrow(() -> new AssertionError("row: none (expected: one)"));
    }

    /// The only recording there is.
    Recording row() {
        List<Recording> rows = store.rows();
        if (rows.size() != 1) {
            throw new AssertionError("rows: " + rows.size() + " (expected: 1)");
        }
        return rows.getFirst();
    }

    /// All sound of a recording, through its key and its file.
    ByteBuffer heard(Recording recording) {
        var sound = new ByteBuffer[1];
        open(recording, reader -> {
            var room = ByteBuffer.allocate((int) reader.size());
            reader.read(0, room);
            sound[0] = room.flip();
        });
        return sound[0];
    }

    void open(Recording recording, Consumer<SealReader> use) {
        try (var key = release.release(recording.id(), recording.key().orElseThrow(), receipt(recording));
                var reader = SealReader.open(storage.open(recording.id()), key)) {
            use.accept(reader);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    /// The sealer takes nothing until it goes on.
    void sealerHangs() {
        hangs = true;
    }

    void sealerGoesOn() {
        hangs = false;
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    /// How many recordings operations heard were lost.
    int recordingsLost() {
        return lost;
    }

    /// How many frames operations heard were lost.
    long framesLost() {
        return behind;
    }

    @Override
    public void lost() {
        lost++;
    }

    @Override
    public void behind(long frames) {
        behind += frames;
    }

    private void seal(Runnable task) {
        work.add(task);
        if (!hangs) {
            sealerGoesOn();
        }
    }

    private static AuditReceipt receipt(Recording recording) {
        return GivenReceipt.of(DOCTOR.to(Action.RECORDING_PLAYED, recording));
    }

    private Recording blank(Practice practice) {
        return blank(practice, CALL, clock);
    }

    /// A recording that begins now, of which nothing is known yet.
    static Recording blank(Practice practice, CallId call, InstantSource clock) {
        return new Recording(
                RecordingId.next(clock),
                new RecordingKind.Conversation(),
                call,
                practice.id(),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                RecordingState.OPEN,
                clock.instant()
                        .atZone(practice.zone())
                        .toLocalDate()
                        .plusDays(practice.recordings().retentionDays()),
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }
}
