package org.permanence.audit;

import org.permanence.verify.NoteKey;

/// Signs checkpoints. The audit log does not see the private key.
public interface CheckpointSigner {

    /// The Ed25519 signature of the text: 64 bytes.
    byte[] sign(byte[] text);

    /// The name and the public key that verifiers use.
    NoteKey key();
}
