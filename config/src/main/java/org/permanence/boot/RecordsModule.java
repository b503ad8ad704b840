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
import org.permanence.access.AccessRequest;
import org.permanence.adapter.asterisk.AsteriskSwitch;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.CheckpointSigner;
import org.permanence.audit.DirectoryReplica;
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
import org.permanence.recording.ActiveRecordings;
import org.permanence.recording.Erasure;
import org.permanence.recording.LocalRecordingStorage;
import org.permanence.recording.ObjectStore;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingRecovery;
import org.permanence.recording.RecordingServices;
import org.permanence.recording.RecordingStorage;
import org.permanence.recording.RemoteRecordingStorage;
import org.permanence.recording.Retention;
import org.permanence.s3.S3ObjectStore;
import org.permanence.seal.AuditedKeys;
import org.permanence.seal.CallbackNumbers;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.InstallationSigner;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.Pseudonyms;
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
final class RecordsModule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsModule.class);

    private final InstantSource clock;
    private final JooqRecordingStore recordingStore;
    private final List<DirectoryReplica> replicas;
    private final AuditLog auditLog;
    private final Optional<ObjectStore> objectStore;
    private final RecordingStorage storage;
    private final ActiveRecordings activeRecordings;
    private final RecordingAccess recordingAccess;
    private final MessageService messageService;
    private final MessageAccess messageAccess;
    private final Erasure erasure;
    private final BlockedNumbers blockedNumbers;
    private final AuditedKeys auditedKeys;
    private final RecordingRecovery recovery;
    private final Retention retention;
    private final Map<PracticeId, ReasonSealer> reasonSealers;
    private final Pseudonyms pseudonyms;
    private final CallbackNumbers callbackNumbers;
    private boolean recovered;

    /// What operations must hear of.
    record Listeners(RecordingServices.LossListener recordings, MessageService.MessageListener messages) {}

    private RecordsModule(InstallationSettings settings, Database database, Listeners listeners, InstantSource clock) {
        this.clock = clock;
        var archive = settings.archive();
        var keys = new KeyChain(new FolderKeyStore(archive.keys()), openRootKey(archive.rootKey()));
        int rewrappedKeys = archive.previousRootKey()
                .map(formerKey -> keys.rotateRoot(openRootKey(formerKey)))
                .orElse(0);
        String origin = "permanence/" + settings.identity().name().value();
        var signer = new Signer(InstallationSigner.open(origin, keys));
        replicas = archive.audit().stream().map(DirectoryReplica::open).toList();
        archive.audit().forEach(directory -> writePublicKey(signer.key(), directory));
        auditLog = AuditLog.open(AuditSettings.of(origin), replicas, signer, clock);
        recordingStore = new JooqRecordingStore(database);
        // No method reference: it would load the library in a house that has no store.
        objectStore = archive.objectStore().map(storeSettings -> new S3ObjectStore(storeSettings));
        storage = objectStore
                .<RecordingStorage>map(remote -> new RemoteRecordingStorage(archive.recordings(), remote))
                .orElseGet(() -> new LocalRecordingStorage(archive.recordings()));
        pseudonyms = new Pseudonyms(keys);
        callbackNumbers = new CallbackNumbers(keys);
        var services = new RecordingServices(
                new Sealer(keys),
                pseudonyms,
                storage,
                recordingStore,
                auditLog,
                listeners.recordings(),
                new ReentrantLock());
        Function<PracticeId, DecryptionPolicy> policies = decryptionPolicies(settings);
        var keyRelease = new KeyRelease(keys);
        reasonSealers = reasonSealers(settings);
        activeRecordings = new ActiveRecordings(services, policies, new SecureRandom(), clock);
        recordingAccess = new RecordingAccess(recordingStore, storage, keyRelease, auditLog);
        var messageStore = new JooqMessageStore(database);
        messageService = new MessageService(activeRecordings, messageStore, listeners.messages(), clock);
        messageAccess = new MessageAccess(messageStore, recordingAccess, auditLog);
        erasure = new Erasure(services, keys, clock);
        blockedNumbers = new BlockedNumbers(new JooqBlockedNumberStore(database), pseudonyms, auditLog, clock);
        recovery = new RecordingRecovery(services, keyRelease, policies, clock);
        auditedKeys = new AuditedKeys(auditLog, keys);
        if (rewrappedKeys > 0) {
            auditedKeys.recordRootKeyMove(rewrappedKeys);
            LOG.atInfo()
                    .addKeyValue("keys", rewrappedKeys)
                    .addKeyValue("expected", "the former root key taken out of the settings, and destroyed")
                    .log("root-key.rotated");
        }
        retention = new Retention(services, keys, clock, settings.identity().zone());
    }

    /// Opens it, or says in the log why not.
    static Optional<RecordsModule> open(
            InstallationSettings settings, Database database, Listeners listeners, InstantSource clock) {
        try {
            return Optional.of(new RecordsModule(settings, database, listeners, clock));
        } catch (SealException | AuditException | SettingsException fault) {
            LOG.atError()
                    .addKeyValue("expected", "the root key, its key store and an undamaged audit log")
                    .setCause(fault)
                    .log("archive.closed");
            return Optional.empty();
        }
    }

    ActiveRecordings activeRecordings() {
        return activeRecordings;
    }

    RecordingAccess recordingAccess() {
        return recordingAccess;
    }

    MessageService messageService() {
        return messageService;
    }

    MessageAccess messageAccess() {
        return messageAccess;
    }

    Erasure erasure() {
        return erasure;
    }

    CallbackNumbers callbackNumbers() {
        return callbackNumbers;
    }

    /// What a caller is called in the books; nothing while the keys are away.
    Optional<String> callerPseudonym(PracticeId practice, PhoneNumber number) {
        try {
            return Optional.of(pseudonyms.of(practice, number));
        } catch (SealException unavailable) {
            LOG.atWarn().setCause(unavailable).log("caller.nameless");
            return Optional.empty();
        }
    }

    BlockedNumbers blocking() {
        return blockedNumbers;
    }

    AuditedKeys auditedKeys() {
        return auditedKeys;
    }

    AuditLog auditLog() {
        return auditLog;
    }

    /// Closes what somebody says of a look for the data protection officer of the practice whose data it is.
    AccessRequest.Reason sealReason(PersonalText reason) {
        return practice -> Optional.of(Optional.ofNullable(reasonSealers.get(practice))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "reason: no key to seal it with (expected: recording.data-protection-officer-key in the practice file)"))
                .seal(reason));
    }

    /// Takes over what a former life of the engine left: files that were cut first, then talks that still go on.
    /// Once; where the database is away, at the next try.
    ///
    /// @param records what the journal knows of a call that has not ended
    synchronized void recoverFromPreviousRun(
            AsteriskSwitch asterisk,
            Function<CallId, Optional<CallRecord>> records,
            Journal journal,
            PracticeDirectory practices) {
        if (recovered) {
            return;
        }
        recovery.recoverInterrupted(activeRecordings::isActive);
        asterisk.resumableCalls().stream()
                .filter(call -> !activeRecordings.isRecording(call))
                .flatMap(call -> records.apply(call).stream())
                .filter(record -> record.consent().equals(Optional.of(Consent.NOTIFIED)))
                .forEach(record -> resumeRecording(record, asterisk, journal, practices));
        recovered = true;
    }

    private void resumeRecording(
            CallRecord record, AsteriskSwitch asterisk, Journal journal, PracticeDirectory practices) {
        List<Recording> earlierRecordings = recordingStore.find(record.call()).stream()
                .filter(recording -> recording.kind() instanceof RecordingKind.Conversation)
                .toList();
        var events = new CallEventLog(journal, record.call(), record.practice(), clock);
        if (!earlierRecordings.isEmpty()) {
            practices
                    .find(record.practice())
                    .ifPresent(practice -> activeRecordings.resume(
                            earlierRecordings.getLast(),
                            practice,
                            events,
                            listener -> asterisk.resumeTap(record.call(), listener)));
        }
    }

    /// Each second: the log is signed.
    void signCheckpoint() {
        auditLog.checkpoint();
    }

    /// Each few seconds: what was sealed survives a power cut.
    void syncRecordings() {
        activeRecordings.sync();
    }

    /// Each minute: what could not be entered, or was cut, is looked at again.
    void recoverInterrupted() {
        recovery.recoverInterrupted(activeRecordings::isActive);
    }

    /// Each minute, in a round of its own, for it may wait: whole recordings go to the store, where there is one.
    void uploadToStore() {
        try {
            storage.upload(id -> recordingStore
                    .find(id)
                    .filter(recording -> recording.state().isKept())
                    .flatMap(Recording::sealed));
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("vault.unsettled");
        }
    }

    /// Each hour: what has been kept long enough goes.
    void applyRetention() {
        callbackNumbers.destroyExpiredKeys(clock.instant());
        int expired = retention.expireBatch();
        while (expired > 0) {
            LOG.atInfo().addKeyValue("recordings", expired).log("retention.expired");
            expired = retention.expireBatch();
        }
    }

    /// The rest of what is being made is sealed first, while book and log are there.
    @Override
    public void close() {
        activeRecordings.close();
        auditLog.close();
        replicas.forEach(DirectoryReplica::close);
        objectStore.ifPresent(ObjectStore::close);
    }

    private static RootKey openRootKey(RootKeySettings settings) {
        return switch (settings) {
            case RootKeySettings.InFile(Path file) -> FileRootKey.read(file);
            case RootKeySettings.InToken(Path module, int slot, String label, SecretFile pin) ->
                TokenRootKey.open(module, slot, pin.read().text().toCharArray(), label);
        };
    }

    private static Function<PracticeId, DecryptionPolicy> decryptionPolicies(InstallationSettings settings) {
        Map<PracticeId, DecryptionPolicy> policies = settings.practices().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new PracticeId(entry.getKey().value()),
                        entry -> entry.getValue().recording().decryptionPolicy()));
        return practice -> policies.getOrDefault(practice, new DecryptionPolicy.PlatformOnly());
    }

    private static Map<PracticeId, ReasonSealer> reasonSealers(InstallationSettings settings) {
        Map<PracticeId, ReasonSealer> sealers = new HashMap<>();
        settings.practices()
                .forEach((name, practice) -> practice.recording()
                        .dataProtectionOfficer()
                        .ifPresent(key -> sealers.put(new PracticeId(name.value()), new ReasonSealer(key))));
        return Map.copyOf(sealers);
    }

    /// The public key stands beside the log, for whoever verifies it.
    private static void writePublicKey(NoteKey key, Path logDirectory) {
        try {
            Files.writeString(logDirectory.resolveSibling(logDirectory.getFileName() + ".key"), key + "\n");
        } catch (IOException fault) {
            throw new AuditException("audit key: not written (expected: beside the log)", fault);
        }
    }

    private record Signer(InstallationSigner signer) implements CheckpointSigner {

        @Override
        public byte[] sign(byte[] text) {
            return signer.sign(text);
        }

        @Override
        public NoteKey key() {
            return new NoteKey(signer.name(), signer.publicKey());
        }
    }
}
