package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.LES_LILAS;
import static org.permanence.seal.SealFixture.MAY;
import static org.permanence.seal.SealFixture.assertFails;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.SoftToken;

/// The root key in a token, with SoftHSM.
class TokenRootKeyTest {

    private static final char[] PIN = SoftToken.PIN.toCharArray();

    @BeforeAll
    static void initializeToken() throws IOException, InterruptedException {
        SoftToken.initialize();
        TokenRootKey.create(SoftToken.MODULE, 0, PIN, "root-1");
    }

    @Test
    void missingKeyIsNotCreated() {
        assertFails(SealFailure.KEY_GONE, () -> TokenRootKey.open(SoftToken.MODULE, 0, PIN, "root-9"));
    }

    @Test
    void duplicateLabelIsRefused() {
        assertFails(SealFailure.TOKEN, () -> TokenRootKey.create(SoftToken.MODULE, 0, PIN, "root-1"));
    }

    @Test
    void onlyTheTokenUnwrapsItsKeys() {
        var root = TokenRootKey.open(SoftToken.MODULE, 0, PIN, "root-1");
        byte[] secret = Primitives.random(32);
        byte[] wrapped = root.wrap(secret, new byte[] {1});
        assertArrayEquals(secret, root.unwrap(wrapped, new byte[] {1}));
        assertEquals(12 + 32 + 16, wrapped.length);
        assertFails(SealFailure.WRAP_REFUSED, () -> root.unwrap(new byte[3], new byte[] {1}));
        for (byte[] bad : List.of(wrapped.clone(), wrapped.clone())) {
            bad[20] ^= 1;
            assertFails(SealFailure.WRAP_REFUSED, () -> root.unwrap(bad, new byte[] {1}));
        }
        assertFails(SealFailure.WRAP_REFUSED, () -> root.unwrap(wrapped, new byte[] {2}));
    }

    @Test
    void keysMoveFromAFileToTheToken(@TempDir Path folder) {
        FileRootKey.create(folder.resolve("root"));
        var file = FileRootKey.read(folder.resolve("root"));
        var store = new FolderKeyStore(folder.resolve("keys"));
        var fresh = new KeyChain(store, file).create(LES_LILAS, FIRST, MAY);

        var moved = new KeyChain(store, TokenRootKey.open(SoftToken.MODULE, 0, PIN, "root-1"));
        assertEquals(1, moved.rotateRoot(file));
        assertArrayEquals(
                fresh.key().bytes(), moved.unwrap(FIRST, fresh.wrapped()).bytes());
    }
}
