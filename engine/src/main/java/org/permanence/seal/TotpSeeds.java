package org.permanence.seal;

import java.util.Base64;

/// Encrypts the seeds of one-time codes under a key of the installation. A copy of the database makes no code.
public final class TotpSeeds {

    private final KeyChain keys;

    public TotpSeeds(KeyChain keys) {
        this.keys = keys;
    }

    /// Encrypts a seed for one person.
    ///
    /// @param person the person's id
    public SealedTotpSeed seal(String person, TotpSeed seed) {
        return new SealedTotpSeed(
                Primitives.base64(keys.withTotpKey(key -> KeyWrap.wrap(key, seed.bytes(), associatedData(person)))));
    }

    /// Decrypts the seed of a person.
    ///
    /// @throws SealException `WRAP_REFUSED` for the seed of another person or an altered one
    public TotpSeed open(String person, SealedTotpSeed sealed) {
        byte[] wrapped = Base64.getUrlDecoder().decode(sealed.text());
        return TotpSeed.of(keys.withTotpKey(key -> KeyWrap.unwrap(key, wrapped, associatedData(person))));
    }

    private static byte[] associatedData(String person) {
        return KeyWrap.associatedData("totp seed", person);
    }
}
