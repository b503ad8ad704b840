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
import org.permanence.seal.Sink;

/// What is asked of a far store, and when. Whole recordings in a real one are tried in `org.permanence.s3`.
class StoreVaultTest {

    private static final RecordingId FIRST = new RecordingId("0199aaaa-0000-7000-8000-000000000001");
    private static final RecordingId SECOND = new RecordingId("0199aaaa-0000-7000-8000-000000000002");

    @TempDir
    Path folder;

    private final Map<RecordingId, byte[]> objects =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private final List<String> asked = new ArrayList<>();
    private final Map<RecordingId, Sealed> book =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private boolean away;
    private StoreVault vault;

    @BeforeEach
    void aVault() {
        vault = new StoreVault(folder.resolve("recordings"), new Store());
    }

    @Test
    void whoeverSealsOrRepairsNeverAsksTheStore() throws IOException {
        write(vault.create(FIRST), "cut");
        write(vault.repair(FIRST), "whole");
        vault.openHere(FIRST).close();
        vault.replace(FIRST);
        vault.removeRepair(FIRST);
        vault.drop(FIRST);

        assertThrows(NoSuchFileException.class, () -> vault.openHere(FIRST));
        assertEquals(List.of(), vault.repairs());
        assertEquals(List.of(), asked);
    }

    @Test
    void aStoreThatIsAwayIsAskedThreeTimesARound() throws IOException {
        for (int i = 1; i <= 9; i++) {
            keep(new RecordingId("0199aaaa-0000-7000-8000-00000000000" + i), "sealed");
        }
        away = true;

        assertThrows(IOException.class, this::settle);

        assertEquals(3, asked.size());
    }

    @Test
    void whatTheStoreRefusesKeepsNothingElseFromIt() throws IOException {
        keep(FIRST, "refused");
        keep(SECOND, "sealed");

        assertThrows(IOException.class, this::settle);

        assertTrue(objects.containsKey(SECOND));
        assertEquals(List.of(FIRST + ".prec"), files());
    }

    @Test
    void aCutFileWithItsRepairBesideItIsNotTakenForWholeThoughTheBookSaysSo() throws IOException {
        keep(FIRST, "whole");
        write(vault.repair(FIRST), "whole");

        settle();

        assertEquals(List.of(), asked);
        vault.replace(FIRST);
        settle();
        assertTrue(objects.containsKey(FIRST));
    }

    @Test
    void aFileThatIsNotTheOneTheBookKnowsStaysHere() throws IOException {
        keep(FIRST, "sealed");
        book.put(FIRST, new Sealed(FIRST, "0".repeat(64), 6, 1));

        settle();

        assertEquals(List.of(FIRST + ".prec"), files());
        assertEquals(List.of(), asked);
    }

    @Test
    void aJumpAsksForLittleAndReadingOnForMore() throws IOException {
        byte[] bytes = new byte[4 << 20];
        new Random(1).nextBytes(bytes);
        objects.put(FIRST, bytes);

        try (var file = vault.open(FIRST)) {
            file.position(1_000_000);
            var read = ByteBuffer.allocate(bytes.length);
            while (file.read(read) >= 0) {
                // A read may give less than was asked for.
            }
            assertEquals(ByteBuffer.wrap(bytes, 1_000_000, bytes.length - 1_000_000), read.flip());
            assertEquals(
                    List.of("size", "read 65536", "read 131072", "read 262144", "read 524288", "read 1048576"),
                    asked.subList(0, 6));
            asked.clear();
            file.position(7).read(ByteBuffer.allocate(1));
            file.position(60_000).read(ByteBuffer.allocate(1));
            assertEquals(List.of("read 65536"), asked);
            assertThrows(NonWritableChannelException.class, () -> file.write(read));
        }
    }

    private void settle() throws IOException {
        vault.settle(recording -> Optional.ofNullable(book.get(recording)));
    }

    private void keep(RecordingId recording, String text) throws IOException {
        write(vault.create(recording), text);
        try (var file = vault.openHere(recording)) {
            book.put(recording, new Sealed(recording, FileDigest.of(file), file.size(), 1));
        }
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve("recordings"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void write(Sink sink, String text) throws IOException {
        try (sink) {
            sink.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private final class Store implements ObjectStore {

        private void ask(String what) throws IOException {
            asked.add(what);
            if (away) {
                throw new IOException("store: away");
            }
        }

        private byte[] found(RecordingId recording) throws IOException {
            byte[] bytes = objects.get(recording);
            if (bytes == null) {
                throw new NoSuchFileException(recording.value());
            }
            return bytes;
        }

        @Override
        public void put(RecordingId recording, Path file) throws IOException {
            ask("put");
            if (Files.readString(file).equals("refused")) {
                throw new IOException("store: 403");
            }
            objects.put(recording, Files.readAllBytes(file));
        }

        @Override
        public long size(RecordingId recording) throws IOException {
            ask("size");
            return found(recording).length;
        }

        @Override
        public void read(RecordingId recording, long from, ByteBuffer to) throws IOException {
            ask("read " + to.remaining());
            to.put(found(recording), (int) from, to.remaining());
        }

        @Override
        public void remove(RecordingId recording) throws IOException {
            ask("remove");
            objects.remove(recording);
        }

        @Override
        public void close() {}
    }
}
