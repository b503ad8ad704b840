package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.LES_LILAS;
import static org.permanence.seal.SealFixture.MAY;
import static org.permanence.seal.SealFixture.assertFails;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The root key in a token, with SoftHSM. The build sets the environment variable that names its configuration.
class TokenRootKeyTest {

    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final char[] PIN = "1234".toCharArray();

    @BeforeAll
    static void initializeToken() throws IOException, InterruptedException {
        String configuration = System.getenv("SOFTHSM2_CONF");
        assumeTrue(
                Files.exists(MODULE) && configuration != null,
                "skipped: no SoftHSM on this machine (Debian's package softhsm2), or the build did not set SOFTHSM2_CONF");
        Path file = Path.of(configuration);
        Path tokens = Files.createTempDirectory(file.toAbsolutePath().getParent(), "tokens");
        Files.writeString(file, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        var init = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "permanence",
                        "--so-pin",
                        "1234",
                        "--pin",
                        "1234")
                .redirectErrorStream(true)
                .start();
        String output = new String(init.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, init.waitFor(), output);
        TokenRootKey.create(MODULE, 0, PIN, "root-1");
    }

    @Test
    void missingKeyIsNotCreated() {
        assertFails(SealFailure.KEY_GONE, () -> TokenRootKey.open(MODULE, 0, PIN, "root-9"));
    }

    @Test
    void duplicateLabelIsRefused() {
        assertFails(SealFailure.TOKEN, () -> TokenRootKey.create(MODULE, 0, PIN, "root-1"));
    }

    @Test
    void onlyTheTokenUnwrapsItsKeys() {
        var root = TokenRootKey.open(MODULE, 0, PIN, "root-1");
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

        var moved = new KeyChain(store, TokenRootKey.open(MODULE, 0, PIN, "root-1"));
        assertEquals(1, moved.rotateRoot(file));
        assertArrayEquals(
                fresh.key().bytes(), moved.unwrap(FIRST, fresh.wrapped()).bytes());
    }
}
