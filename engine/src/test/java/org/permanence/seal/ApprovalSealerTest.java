package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.SealedText;

class ApprovalSealerTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final String REQUEST = "0199aaaa-0000-7000-8000-000000000001";
    private static final String OTHER = "0199aaaa-0000-7000-8000-000000000002";
    private static final String PARAMETERS = "{\"body\":\"+33199000042é\"}";

    private ApprovalSealer sealer;

    @BeforeEach
    void open(@TempDir Path folder) {
        FileRootKey.create(folder.resolve("root"));
        sealer = new ApprovalSealer(
                new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root"))));
    }

    @Test
    void parametersAreOpenedForTheirRequestOnly() {
        SealedText sealed = sealer.seal(REQUEST, NOON, PARAMETERS);

        assertThrows(SealException.class, () -> sealer.open(OTHER, NOON, sealed));
        assertEquals(PARAMETERS, sealer.open(REQUEST, NOON, sealed));
        assertNotEquals(sealed, sealer.seal(REQUEST, NOON, PARAMETERS));
    }

    @Test
    void lengthIsHidden() {
        assertEquals(
                sealer.seal(REQUEST, NOON, "a").base64().length(),
                sealer.seal(REQUEST, NOON, "a".repeat(64)).base64().length());
    }

    @Test
    void parametersCannotBeOpenedOnceTheKeyOfTheirDayIsDestroyed() {
        SealedText sealed = sealer.seal(REQUEST, NOON, PARAMETERS);
        sealer.destroyExpiredKeys(NOON.plus(Duration.ofDays(2)));
        assertEquals(PARAMETERS, sealer.open(REQUEST, NOON, sealed));
        sealer.destroyExpiredKeys(NOON.plus(Duration.ofDays(3)));

        assertThrows(SealException.class, () -> sealer.open(REQUEST, NOON, sealed));
    }
}
