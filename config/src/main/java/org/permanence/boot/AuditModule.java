package org.permanence.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.CheckpointSigner;
import org.permanence.audit.DirectoryReplica;
import org.permanence.seal.AuditedKeys;
import org.permanence.seal.InstallationSigner;
import org.permanence.settings.InstallationSettings;
import org.permanence.verify.NoteKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit log with its replicas and its signer.
final class AuditModule implements EngineModule {

    private static final Logger LOG = LoggerFactory.getLogger(AuditModule.class);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private final List<DirectoryReplica> replicas;
    private final AuditLog log;
    private final AuditedKeys auditedKeys;

    /// Opens the log and writes its public key beside each replica.
    ///
    /// @throws AuditException if the log is damaged or a replica cannot be opened
    AuditModule(InstallationSettings settings, KeyModule keys, InstantSource clock) {
        List<Path> directories = settings.archive().audit();
        String origin = "permanence/" + settings.identity().name().value();
        var signer = new Signer(InstallationSigner.open(origin, keys.keys()));
        replicas = directories.stream().map(DirectoryReplica::open).toList();
        directories.forEach(directory -> writePublicKey(signer.key(), directory));
        log = AuditLog.open(AuditSettings.of(origin), replicas, signer, clock);
        auditedKeys = new AuditedKeys(log, keys.keys());
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
    }

    AuditLog log() {
        return log;
    }

    AuditedKeys auditedKeys() {
        return auditedKeys;
    }

    @Override
    public void close() {
        log.close();
        replicas.forEach(DirectoryReplica::close);
    }

    /// Verifiers of the log need the public key.
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
