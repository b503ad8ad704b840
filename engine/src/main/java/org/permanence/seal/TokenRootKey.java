package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;

/// The root key in a PKCS#11 token: an HSM, or SoftHSM in tests. The token wraps and unwraps; the key never leaves
/// it.
public final class TokenRootKey implements RootKey {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final Provider provider;
    private final Key key;
    private final String name;

    private TokenRootKey(Provider provider, Key key, String label) {
        this.provider = provider;
        this.key = key;
        this.name = "token-" + label;
    }

    /// Opens the key with that label.
    ///
    /// @param module the vendor's library, such as `/usr/lib/softhsm/libsofthsm2.so`
    /// @param slot   the index of the token, from 0
    /// @param label  lower-case letters, digits and '-'
    public static TokenRootKey open(Path module, int slot, char[] pin, String label) {
        try {
            var provider = provider(module, slot);
            Key key = token(provider, pin).getKey(label, null);
            if (key == null) {
                throw new SealException(
                        SealFailure.KEY_GONE, "token: no key " + label + " (expected: an existing key)");
            }
            return new TokenRootKey(provider, key, label);
        } catch (GeneralSecurityException | IOException fault) {
            throw token(fault);
        }
    }

    /// Creates a key inside the token.
    public static void create(Path module, int slot, char[] pin, String label) {
        if (!label.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("label: " + label + " (expected: lower-case letters, digits, '-')");
        }
        try {
            var provider = provider(module, slot);
            KeyStore token = token(provider, pin);
            if (token.containsAlias(label)) {
                throw new SealException(
                        SealFailure.TOKEN, "token: has a key " + label + " already (expected: a new label)");
            }
            var generator = KeyGenerator.getInstance("AES", provider);
            generator.init(Primitives.KEY_BYTES * Byte.SIZE);
            token.setKeyEntry(label, generator.generateKey(), null, null);
        } catch (GeneralSecurityException | IOException fault) {
            throw token(fault);
        }
    }

    private static Provider provider(Path module, int slot) {
        // "--" marks an inline configuration instead of a file name.
        return Security.getProvider("SunPKCS11").configure("""
                        --name = permanence-%d
                        library = "%s"
                        slotListIndex = %d
                        attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
                          CKA_SENSITIVE = true
                          CKA_EXTRACTABLE = false
                          CKA_ENCRYPT = true
                          CKA_DECRYPT = true
                        }
                        """.formatted(slot, module, slot));
    }

    private static KeyStore token(Provider provider, char[] pin) throws GeneralSecurityException, IOException {
        KeyStore token = KeyStore.getInstance("PKCS11", provider);
        token.load(null, pin);
        return token;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte[] wrap(byte[] secret, byte[] associated) {
        byte[] nonce = Primitives.random(NONCE_BYTES);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(secret);
            return ByteBuffer.allocate(NONCE_BYTES + closed.length)
                    .put(nonce)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException fault) {
            throw token(fault);
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associated) {
        if (wrapped.length < NONCE_BYTES) {
            throw KeyWrap.failure(new AEADBadTagException("short"));
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, NONCE_BYTES), associated)
                    .doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
        } catch (AEADBadTagException refused) {
            throw KeyWrap.failure(refused);
        } catch (GeneralSecurityException fault) {
            throw token(fault);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER, provider);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }

    @Override
    public String toString() {
        return "[key]";
    }

    private static SealException token(Exception fault) {
        return new SealException(
                SealFailure.TOKEN, "token: failed (expected: a PKCS#11 token, its PIN, AES-GCM)", fault);
    }
}
