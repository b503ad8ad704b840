package org.permanence.audit;

import org.permanence.verify.NoteKey;

/// Signs what the log says of itself. The private key is elsewhere.
public interface CheckpointSigner {

    /// Ed25519 over the text.
    byte[] sign(byte[] text);

    /// The name and the public key that readers check with.
    NoteKey key();
}
