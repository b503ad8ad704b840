package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.seal.Given.FIRST;
import static org.permanence.seal.Given.LES_LILAS;
import static org.permanence.seal.Given.MAY;
import static org.permanence.seal.Given.PORT_ROYAL;
import static org.permanence.seal.Given.SECOND;
import static org.permanence.seal.Given.assertRefused;
import static org.permanence.seal.Given.plan;
import static org.permanence.seal.Given.receipt;
import static org.permanence.seal.Given.sound;

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
    void aHouseWithARootKey() {
        store = new FolderKeyStore(folder.resolve("keys"));
        root = root("root");
        keys = new KeyChain(store, root);
    }

    @Test
    void aKeyIsReleasedOnlyToAnEntryAboutThisRecording() {
        var wrapped = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var release = new KeyRelease(keys);
        for (var receipt : List.of(
                receipt(Action.RECORDING_PLAYED, SECOND),
                receipt(Action.RECORDING_LISTED, FIRST),
                receipt(Action.RECORDING_SEALED, FIRST),
                receipt(Action.RECORDING_PLAYED, FIRST, PORT_ROYAL))) {
            assertRefused(Refusal.NOT_PERMITTED, () -> release.release(FIRST, wrapped, receipt));
        }
    }

    @Test
    void whatWasSealedIsPlayedByWhoeverIsInTheLog() {
        byte[] sound = sound(5_000);
        var recording = sealed(FIRST, sound);
        for (Action action : new Action[] {
            Action.RECORDING_PLAYED,
            Action.RECORDING_EXPORTED,
            Action.RECORDING_VERIFIED,
            Action.RECORDING_RECOVERED,
            Action.NUMBER_READ
        }) {
            assertArrayEquals(sound, played(keys, recording, action));
        }
    }

    @Test
    void aWrappedKeyOpensNothingElse() {
        var first = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var other = keys.create(PORT_ROYAL, SECOND, MAY).wrapped();
        var moved = new WrappedKey(other.under(), first.wrap());
        assertRefused(Refusal.WRAP_REFUSED, () -> keys.unwrap(SECOND, first));
        assertRefused(Refusal.WRAP_REFUSED, () -> keys.unwrap(FIRST, moved));
    }

    @Test
    void noFlippedBitOfAWrapIsAccepted() {
        var wrapped = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        byte[] bytes = wrapped.bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] bad = bytes.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            var forged = new WrappedKey(wrapped.under(), Primitives.base64(bad));
            assertRefused(Refusal.WRAP_REFUSED, () -> keys.unwrap(FIRST, forged));
        }
    }

    @Test
    void aKeptKeyInThePlaceOfAnotherIsRefused() {
        var here = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var there = keys.create(LES_LILAS, FIRST, MAY.plusMonths(1)).wrapped();
        store.replace(
                "bucket/" + here.under(), store.read("bucket/" + there.under()).orElseThrow());
        assertRefused(Refusal.WRAP_REFUSED, () -> keys.unwrap(FIRST, here));
        store.replace("bucket/" + here.under(), "no key at all");
        assertRefused(Refusal.KEY_UNREADABLE, () -> keys.unwrap(FIRST, here));
        store.replace("bucket/" + here.under(), "practice/les-lilas/1 %%%");
        assertRefused(Refusal.KEY_UNREADABLE, () -> keys.unwrap(FIRST, here));
    }

    @Test
    void withAnotherRootKeyNothingOpens() {
        var wrapped = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var stranger = new KeyChain(store, root("another"));
        assertRefused(Refusal.KEY_GONE, () -> stranger.unwrap(FIRST, wrapped));
    }

    @Test
    void onePatientIsErasedAndYesterdaysBackupDoesNotBringHimBack() {
        byte[] sound = sound(3_000);
        var his = sealed(FIRST, sound);
        var hers = sealed(SECOND, sound); // These are yesterday's backup, too: files and wrapped keys as they were.

        BucketKeyId fresh = keys.renew(LES_LILAS, MAY);
        var moved = keys.rewrap(Map.of(SECOND, hers.wrapped()), fresh);
        keys.destroy(his.wrapped().under());

        assertRefused(Refusal.KEY_GONE, () -> played(keys, his, Action.RECORDING_PLAYED));
        var restarted = new KeyChain(new FolderKeyStore(folder.resolve("keys")), root);
        assertRefused(Refusal.KEY_GONE, () -> played(restarted, his, Action.RECORDING_PLAYED));
        var kept = new SealedFile(SECOND, hers.file(), Objects.requireNonNull(moved.get(SECOND)));
        assertArrayEquals(sound, played(restarted, kept, Action.RECORDING_PLAYED));
        assertEquals(fresh, keys.create(LES_LILAS, FIRST, MAY).wrapped().under());
    }

    @Test
    void aMonthIsErasedAndTheNextStays() {
        var may = keys.create(LES_LILAS, FIRST, MAY).wrapped();
        var june = keys.create(LES_LILAS, SECOND, MAY.plusMonths(1));
        keys.destroy(may.under());
        keys.destroy(may.under()); // Whoever is not sure does it again.
        assertRefused(Refusal.KEY_GONE, () -> keys.unwrap(FIRST, may));
        assertArrayEquals(
                june.key().bytes(), keys.unwrap(SECOND, june.wrapped()).bytes());
    }

    @Test
    void aPracticesKeyIsRotatedAndNoSoundIsTouched() {
        byte[] sound = sound(1_000);
        var recording = sealed(FIRST, sound);
        String before = store.read("bucket/" + recording.wrapped().under()).orElseThrow();
        keys.rotate(LES_LILAS);
        assertNotEquals(
                before, store.read("bucket/" + recording.wrapped().under()).orElseThrow());
        assertEquals(List.of("practice/les-lilas/2"), store.names("practice"));
        assertArrayEquals(sound, played(keys, recording, Action.RECORDING_PLAYED));
    }

    @Test
    void theRootKeyIsRotatedAndACutRotationIsDoneAgain() {
        byte[] sound = sound(1_000);
        var recording = sealed(FIRST, sound);
        var signer = HouseSigner.open("permanence.example/audit", keys);
        var next = root("next");
        String cut = store.read("house/signer").orElseThrow();
        var chain = new KeyChain(store, next);
        assertEquals(2, chain.rotateRoot(root));
        store.replace("house/signer", cut);
        assertEquals(1, chain.rotateRoot(root));
        assertEquals(0, chain.rotateRoot(root));
        assertArrayEquals(sound, played(chain, recording, Action.RECORDING_PLAYED));
        assertArrayEquals(
                signer.publicKey(),
                HouseSigner.open("permanence.example/audit", chain).publicKey());
        assertRefused(Refusal.KEY_GONE, () -> played(keys, recording, Action.RECORDING_PLAYED));
    }

    @Test
    void fiftyThousandKeysMoveAndEachStillOpensItsOwn() {
        var clock = new SteppedClock();
        Map<RecordingId, WrappedKey> month = new HashMap<>();
        var one = keys.create(LES_LILAS, FIRST, MAY);
        month.put(FIRST, one.wrapped());
        keys.kept().with("bucket/" + one.wrapped().under(), under -> {
            while (month.size() < 50_000) {
                var id = RecordingId.next(clock);
                var bound = Wrap.bound(
                        "data key",
                        "les-lilas",
                        id.value(),
                        one.wrapped().under().toString());
                month.put(
                        id,
                        new WrappedKey(
                                one.wrapped().under(), Primitives.base64(Wrap.close(under, new byte[32], bound))));
            }
            return month;
        });
        var moved = keys.rewrap(month, keys.renew(LES_LILAS, MAY));
        assertEquals(month.keySet(), moved.keySet());
        assertArrayEquals(
                one.key().bytes(),
                keys.unwrap(FIRST, Objects.requireNonNull(moved.get(FIRST))).bytes());
    }

    @Test
    void nothingThatHoldsAKeyPrintsIt() {
        var fresh = keys.create(LES_LILAS, FIRST, MAY);
        var key = PracticeKey.generate();
        for (Object holder : new Object[] {fresh.key(), root, key, HouseSigner.open("h", keys)}) {
            assertEquals("[key]", holder.toString());
        }
    }

    @Test
    void aClosedKeyIsZeroAndIsNotUsedAgain() {
        var key = DataKey.fresh();
        byte[] bytes = key.bytes();
        key.close();
        assertArrayEquals(new byte[32], bytes);
        assertThrows(IllegalStateException.class, key::bytes);
    }

    private record SealedFile(RecordingId recording, InMemory.Written file, WrappedKey wrapped) {}

    private SealedFile sealed(RecordingId recording, byte[] sound) {
        var file = new InMemory.Written();
        var begun = new Sealer(keys).begin(plan(recording, new Readers.Provider()), file);
        begun.writer().append(ByteBuffer.wrap(sound));
        begun.writer().seal();
        return new SealedFile(recording, file, begun.wrapped().orElseThrow());
    }

    private static byte[] played(KeyChain keys, SealedFile recording, Action action) {
        var receipt = receipt(action, recording.recording());
        try (var key = new KeyRelease(keys).release(recording.recording(), recording.wrapped(), receipt)) {
            return Given.opened(recording.file().bytes(), key);
        }
    }

    private RootKey root(String name) {
        FileRootKey.create(folder.resolve(name));
        return FileRootKey.read(folder.resolve(name));
    }
}
