package org.permanence.seal;

/// The key of the house, under which every other key lies. It may be in a file or in a token that never gives it away.
public interface RootKey {

    /// Which one: lower-case letters, digits and '-'. It says nothing about the key.
    String name();

    byte[] wrap(byte[] key, byte[] associated);

    /// Opens what [#wrap] closed.
    ///
    /// @throws SealException `WRAP_REFUSED` for anything else
    byte[] unwrap(byte[] wrapped, byte[] associated);
}
