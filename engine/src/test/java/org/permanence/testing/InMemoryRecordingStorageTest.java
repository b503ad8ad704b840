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
import org.permanence.testing.InMemoryRecordingStorage.Fault;

class InMemoryRecordingStorageTest {

    private static final RecordingId FIRST = new RecordingId("0199aaaa-0000-7000-8000-000000000001");

    private final InMemoryRecordingStorage storage = new InMemoryRecordingStorage();

    @Test
    void diskFailsUntilItRecovers() throws IOException {
        var output = storage.create(FIRST);
        for (Fault fault : Fault.values()) {
            storage.failOn(fault);
        }

        assertThrows(IOException.class, () -> output.write(ByteBuffer.allocate(1)));
        assertThrows(IOException.class, output::force);
        assertThrows(IOException.class, () -> storage.create(FIRST));
        assertThrows(IOException.class, () -> storage.open(FIRST));
        assertThrows(IOException.class, () -> storage.commitRepair(FIRST));
        assertThrows(IOException.class, () -> storage.remove(FIRST));

        storage.recover();
        output.write(ByteBuffer.wrap(new byte[] {7}));
        assertArrayEquals(new byte[] {7}, storage.bytes(FIRST));
    }

    @Test
    void missingAndExistingFilesFailAsInLocalStorage() throws IOException {
        assertThrows(NoSuchFileException.class, () -> storage.open(FIRST));
        assertThrows(NoSuchFileException.class, () -> storage.commitRepair(FIRST));
        storage.create(FIRST).close();
        assertThrows(FileAlreadyExistsException.class, () -> storage.create(FIRST));
    }

    @Test
    void repairReplacesTheFile() throws IOException {
        storage.put(FIRST, new byte[] {1, 2, 3});
        storage.truncate(FIRST, 2);
        storage.createRepair(FIRST).write(ByteBuffer.wrap(new byte[] {9}));
        assertEquals(List.of(FIRST), storage.pendingRepairs());
        assertArrayEquals(new byte[] {1, 2}, storage.bytes(FIRST));

        storage.commitRepair(FIRST);

        assertArrayEquals(new byte[] {9}, storage.bytes(FIRST));
        assertEquals(List.of(), storage.pendingRepairs());
        storage.remove(FIRST);
        assertEquals(Set.of(), storage.files());
    }
}
