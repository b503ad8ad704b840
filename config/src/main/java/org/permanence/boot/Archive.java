package org.permanence.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.permanence.adapter.asterisk.AsteriskSwitch;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.CheckpointSigner;
import org.permanence.audit.DirectoryDisk;
import org.permanence.blocking.BlockedNumbers;
import org.permanence.call.CallId;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Consent;
import org.permanence.journal.Journal;
import org.permanence.message.MessageAccess;
import org.permanence.message.MessageService;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.Asking;
import org.permanence.recording.Erasure;
import org.permanence.recording.FolderVault;
import org.permanence.recording.KeepingKit;
import org.permanence.recording.KeyDesk;
import org.permanence.recording.ObjectStore;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingDesk;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingRoom;
import org.permanence.recording.Recovery;
import org.permanence.recording.Retention;
import org.permanence.recording.StoreVault;
import org.permanence.recording.Vault;
import org.permanence.s3.S3ObjectStore;
import org.permanence.seal.CallbackNumbers;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.HouseSigner;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.Readers;
import org.permanence.seal.ReasonSealer;
import org.permanence.seal.RootKey;
import org.permanence.seal.SealException;
import org.permanence.seal.Sealer;
import org.permanence.seal.TokenRootKey;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.RootKeySettings;
import org.permanence.settings.SecretFile;
import org.permanence.settings.SettingsException;
import org.permanence.store.Database;
import org.permanence.store.JooqBlockedNumberStore;
import org.permanence.store.JooqMessageStore;
import org.permanence.store.JooqRecordingStore;
import org.permanence.verify.NoteKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that is kept of conversations, and the log of every look at it. Where its keys or its log cannot be
/// opened, nothing is recorded and nothing is given, and calls go on.
final class Archive implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final InstantSource clock;
    private final JooqRecordingStore recordingStore;
    private final List<DirectoryDisk> disks;
    private final AuditLog log;
    private final Optional<ObjectStore> store;
    private final Vault vault;
    private final RecordingRoom room;
    private final RecordingDesk desk;
    private final MessageService messages;
    private final MessageAccess messageAccess;
    private final Erasure erasure;
    private final BlockedNumbers blockedNumbers;
    private final KeyDesk keyDesk;
    private final Recovery recovery;
    private final Retention retention;
    private final Map<PracticeId, ReasonSealer> officers;
    private final Pseudonyms pseudonyms;
    private final CallbackNumbers callbackNumbers;
    private boolean takenOver;

    /// What operations must hear of.
    record Watch(KeepingKit.Watch recordings, MessageService.MessageListener messages) {}

    private Archive(InstallationSettings settings, Database database, Watch watch, InstantSource clock) {
        this.clock = clock;
        var archive = settings.archive();
        var keys = new KeyChain(new FolderKeyStore(archive.keys()), rootKey(archive.rootKey()));
        int moved = archive.previousRootKey()
                .map(former -> keys.rotateRoot(rootKey(former)))
                .orElse(0);
        String origin = "permanence/" + settings.identity().name().value();
        var signer = new Signer(HouseSigner.open(origin, keys));
        disks = archive.audit().stream().map(DirectoryDisk::open).toList();
        archive.audit().forEach(folder -> publish(signer.key(), folder));
        log = AuditLog.open(AuditSettings.of(origin), disks, signer, clock);
        recordingStore = new JooqRecordingStore(database);
        // No method reference: it would load the library in a house that has no store.
        store = archive.objectStore().map(named -> new S3ObjectStore(named));
        vault = store.<Vault>map(far -> new StoreVault(archive.recordings(), far))
                .orElseGet(() -> new FolderVault(archive.recordings()));
        pseudonyms = new Pseudonyms(keys);
        callbackNumbers = new CallbackNumbers(keys);
        var kit = new KeepingKit(
                new Sealer(keys), pseudonyms, vault, recordingStore, log, watch.recordings(), new ReentrantLock());
        Function<PracticeId, Readers> readers = readers(settings);
        var release = new KeyRelease(keys);
        officers = officers(settings);
        room = new RecordingRoom(kit, readers, new SecureRandom(), clock);
        desk = new RecordingDesk(recordingStore, vault, release, log);
        var messageBook = new JooqMessageStore(database);
        messages = new MessageService(room, messageBook, watch.messages(), clock);
        messageAccess = new MessageAccess(messageBook, desk, log);
        erasure = new Erasure(kit, keys, clock);
        blockedNumbers = new BlockedNumbers(new JooqBlockedNumberStore(database), pseudonyms, log, clock);
        recovery = new Recovery(kit, release, readers, clock);
        keyDesk = new KeyDesk(log, keys);
        if (moved > 0) {
            keyDesk.rootKeyMoved(moved);
            LOG.atInfo()
                    .addKeyValue("keys", moved)
                    .addKeyValue("expected", "the former root key taken out of the settings, and destroyed")
                    .log("root-key.rotated");
        }
        retention = new Retention(kit, keys, clock, settings.identity().zone());
    }

    /// Opens it, or says in the log why not.
    static Optional<Archive> open(InstallationSettings settings, Database database, Watch watch, InstantSource clock) {
        try {
            return Optional.of(new Archive(settings, database, watch, clock));
        } catch (SealException | AuditException | SettingsException fault) {
            LOG.atError()
                    .addKeyValue("expected", "the root key, its key store and an undamaged audit log")
                    .setCause(fault)
                    .log("archive.closed");
            return Optional.empty();
        }
    }

    RecordingRoom room() {
        return room;
    }

    RecordingDesk desk() {
        return desk;
    }

    MessageService messages() {
        return messages;
    }

    MessageAccess messageDesk() {
        return messageAccess;
    }

    Erasure erasure() {
        return erasure;
    }

    CallbackNumbers callbackNumbers() {
        return callbackNumbers;
    }

    /// What a caller is called in the books; nothing while the keys are away.
    Optional<String> callerName(PracticeId practice, PhoneNumber number) {
        try {
            return Optional.of(pseudonyms.of(practice, number));
        } catch (SealException away) {
            LOG.atWarn().setCause(away).log("caller.nameless");
            return Optional.empty();
        }
    }

    BlockedNumbers blocking() {
        return blockedNumbers;
    }

    KeyDesk keys() {
        return keyDesk;
    }

    AuditLog log() {
        return log;
    }

    /// Closes what somebody says of a look for the data protection officer of the practice whose data it is.
    Asking.Reason closed(PersonalText reason) {
        return practice -> Optional.of(Optional.ofNullable(officers.get(practice))
                .orElseThrow(() -> new IllegalArgumentException(
                        "reason: nobody could read it (expected: recording.officer in the practice's file)"))
                .seal(reason));
    }

    /// Takes over what a former life of the engine left: files that were cut first, then talks that still go on.
    /// Once; where the database is away, at the next try.
    ///
    /// @param records what the journal knows of a call that has not ended
    synchronized void takeOver(
            AsteriskSwitch asterisk,
            Function<CallId, Optional<CallRecord>> records,
            Journal journal,
            PracticeDirectory practices) {
        if (takenOver) {
            return;
        }
        recovery.round(room::isMaking);
        asterisk.resumableCalls().stream()
                .filter(call -> !room.isRecording(call))
                .flatMap(call -> records.apply(call).stream())
                .filter(record -> record.consent().equals(Optional.of(Consent.NOTIFIED)))
                .forEach(record -> goOn(record, asterisk, journal, practices));
        takenOver = true;
    }

    private void goOn(CallRecord record, AsteriskSwitch asterisk, Journal journal, PracticeDirectory practices) {
        List<Recording> before = recordingStore.of(record.call()).stream()
                .filter(recording -> recording.kind() instanceof RecordingKind.Conversation)
                .toList();
        var events = new CallEventLog(journal, record.call(), record.practice(), clock);
        if (!before.isEmpty()) {
            practices
                    .find(record.practice())
                    .ifPresent(practice -> room.resume(
                            before.getLast(),
                            practice,
                            events,
                            listener -> asterisk.resumeTap(record.call(), listener)));
        }
    }

    /// Each second: the log is signed.
    void second() {
        log.checkpoint();
    }

    /// Each few seconds: what was sealed survives a power cut.
    void sync() {
        room.sync();
    }

    /// Each minute: what could not be entered, or was cut, is looked at again.
    void minute() {
        recovery.round(room::isMaking);
    }

    /// Each minute, in a round of its own, for it may wait: whole recordings go to the store, where there is one.
    void settle() {
        try {
            vault.settle(id -> recordingStore
                    .of(id)
                    .filter(recording -> recording.state().isKept())
                    .flatMap(Recording::sealed));
        } catch (IOException left) {
            LOG.atWarn().setCause(left).log("vault.unsettled");
        }
    }

    /// Each hour: what has been kept long enough goes.
    void hour() {
        callbackNumbers.destroyOld(clock.instant());
        int gone = retention.round();
        while (gone > 0) {
            LOG.atInfo().addKeyValue("recordings", gone).log("retention.expired");
            gone = retention.round();
        }
    }

    /// The rest of what is being made is sealed first, while book and log are there.
    @Override
    public void close() {
        room.close();
        log.close();
        disks.forEach(DirectoryDisk::close);
        store.ifPresent(ObjectStore::close);
    }

    private static RootKey rootKey(RootKeySettings where) {
        return switch (where) {
            case RootKeySettings.InFile(Path file) -> FileRootKey.read(file);
            case RootKeySettings.InToken(Path module, int slot, String label, SecretFile pin) ->
                TokenRootKey.open(module, slot, pin.read().text().toCharArray(), label);
        };
    }

    private static Function<PracticeId, Readers> readers(InstallationSettings settings) {
        Map<PracticeId, Readers> readers = settings.practices().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new PracticeId(entry.getKey().value()),
                        entry -> entry.getValue().recording().decryptionPolicy()));
        return practice -> readers.getOrDefault(practice, new Readers.Provider());
    }

    private static Map<PracticeId, ReasonSealer> officers(InstallationSettings settings) {
        Map<PracticeId, ReasonSealer> officers = new HashMap<>();
        settings.practices()
                .forEach((name, practice) -> practice.recording()
                        .dataProtectionOfficer()
                        .ifPresent(key -> officers.put(new PracticeId(name.value()), new ReasonSealer(key))));
        return Map.copyOf(officers);
    }

    /// The public key stands beside the log, for whoever verifies it.
    private static void publish(NoteKey key, Path log) {
        try {
            Files.writeString(log.resolveSibling(log.getFileName() + ".key"), key + "\n");
        } catch (IOException fault) {
            throw new AuditException("audit key: not written (expected: beside the log)", fault);
        }
    }

    private record Signer(HouseSigner house) implements CheckpointSigner {

        @Override
        public byte[] sign(byte[] text) {
            return house.sign(text);
        }

        @Override
        public NoteKey key() {
            return new NoteKey(house.name(), house.publicKey());
        }
    }
}
