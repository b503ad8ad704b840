package org.permanence.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.CallId;
import org.permanence.lab.S3Server;
import org.permanence.recording.ObjectStore;
import org.permanence.recording.RemoteRecordingStorage;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealException;
import org.permanence.seal.SealFailure;
import org.permanence.seal.SealReader;
import org.permanence.seal.SealWriter;
import org.permanence.seal.Sealed;
import org.permanence.seal.Sealer;
import org.permanence.settings.ObjectStoreSettings;
import org.permanence.settings.SecretFile;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// Recordings in a real S3 store, which becomes unavailable and comes back.
class S3RecordingStorageTest {

    /// Half a minute of audio.
    private static final int FRAMES = 240_000;

    @TempDir
    static Path serverDirectory;

    private static S3Server server;

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final PracticeKey practice = PracticeKey.generate();
    private final Map<RecordingId, Sealed> seals = new ConcurrentHashMap<>();
    private S3ObjectStore store;
    private RemoteRecordingStorage storage;
    private Sealer sealer;

    @BeforeAll
    static void startServer() throws IOException {
        server = new S3Server(serverDirectory);
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void createStorage() throws IOException {
        store = new S3ObjectStore(settings(server.endpoint(), S3Server.BUCKET, S3Server.SECRET_KEY));
        storage = new RemoteRecordingStorage(directory.resolve("spool"), store);
        FileRootKey.create(directory.resolve("root"));
        sealer = new Sealer(new KeyChain(
                new FolderKeyStore(directory.resolve("keys")), FileRootKey.read(directory.resolve("root"))));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void tamperedObjectIsRejected() throws IOException {
        RecordingId recording = record(randomAudio(1));
        storage.upload(this::sealOf);
        Path object = object(recording);
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.write(object, bytes);

        try (SealReader reader = open(recording)) {
            var buffer = ByteBuffer.allocate((int) reader.size());
            var thrown = assertThrows(SealException.class, () -> reader.read(0, buffer));
            assertEquals(SealFailure.SEGMENT_ALTERED, thrown.failure());
        }
    }

    @Test
    void truncatedObjectIsRejectedBeforePlayback() throws IOException {
        RecordingId recording = record(randomAudio(1));
        storage.upload(this::sealOf);
        Path object = object(recording);
        Files.write(object, Arrays.copyOf(Files.readAllBytes(object), 100_000));

        var thrown = assertThrows(SealException.class, () -> open(recording));

        assertEquals(SealFailure.END_NOT_PROVEN, thrown.failure());
    }

    @Test
    void wrongAccessKeyLosesNothingAndLeaksNoSecret() throws IOException {
        RecordingId recording = record(randomAudio(1));
        try (var other = new S3ObjectStore(settings(server.endpoint(), S3Server.BUCKET, "not-the-secret"))) {
            var wrongKeyStorage = new RemoteRecordingStorage(directory.resolve("spool"), other);

            var thrown = assertThrows(IOException.class, () -> wrongKeyStorage.upload(this::sealOf));

            assertEquals(
                    "store: 403 SignatureDoesNotMatch (expected: a bucket and keys that let us read, write and delete)",
                    thrown.getMessage());
            assertNull(thrown.getCause());
        }
        assertEquals(List.of(recording + ".prec"), spool());
    }

    @Test
    void missingBucketIsNotAMissingRecording() throws IOException {
        RecordingId recording = record(randomAudio(1));
        try (var other = new S3ObjectStore(settings(server.endpoint(), "nowhere", S3Server.SECRET_KEY))) {
            var thrown = assertThrows(IOException.class, () -> other.size(recording));

            assertFalse(thrown instanceof NoSuchFileException);
            assertTrue(String.valueOf(thrown.getMessage()).startsWith("store: 404 NoSuchBucket"), thrown::toString);
        }
        assertThrows(NoSuchFileException.class, () -> store.size(recording));
    }

    @Test
    void requestToAnUnresponsiveStoreTimesOut() throws IOException {
        RecordingId recording = record(randomAudio(1));
        try (var unresponsive = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var shortTimeoutStore = new S3ObjectStore(
                        settings(
                                URI.create("http://127.0.0.1:" + unresponsive.getLocalPort()),
                                S3Server.BUCKET,
                                S3Server.SECRET_KEY),
                        Duration.ofMillis(200))) {
            var thrown = assertThrows(IOException.class, () -> shortTimeoutStore.size(recording));

            assertTrue(String.valueOf(thrown.getMessage()).endsWith("(expected: an answer)"), thrown::toString);
            assertThrows(IOException.class, () -> shortTimeoutStore.remove(recording));
            assertThrows(
                    IOException.class,
                    () -> shortTimeoutStore.put(recording, directory.resolve("spool/" + recording + ".prec")));
        }
    }

    @Test
    void recordingIsUploadedWhenTheStoreReturns() throws IOException {
        server.stop();
        ByteBuffer sound = randomAudio(1);
        RecordingId recording = record(sound);

        var thrown = assertThrows(IOException.class, () -> storage.upload(this::sealOf));

        assertEquals("store: ConnectException (expected: an answer)", thrown.getMessage());
        assertEquals(List.of(recording + ".prec"), spool());
        assertEquals(sound, playBack(recording));
        server.restart();
        storage.upload(this::sealOf);
        assertEquals(List.of(), spool());
        assertEquals(sound, playBack(recording));
    }

    @Test
    void unfinishedRecordingStaysLocalAndCanBeRead() throws IOException {
        var unfinished = RecordingId.next(clock);
        SealWriter writer = begin(unfinished);
        writer.append(randomAudio(1));

        storage.upload(this::sealOf);

        assertEquals(List.of(unfinished + ".prec"), spool());
        assertThrows(NoSuchFileException.class, () -> store.size(unfinished));
        try (var unfinishedFile = storage.openLocal(unfinished)) {
            assertTrue(unfinishedFile.size() > FRAMES * 4L - 4_096, "only the last segment may be missing");
        }
        writer.close();
    }

    @Test
    void corruptedUploadIsDetectedAndRepeated() throws IOException {
        for (UploadFault fault : List.of(UploadFault.TRUNCATED, UploadFault.CORRUPTED)) {
            ByteBuffer sound = randomAudio(3);
            RecordingId recording = record(sound);
            var faultyStorage =
                    new RemoteRecordingStorage(directory.resolve("spool"), new FaultyObjectStore(store, fault));

            assertThrows(IOException.class, () -> faultyStorage.upload(this::sealOf));
            assertEquals(List.of(recording + ".prec"), spool(), "an unverified upload stays in the spool");
            faultyStorage.upload(this::sealOf);

            assertEquals(List.of(), spool());
            assertEquals(sound, playBack(recording));
        }
    }

    @Test
    void uploadedCopyIsRemovedLocallyAfterARestart() throws IOException {
        ByteBuffer sound = randomAudio(1);
        RecordingId recording = record(sound);
        store.put(recording, directory.resolve("spool/" + recording + ".prec"));
        assertEquals(sound, playBack(recording));

        new RemoteRecordingStorage(directory.resolve("spool"), store).upload(this::sealOf);

        assertEquals(List.of(), spool());
        assertEquals(sound, playBack(recording));
    }

    @Test
    void removedRecordingIsDeletedEverywhere() throws IOException {
        RecordingId uploaded = record(randomAudio(1));
        storage.upload(this::sealOf);
        RecordingId spooled = record(randomAudio(2));

        storage.remove(uploaded);
        storage.remove(spooled);

        assertFalse(Files.exists(object(uploaded)));
        assertEquals(List.of(), spool());
        assertThrows(NoSuchFileException.class, () -> storage.open(uploaded));
        assertThrows(NoSuchFileException.class, () -> storage.open(spooled));
        storage.remove(uploaded); // Already removed: does nothing.
    }

    @Test
    void pendingRemovalHidesTheRecordingUntilTheStoreReturns() throws IOException {
        RecordingId removed = record(randomAudio(1));
        RecordingId dropped = record(randomAudio(2));
        storage.upload(this::sealOf);
        server.stop();

        assertThrows(IOException.class, () -> storage.remove(removed));
        storage.scheduleRemoval(dropped);

        for (RecordingId pending : List.of(removed, dropped)) {
            assertThrows(NoSuchFileException.class, () -> storage.open(pending));
            assertTrue(Files.exists(object(pending)));
        }
        server.restart();
        new RemoteRecordingStorage(directory.resolve("spool"), store).upload(this::sealOf); // As the next engine does.
        assertFalse(Files.exists(object(removed)) || Files.exists(object(dropped)));
    }

    @Test
    void recordingRemovedDuringUploadIsDeletedAfterwards() throws IOException {
        RecordingId recording = record(randomAudio(1));
        List<RemoteRecordingStorage> storages = new ArrayList<>();
        storages.add(new RemoteRecordingStorage(
                directory.resolve("spool"), new FaultyObjectStore(store, UploadFault.NONE) {
                    @Override
                    public void put(RecordingId brought, Path file) throws IOException {
                        super.put(brought, file);
                        assertThrows(
                                IOException.class, () -> storages.getFirst().remove(brought));
                    }
                }));

        storages.getFirst().upload(this::sealOf);

        assertEquals(List.of(), spool());
        assertFalse(Files.exists(object(recording)));
    }

    @Test
    void recordingIsReadFromTheStoreAtAnyOffset() throws IOException {
        ByteBuffer sound = randomAudio(1);
        RecordingId recording = record(sound);

        storage.upload(this::sealOf);

        assertEquals(List.of(), spool());
        try (SealReader reader = open(recording)) {
            for (int offset : List.of(0, FRAMES, 4 * FRAMES - 400, 4_096, 2 * FRAMES)) {
                var buffer = ByteBuffer.allocate(400);
                reader.read(offset, buffer);
                assertEquals(sound.slice(offset, 400), buffer.flip(), "at " + offset);
            }
        }
        assertEquals(sound, playBack(recording));
    }

    private enum UploadFault {
        NONE,
        TRUNCATED,
        CORRUPTED
    }

    /// An object store that damages the first upload on its way.
    private static class FaultyObjectStore implements ObjectStore {

        private final ObjectStore store;
        private UploadFault fault;

        FaultyObjectStore(ObjectStore store, UploadFault fault) {
            this.store = store;
            this.fault = fault;
        }

        @Override
        public void put(RecordingId recording, Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            byte[] sent = switch (fault) {
                case NONE -> bytes;
                case TRUNCATED -> Arrays.copyOf(bytes, bytes.length - 1);
                case CORRUPTED -> {
                    bytes[bytes.length - 1] ^= 1;
                    yield bytes;
                }
            };
            fault = UploadFault.NONE;
            Path copy = Files.write(Files.createTempFile("sent", null), sent);
            store.put(recording, copy);
            Files.delete(copy);
        }

        @Override
        public long size(RecordingId recording) throws IOException {
            return store.size(recording);
        }

        @Override
        public void read(RecordingId recording, long from, ByteBuffer to) throws IOException {
            store.read(recording, from, to);
        }

        @Override
        public void remove(RecordingId recording) throws IOException {
            store.remove(recording);
        }

        @Override
        public void close() {}
    }

    private RecordingId record(ByteBuffer sound) throws IOException {
        clock.advance(Duration.ofSeconds(1));
        var recording = RecordingId.next(clock);
        try (SealWriter writer = begin(recording)) {
            writer.append(sound.duplicate());
            seals.put(recording, writer.seal());
        }
        return recording;
    }

    private SealWriter begin(RecordingId recording) throws IOException {
        var plan = new Sealer.Plan(
                recording,
                SamplePractices.LES_LILAS.id(),
                new CallId("call"),
                clock.instant(),
                YearMonth.of(2027, 5),
                new DecryptionPolicy.PracticeOnly(List.of(practice.recipient())),
                false);
        return sealer.begin(plan, storage.create(recording)).writer();
    }

    private Optional<Sealed> sealOf(RecordingId recording) {
        return Optional.ofNullable(seals.get(recording));
    }

    private SealReader open(RecordingId recording) throws IOException {
        var file = storage.open(recording);
        try (var key = practice.open(SealReader.headerOf(file))) {
            return SealReader.open(file, key);
        }
    }

    private ByteBuffer playBack(RecordingId recording) throws IOException {
        try (SealReader reader = open(recording)) {
            var buffer = ByteBuffer.allocate((int) reader.size());
            reader.read(0, buffer);
            return buffer.flip();
        }
    }

    private List<String> spool() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private Path object(RecordingId recording) {
        return server.file("recordings/" + recording + ".prec");
    }

    private ObjectStoreSettings settings(URI endpoint, String bucket, String secret) throws IOException {
        return new ObjectStoreSettings(endpoint, bucket, "us-east-1", secret(S3Server.ACCESS_KEY), secret(secret));
    }

    private SecretFile secret(String text) throws IOException {
        Path file = Files.createTempFile(
                directory,
                "secret",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new SecretFile(Files.writeString(file, text));
    }

    private static ByteBuffer randomAudio(int seed) {
        byte[] sound = new byte[FRAMES * 4];
        new Random(seed).nextBytes(sound);
        return ByteBuffer.wrap(sound);
    }
}
