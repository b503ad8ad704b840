package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.seal.RecordingId;
import org.permanence.testing.MemoryVault.Fault;

class MemoryVaultTest {

    private static final RecordingId FIRST = new RecordingId("0199aaaa-0000-7000-8000-000000000001");

    private final MemoryVault vault = new MemoryVault();

    @Test
    void aDiskRefusesWhatItIsToldToUntilItWorksAgain() throws IOException {
        var sink = vault.create(FIRST);
        for (Fault fault : Fault.values()) {
            vault.refuses(fault);
        }

        assertThrows(IOException.class, () -> sink.write(ByteBuffer.allocate(1)));
        assertThrows(IOException.class, sink::force);
        assertThrows(IOException.class, () -> vault.create(FIRST));
        assertThrows(IOException.class, () -> vault.open(FIRST));
        assertThrows(IOException.class, () -> vault.replace(FIRST));
        assertThrows(IOException.class, () -> vault.remove(FIRST));

        vault.works();
        sink.write(ByteBuffer.wrap(new byte[] {7}));
        assertArrayEquals(new byte[] {7}, vault.bytes(FIRST));
    }

    @Test
    void itTellsApartLikeTheFolder() throws IOException {
        assertThrows(NoSuchFileException.class, () -> vault.open(FIRST));
        assertThrows(NoSuchFileException.class, () -> vault.replace(FIRST));
        vault.create(FIRST).close();
        assertThrows(FileAlreadyExistsException.class, () -> vault.create(FIRST));
    }

    @Test
    void aRepairReplacesTheFile() throws IOException {
        vault.put(FIRST, new byte[] {1, 2, 3});
        vault.cut(FIRST, 2);
        vault.repair(FIRST).write(ByteBuffer.wrap(new byte[] {9}));
        assertEquals(List.of(FIRST), vault.repairs());
        assertArrayEquals(new byte[] {1, 2}, vault.bytes(FIRST));

        vault.replace(FIRST);

        assertArrayEquals(new byte[] {9}, vault.bytes(FIRST));
        assertEquals(List.of(), vault.repairs());
        vault.remove(FIRST);
        assertEquals(Set.of(), vault.files());
    }
}
