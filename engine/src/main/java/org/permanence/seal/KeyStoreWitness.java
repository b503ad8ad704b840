package org.permanence.seal;

import java.nio.file.Path;
import java.util.Optional;
import org.permanence.audit.CheckpointWitness;

/// Keeps the audit log's checkpoint in the key store, which has backups of its own.
///
/// @param engine the number of the engine that writes the log; each engine has its own log
public record KeyStoreWitness(KeyStore store, int engine) implements CheckpointWitness {

    @Override
    public String place() {
        return "key store";
    }

    @Override
    public Optional<String> read() {
        return store.read(name(engine));
    }

    @Override
    public void keep(String note) {
        store.replace(name(engine), note);
    }

    /// The checkpoint's file in a key store that is a directory, for the verifier.
    public static Path file(Path keyStore, int engine) {
        return keyStore.resolve(name(engine));
    }

    private static String name(int engine) {
        return KeyHierarchy.CHECKPOINT_PREFIX + "engine-" + engine;
    }
}
