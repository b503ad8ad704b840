package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.seal.FileDigest;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedOutput;

/// Checks the calls to the object store. `S3RecordingStorageTest` runs against a real one.
class RemoteRecordingStorageTest {

    private static final RecordingId FIRST = new RecordingId("0199aaaa-0000-7000-8000-000000000001");
    private static final RecordingId SECOND = new RecordingId("0199aaaa-0000-7000-8000-000000000002");

    @TempDir
    Path folder;

    private final Map<RecordingId, byte[]> objects =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private final List<String> requests = new ArrayList<>();
    private final Map<RecordingId, Sealed> expected =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private boolean unavailable;
    private RemoteRecordingStorage storage;

    @BeforeEach
    void setUp() {
        storage = new RemoteRecordingStorage(folder.resolve("recordings"), new InMemoryObjectStore());
    }

    @Test
    void sealingAndRepairNeverCallTheObjectStore() throws IOException {
        write(storage.create(FIRST), "cut");
        write(storage.createRepair(FIRST), "whole");
        storage.openLocal(FIRST).close();
        storage.commitRepair(FIRST);
        storage.removeRepair(FIRST);
        storage.scheduleRemoval(FIRST);

        assertThrows(NoSuchFileException.class, () -> storage.openLocal(FIRST));
        assertEquals(List.of(), storage.pendingRepairs());
        assertEquals(List.of(), requests);
    }

    @Test
    void unavailableStoreIsCalledThreeTimesPerUpload() throws IOException {
        for (int i = 1; i <= 9; i++) {
            store(new RecordingId("0199aaaa-0000-7000-8000-00000000000" + i), "sealed");
        }
        unavailable = true;

        assertThrows(IOException.class, this::upload);

        assertEquals(3, requests.size());
    }

    @Test
    void refusedFileDoesNotBlockOtherUploads() throws IOException {
        store(FIRST, "refused");
        store(SECOND, "sealed");

        assertThrows(IOException.class, this::upload);

        assertTrue(objects.containsKey(SECOND));
        assertEquals(List.of(FIRST + ".prec"), files());
    }

    @Test
    void truncatedFileIsNotUploadedBeforeItsRepairIsCommitted() throws IOException {
        store(FIRST, "whole");
        write(storage.createRepair(FIRST), "whole");

        upload();

        assertEquals(List.of(), requests);
        storage.commitRepair(FIRST);
        upload();
        assertTrue(objects.containsKey(FIRST));
    }

    @Test
    void fileWithAnotherDigestIsNotUploaded() throws IOException {
        store(FIRST, "sealed");
        expected.put(FIRST, new Sealed(FIRST, "0".repeat(64), 6, 1));

        upload();

        assertEquals(List.of(FIRST + ".prec"), files());
        assertEquals(List.of(), requests);
    }

    @Test
    void seekReadsASmallChunkAndSequentialReadsGrow() throws IOException {
        byte[] bytes = new byte[4 << 20];
        new Random(1).nextBytes(bytes);
        objects.put(FIRST, bytes);

        try (var file = storage.open(FIRST)) {
            file.position(1_000_000);
            var read = ByteBuffer.allocate(bytes.length);
            while (file.read(read) >= 0) {
                // A read may return fewer bytes than requested.
            }
            assertEquals(ByteBuffer.wrap(bytes, 1_000_000, bytes.length - 1_000_000), read.flip());
            assertEquals(
                    List.of("size", "read 65536", "read 131072", "read 262144", "read 524288", "read 1048576"),
                    requests.subList(0, 6));
            requests.clear();
            file.position(7).read(ByteBuffer.allocate(1));
            file.position(60_000).read(ByteBuffer.allocate(1));
            assertEquals(List.of("read 65536"), requests);
            assertThrows(NonWritableChannelException.class, () -> file.write(read));
        }
    }

    private void upload() throws IOException {
        storage.upload(recording -> Optional.ofNullable(expected.get(recording)));
    }

    private void store(RecordingId recording, String text) throws IOException {
        write(storage.create(recording), text);
        try (var file = storage.openLocal(recording)) {
            expected.put(recording, new Sealed(recording, FileDigest.of(file), file.size(), 1));
        }
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve("recordings"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void write(SealedOutput output, String text) throws IOException {
        try (output) {
            output.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private final class InMemoryObjectStore implements ObjectStore {

        private void request(String operation) throws IOException {
            requests.add(operation);
            if (unavailable) {
                throw new IOException("store: unavailable (expected: in this test)");
            }
        }

        private byte[] object(RecordingId recording) throws IOException {
            byte[] bytes = objects.get(recording);
            if (bytes == null) {
                throw new NoSuchFileException(recording.value());
            }
            return bytes;
        }

        @Override
        public void put(RecordingId recording, Path file) throws IOException {
            request("put");
            if (Files.readString(file).equals("refused")) {
                throw new IOException("store: 403 (expected: in this test)");
            }
            objects.put(recording, Files.readAllBytes(file));
        }

        @Override
        public long size(RecordingId recording) throws IOException {
            request("size");
            return object(recording).length;
        }

        @Override
        public void read(RecordingId recording, long from, ByteBuffer to) throws IOException {
            request("read " + to.remaining());
            to.put(object(recording), (int) from, to.remaining());
        }

        @Override
        public void remove(RecordingId recording) throws IOException {
            request("remove");
            objects.remove(recording);
        }

        @Override
        public void close() {}
    }
}
