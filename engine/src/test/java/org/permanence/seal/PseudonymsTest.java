package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.SealFixture.LES_LILAS;
import static org.permanence.seal.SealFixture.PORT_ROYAL;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.Fixtures;

/// Pseudonyms, and the installation's signature.
class PseudonymsTest {

    @TempDir
    Path folder;

    private KeyChain keys;

    @BeforeEach
    void setUp() {
        FileRootKey.create(folder.resolve("root"));
        keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
    }

    @Test
    void numberHasOnePseudonymPerPractice() {
        var pseudonyms = new Pseudonyms(keys);
        String name = pseudonyms.of(LES_LILAS, Fixtures.CALLER);
        assertTrue(name.matches("[0-9a-f]{32}"));
        assertEquals(name, new Pseudonyms(keys).of(LES_LILAS, Fixtures.CALLER));
        assertNotEquals(name, pseudonyms.of(PORT_ROYAL, Fixtures.CALLER));
        assertNotEquals(name, pseudonyms.of(LES_LILAS, Fixtures.PORT_ROYAL_DID));
    }

    @Test
    void rotationKeepsPseudonyms() {
        String before = new Pseudonyms(keys).of(LES_LILAS, Fixtures.CALLER);
        keys.rotate(LES_LILAS);
        assertEquals(before, new Pseudonyms(keys).of(LES_LILAS, Fixtures.CALLER));
    }

    @Test
    void pseudonymChangesAfterItsKeyIsDestroyed() {
        String before = new Pseudonyms(keys).of(LES_LILAS, Fixtures.CALLER);
        keys.destroyPseudonyms(LES_LILAS);
        assertNotEquals(before, new Pseudonyms(keys).of(LES_LILAS, Fixtures.CALLER));
    }

    @Test
    void signerUsesTheSameKeyAfterARestart() {
        var signer = InstallationSigner.open("permanence.example/audit", keys);
        byte[] message = {1, 2, 3};
        byte[] signature = signer.sign(message);
        var reopened = InstallationSigner.open("permanence.example/audit", keys);
        assertArrayEquals(signer.publicKey(), reopened.publicKey());
        assertEquals(32, reopened.publicKey().length);
        assertEquals("permanence.example/audit", reopened.name());
        assertTrue(InstallationSigner.verifies(reopened.publicKey(), message, signature));
        assertFalse(InstallationSigner.verifies(reopened.publicKey(), new byte[] {1, 2, 4}, signature));
        assertFalse(InstallationSigner.verifies(new byte[3], message, signature));
        assertFalse(InstallationSigner.verifies(reopened.publicKey(), message, new byte[3]));
    }

    @Test
    void signerNameMustFitASignedNote() {
        assertThrows(IllegalArgumentException.class, () -> InstallationSigner.open("two words", keys));
        assertThrows(IllegalArgumentException.class, () -> InstallationSigner.open("a+b", keys));
    }
}
