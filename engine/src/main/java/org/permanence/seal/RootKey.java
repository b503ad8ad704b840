package org.permanence.seal;

/// The root key of the installation, which wraps all other keys. It is in a file, or in a token that never reveals
/// it.
public interface RootKey {

    /// The name of the key: lower-case letters, digits and '-'. Reveals nothing about the key.
    String name();

    byte[] wrap(byte[] key, byte[] associated);

    /// Unwraps the output of [#wrap].
    ///
    /// @throws SealException `WRAP_REFUSED` for anything else
    byte[] unwrap(byte[] wrapped, byte[] associated);
}
