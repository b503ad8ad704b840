package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.LES_LILAS;
import static org.permanence.seal.SealFixture.MAY;
import static org.permanence.seal.SealFixture.PORT_ROYAL;
import static org.permanence.seal.SealFixture.SECOND;
import static org.permanence.seal.SealFixture.assertFails;
import static org.permanence.seal.SealFixture.audio;
import static org.permanence.seal.SealFixture.plan;
import static org.permanence.seal.SealFixture.receipt;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.Action;
import org.permanence.testing.SteppedClock;

class KeyChainTest {

    @TempDir
    Path folder;

    private FolderKeyStore store;
    private RootKey root;
    private KeyChain keys;

    @BeforeEach
    void setUp() {
        store = new FolderKeyStore(folder.resolve("keys"));
        root = root("root");
        keys = new KeyChain(store, root);
    }

    @Test
    void keyIsReleasedOnlyForAnEntryAboutThisRecording() {
        var wrapped = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var release = new KeyRelease(keys);
        for (var receipt : List.of(
                receipt(Action.RECORDING_PLAYED, SECOND),
                receipt(Action.RECORDING_LISTED, FIRST),
                receipt(Action.RECORDING_SEALED, FIRST),
                receipt(Action.RECORDING_PLAYED, FIRST, PORT_ROYAL))) {
            assertFails(SealFailure.NOT_PERMITTED, () -> release.release(FIRST, wrapped, receipt));
        }
    }

    @Test
    void sealedRecordingIsReadWithAnAuditReceipt() {
        byte[] sound = audio(5_000);
        var recording = seal(FIRST, sound);
        for (Action action : new Action[] {
            Action.RECORDING_PLAYED,
            Action.RECORDING_EXPORTED,
            Action.RECORDING_VERIFIED,
            Action.RECORDING_RECOVERED,
            Action.NUMBER_READ
        }) {
            assertArrayEquals(sound, play(keys, recording, action));
        }
    }

    @Test
    void wrappedKeyOpensOnlyItsOwnRecording() {
        var first = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var other = keys.create(PORT_ROYAL, SECOND, MAY).wrapped();
        var moved = new WrappedKey(other.bucket(), first.wrap());
        assertFails(SealFailure.WRAP_REFUSED, () -> keys.unwrap(SECOND, first));
        assertFails(SealFailure.WRAP_REFUSED, () -> keys.unwrap(FIRST, moved));
    }

    @Test
    void everyFlippedBitOfAWrapIsRefused() {
        var wrapped = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        byte[] bytes = wrapped.bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] bad = bytes.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            var forged = new WrappedKey(wrapped.bucket(), Primitives.base64(bad));
            assertFails(SealFailure.WRAP_REFUSED, () -> keys.unwrap(FIRST, forged));
        }
    }

    @Test
    void swappedStoredKeyIsRefused() {
        var here = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var there = keys.create(LES_LILAS, FIRST, MAY.plusMonths(1)).wrapped();
        store.replace(
                "bucket/" + here.bucket(),
                store.read("bucket/" + there.bucket()).orElseThrow());
        assertFails(SealFailure.WRAP_REFUSED, () -> keys.unwrap(FIRST, here));
        store.replace("bucket/" + here.bucket(), "no key at all");
        assertFails(SealFailure.KEY_UNREADABLE, () -> keys.unwrap(FIRST, here));
        store.replace("bucket/" + here.bucket(), "practice/les-lilas/1 %%%");
        assertFails(SealFailure.KEY_UNREADABLE, () -> keys.unwrap(FIRST, here));
    }

    @Test
    void nothingOpensWithAnotherRootKey() {
        var wrapped = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var stranger = new KeyChain(store, root("another"));
        assertFails(SealFailure.KEY_GONE, () -> stranger.unwrap(FIRST, wrapped));
    }

    @Test
    void erasedRecordingDoesNotOpenFromABackup() {
        byte[] sound = audio(3_000);
        var erased = seal(FIRST, sound);
        var remaining = seal(SECOND, sound); // Also the backup: files and wrapped keys from before the erasure.

        BucketKeyId fresh = keys.nextBucket(LES_LILAS, MAY);
        var moved = keys.rewrap(Map.of(SECOND, remaining.wrapped()), fresh);
        keys.destroy(erased.wrapped().bucket());

        assertFails(SealFailure.KEY_GONE, () -> play(keys, erased, Action.RECORDING_PLAYED));
        var restarted = new KeyChain(new FolderKeyStore(folder.resolve("keys")), root);
        assertFails(SealFailure.KEY_GONE, () -> play(restarted, erased, Action.RECORDING_PLAYED));
        var kept = new SealedFile(SECOND, remaining.file(), Objects.requireNonNull(moved.get(SECOND)));
        assertArrayEquals(sound, play(restarted, kept, Action.RECORDING_PLAYED));
        assertEquals(fresh, keys.create(LES_LILAS, FIRST, MAY).wrapped().bucket());
    }

    @Test
    void destroyedMonthDoesNotAffectTheNext() {
        var may = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var june = keys.create(LES_LILAS, SECOND, MAY.plusMonths(1));
        keys.destroy(may.bucket());
        keys.destroy(may.bucket()); // Destroying again does nothing.
        assertFails(SealFailure.KEY_GONE, () -> keys.unwrap(FIRST, may));
        assertArrayEquals(
                june.key().bytes(), keys.unwrap(SECOND, june.wrapped()).bytes());
    }

    @Test
    void practiceKeyRotationDoesNotTouchRecordings() {
        byte[] sound = audio(1_000);
        var recording = seal(FIRST, sound);
        String before = store.read("bucket/" + recording.wrapped().bucket()).orElseThrow();
        keys.rotate(LES_LILAS);
        assertNotEquals(
                before, store.read("bucket/" + recording.wrapped().bucket()).orElseThrow());
        assertEquals(List.of("practice/les-lilas/2"), store.names("practice"));
        assertArrayEquals(sound, play(keys, recording, Action.RECORDING_PLAYED));
    }

    @Test
    void interruptedRootKeyRotationCanBeRepeated() {
        byte[] sound = audio(1_000);
        var recording = seal(FIRST, sound);
        var signer = InstallationSigner.open("permanence.example/audit", keys);
        var next = root("next");
        String cut = store.read("installation/signer").orElseThrow();
        var chain = new KeyChain(store, next);
        assertEquals(2, chain.rotateRoot(root));
        store.replace("installation/signer", cut);
        assertEquals(1, chain.rotateRoot(root));
        assertEquals(0, chain.rotateRoot(root));
        assertArrayEquals(sound, play(chain, recording, Action.RECORDING_PLAYED));
        assertArrayEquals(
                signer.publicKey(),
                InstallationSigner.open("permanence.example/audit", chain).publicKey());
        assertFails(SealFailure.KEY_GONE, () -> play(keys, recording, Action.RECORDING_PLAYED));
    }

    @Test
    void fiftyThousandKeysAreRewrapped() {
        var clock = new SteppedClock();
        Map<RecordingId, WrappedKey> month = new HashMap<>();
        var one = keys.create(LES_LILAS, FIRST, MAY);
        month.put(FIRST, one.wrapped());
        keys.hierarchy().withKey("bucket/" + one.wrapped().bucket(), under -> {
            while (month.size() < 50_000) {
                var id = RecordingId.next(clock);
                var bound = KeyWrap.associatedData(
                        "data key",
                        "les-lilas",
                        id.value(),
                        one.wrapped().bucket().toString());
                month.put(
                        id,
                        new WrappedKey(
                                one.wrapped().bucket(), Primitives.base64(KeyWrap.wrap(under, new byte[32], bound))));
            }
            return month;
        });
        var moved = keys.rewrap(month, keys.nextBucket(LES_LILAS, MAY));
        assertEquals(month.keySet(), moved.keySet());
        assertArrayEquals(
                one.key().bytes(),
                keys.unwrap(FIRST, Objects.requireNonNull(moved.get(FIRST))).bytes());
    }

    @Test
    void keyHoldersNeverPrintTheKey() {
        var fresh = keys.create(LES_LILAS, FIRST, MAY);
        var key = PracticeKey.generate();
        for (Object holder : new Object[] {fresh.key(), root, key, InstallationSigner.open("h", keys)}) {
            assertEquals("[key]", holder.toString());
        }
    }

    @Test
    void closedKeyIsZeroedAndUnusable() {
        var key = DataKey.generate();
        byte[] bytes = key.bytes();
        key.close();
        assertArrayEquals(new byte[32], bytes);
        assertThrows(IllegalStateException.class, key::bytes);
    }

    private record SealedFile(RecordingId recording, InMemoryFiles.OutputFile file, WrappedKey wrapped) {}

    private SealedFile seal(RecordingId recording, byte[] sound) {
        var file = new InMemoryFiles.OutputFile();
        var begun = new Sealer(keys).begin(plan(recording, new DecryptionPolicy.PlatformOnly()), file);
        begun.writer().append(ByteBuffer.wrap(sound));
        begun.writer().seal();
        return new SealedFile(recording, file, begun.wrapped().orElseThrow());
    }

    private static byte[] play(KeyChain keys, SealedFile recording, Action action) {
        var receipt = receipt(action, recording.recording());
        try (var key = new KeyRelease(keys).release(recording.recording(), recording.wrapped(), receipt)) {
            return SealFixture.readAudio(recording.file().bytes(), key);
        }
    }

    private RootKey root(String name) {
        FileRootKey.create(folder.resolve(name));
        return FileRootKey.read(folder.resolve(name));
    }
}
