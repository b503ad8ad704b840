package org.permanence.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.permanence.audit.Action;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReadings;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.CheckpointSigner;
import org.permanence.audit.CheckpointWitness;
import org.permanence.audit.CheckpointWitnesses;
import org.permanence.audit.DirectoryReplica;
import org.permanence.audit.KeptCheckpoint;
import org.permanence.audit.RefusedRequests;
import org.permanence.audit.WitnessFile;
import org.permanence.durable.DurableFile;
import org.permanence.seal.AuditedKeys;
import org.permanence.seal.InstallationSigner;
import org.permanence.seal.KeyStoreWitness;
import org.permanence.settings.ArchiveSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqCheckpointWitness;
import org.permanence.verify.NoteKey;
import org.permanence.verify.VerifyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit log with its replicas and its signer.
final class AuditModule implements EngineModule {

    private static final Logger LOG = LoggerFactory.getLogger(AuditModule.class);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration WITNESS_INTERVAL = Duration.ofSeconds(1);
    private static final Duration REFUSALS_INTERVAL = Duration.ofSeconds(1);

    private final List<DirectoryReplica> replicas = new ArrayList<>();
    private final AuditLog log;
    private final RefusedRequests refusedRequests;
    private final AuditReadings readings;
    private final AuditedKeys auditedKeys;
    private final CheckpointWitnesses witnesses;
    private final Runnable onShortened;
    private final AtomicBoolean reported = new AtomicBoolean();

    /// Opens the log and writes its public key beside each replica.
    ///
    /// @param onShortened called when the log lost its end, or was replaced by an older one
    /// @throws AuditException if the log is damaged or lost its end, or a replica cannot be opened
    AuditModule(
            InstallationSettings settings,
            Database database,
            KeyModule keys,
            Runnable onShortened,
            InstantSource clock) {
        this.onShortened = onShortened;
        List<Path> directories = settings.archive().audit();
        String origin = "permanence/" + settings.identity().name().value();
        var signer = new Signer(InstallationSigner.open(origin, keys.keys()));
        try {
            directories.forEach(directory -> replicas.add(DirectoryReplica.open(directory)));
            directories.forEach(directory -> writePublicKey(signer.key(), directory));
            witnesses = new CheckpointWitnesses(replicas, places(settings, database, keys), signer.key());
            OptionalLong accepted = requireWholeLog(settings.archive(), signer);
            log = AuditLog.open(AuditSettings.of(origin), replicas, signer, clock);
            refusedRequests = new RefusedRequests(log, clock);
            readings = new AuditReadings(log, signer.key(), origin);
            auditedKeys = new AuditedKeys(log, keys.keys());
            accepted.ifPresent(this::recordAcceptedLoss);
        } catch (AuditException | VerifyException fault) {
            replicas.forEach(DirectoryReplica::close);
            throw fault;
        }
    }

    private static List<CheckpointWitness> places(InstallationSettings settings, Database database, KeyModule keys) {
        int engine = settings.engineNumber();
        List<CheckpointWitness> places = new ArrayList<>();
        places.add(new KeyStoreWitness(keys.store(), engine));
        places.add(new JooqCheckpointWitness(database, engine));
        settings.archive().auditWitness().map(WitnessFile::new).ifPresent(places::add);
        return places;
    }

    /// Compares the log with the checkpoints kept elsewhere.
    ///
    /// @return the size of the log if it lost its end and the settings accept that
    private OptionalLong requireWholeLog(ArchiveSettings settings, CheckpointSigner signer) {
        Optional<String> difference = witnesses.compare();
        if (difference.isEmpty()) {
            return OptionalLong.empty();
        }
        reportShortened(difference.get());
        long entries = AuditLog.countEntries(replicas, signer);
        if (settings.acceptedAuditEntries()
                .filter(accepted -> accepted == entries)
                .isEmpty()) {
            throw new AuditException(difference.get() + "; restore the log from a backup, or accept the " + entries
                    + " entries that are left with archive.accepted-audit-entries");
        }
        witnesses.acceptLog();
        return OptionalLong.of(entries);
    }

    private void reportShortened(String difference) {
        if (!reported.getAndSet(true)) {
            onShortened.run();
            LOG.atError()
                    .addKeyValue("found", difference)
                    .addKeyValue("expected", "the whole log; docs/audit-log.md says what to do")
                    .log("audit.log-shortened");
        }
    }

    private void recordAcceptedLoss(long entries) {
        log.note(AuditRequest.byEngine(
                Action.LOG_LOSS_ACCEPTED,
                Optional.empty(),
                new AuditObject(AuditObject.Kind.LOG, "audit"),
                Map.of("entries", Long.toString(entries))));
    }

    /// Records in the log that the key store was moved to another root key at startup.
    void recordRootKeyMove(int rewrappedKeys) {
        if (rewrappedKeys > 0) {
            auditedKeys.recordRootKeyMove(rewrappedKeys);
            LOG.atInfo()
                    .addKeyValue("keys", rewrappedKeys)
                    .addKeyValue("expected", "remove the previous root key from the settings and destroy it")
                    .log("root-key.rotated");
        }
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(CHECKPOINT_INTERVAL, "audit-checkpoint", log::checkpoint);
        tasks.schedule(REFUSALS_INTERVAL, "audit-refusals", refusedRequests::endMinutes);
        for (KeptCheckpoint place : witnesses.places()) { // A place that hangs delays no other.
            tasks.schedule(
                    WITNESS_INTERVAL, "audit-witness-" + place.place().replace(' ', '-'), () -> keepCheckpoint(place));
        }
    }

    AuditLog log() {
        return log;
    }

    RefusedRequests refusedRequests() {
        return refusedRequests;
    }

    /// What people may read of the log.
    AuditReadings readings() {
        return readings;
    }

    AuditedKeys auditedKeys() {
        return auditedKeys;
    }

    @Override
    public void close() {
        refusedRequests.endAllMinutes();
        log.close();
        for (KeptCheckpoint place : witnesses.places()) {
            try {
                keepCheckpoint(place);
            } catch (RuntimeException unavailable) { // The place keeps an earlier checkpoint.
                LOG.atWarn()
                        .addKeyValue("place", place.place())
                        .setCause(unavailable)
                        .log("audit.witness-unavailable");
            }
        }
        replicas.forEach(DirectoryReplica::close);
    }

    private void keepCheckpoint(KeptCheckpoint place) {
        log.durableCheckpoint().flatMap(place::keep).ifPresent(this::reportShortened);
    }

    /// Verifiers of the log need the public key.
    private static void writePublicKey(NoteKey key, Path logDirectory) {
        try {
            DurableFile.at(logDirectory.resolveSibling(logDirectory.getFileName() + ".key"))
                    .replace((key + "\n").getBytes(StandardCharsets.UTF_8));
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
