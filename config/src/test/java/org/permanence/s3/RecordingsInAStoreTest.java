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
import org.permanence.recording.StoreVault;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.Readers;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Refusal;
import org.permanence.seal.SealException;
import org.permanence.seal.SealReader;
import org.permanence.seal.SealWriter;
import org.permanence.seal.Sealed;
import org.permanence.seal.Sealer;
import org.permanence.settings.SecretFile;
import org.permanence.settings.StoreSettings;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// Recordings that are made here and kept in a store that speaks S3: a real one, which goes away and comes back.
class RecordingsInAStoreTest {

    /// Half a minute.
    private static final int FRAMES = 240_000;

    @TempDir
    static Path place;

    private static S3Server server;

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final PracticeKey practice = PracticeKey.generate();
    private final Map<RecordingId, Sealed> book = new ConcurrentHashMap<>();
    private S3ObjectStore store;
    private StoreVault vault;
    private Sealer sealer;

    @BeforeAll
    static void aStore() throws IOException {
        server = new S3Server(place);
    }

    @AfterAll
    static void theStoreEnds() throws IOException {
        server.close();
    }

    @BeforeEach
    void aHouseWithAStore() throws IOException {
        store = new S3ObjectStore(settings(server.endpoint(), S3Server.BUCKET, S3Server.SECRET_KEY));
        vault = new StoreVault(folder.resolve("spool"), store);
        FileRootKey.create(folder.resolve("root"));
        sealer = new Sealer(
                new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root"))));
    }

    @AfterEach
    void theHouseEnds() {
        store.close();
    }

    @Test
    void anObjectThatWasTamperedWithIsRefusedByTheSeal() throws IOException {
        RecordingId recording = keeps(sound(1));
        vault.settle(this::known);
        Path object = object(recording);
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.write(object, bytes);

        try (SealReader reader = open(recording)) {
            var room = ByteBuffer.allocate((int) reader.size());
            var refused = assertThrows(SealException.class, () -> reader.read(0, room));
            assertEquals(Refusal.SEGMENT_ALTERED, refused.refusal());
        }
    }

    @Test
    void anObjectThatWasCutIsRefusedBeforeItsFirstSound() throws IOException {
        RecordingId recording = keeps(sound(1));
        vault.settle(this::known);
        Path object = object(recording);
        Files.write(object, Arrays.copyOf(Files.readAllBytes(object), 100_000));

        var refused = assertThrows(SealException.class, () -> open(recording));

        assertEquals(Refusal.END_NOT_PROVEN, refused.refusal());
    }

    @Test
    void whereTheKeysAreWrongNothingIsLostAndNoSecretIsTold() throws IOException {
        RecordingId recording = keeps(sound(1));
        try (var other = new S3ObjectStore(settings(server.endpoint(), S3Server.BUCKET, "not-the-secret"))) {
            var stranger = new StoreVault(folder.resolve("spool"), other);

            var refused = assertThrows(IOException.class, () -> stranger.settle(this::known));

            assertEquals(
                    "store: 403 SignatureDoesNotMatch (expected: a bucket and keys that let us read, write and delete)",
                    refused.getMessage());
            assertNull(refused.getCause());
        }
        assertEquals(List.of(recording + ".prec"), spool());
    }

    @Test
    void aBucketThatIsNotThereIsNoMissingRecording() throws IOException {
        RecordingId recording = keeps(sound(1));
        try (var other = new S3ObjectStore(settings(server.endpoint(), "nowhere", S3Server.SECRET_KEY))) {
            var refused = assertThrows(IOException.class, () -> other.size(recording));

            assertFalse(refused instanceof NoSuchFileException);
            assertTrue(String.valueOf(refused.getMessage()).startsWith("store: 404 NoSuchBucket"), refused::toString);
        }
        assertThrows(NoSuchFileException.class, () -> store.size(recording));
    }

    @Test
    void aStoreThatNeverAnswersIsGivenUp() throws IOException {
        RecordingId recording = keeps(sound(1));
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var patient = new S3ObjectStore(
                        settings(
                                URI.create("http://127.0.0.1:" + mute.getLocalPort()),
                                S3Server.BUCKET,
                                S3Server.SECRET_KEY),
                        Duration.ofMillis(200))) {
            var refused = assertThrows(IOException.class, () -> patient.size(recording));

            assertTrue(String.valueOf(refused.getMessage()).endsWith("(expected: an answer)"), refused::toString);
            assertThrows(IOException.class, () -> patient.remove(recording));
            assertThrows(
                    IOException.class, () -> patient.put(recording, folder.resolve("spool/" + recording + ".prec")));
        }
    }

    @Test
    void whileTheStoreIsAwayARecordingIsMadeAndHeardAndBroughtThereLater() throws IOException {
        server.goesAway();
        ByteBuffer sound = sound(1);
        RecordingId recording = keeps(sound);

        var away = assertThrows(IOException.class, () -> vault.settle(this::known));

        assertEquals("store: ConnectException (expected: an answer)", away.getMessage());
        assertEquals(List.of(recording + ".prec"), spool());
        assertEquals(sound, heard(recording));
        server.comesBack();
        vault.settle(this::known);
        assertEquals(List.of(), spool());
        assertEquals(sound, heard(recording));
    }

    @Test
    void whatIsBeingMadeStaysHereAndOpensToTheLastSegmentWhenItsEngineDies() throws IOException {
        var being = RecordingId.next(clock);
        SealWriter writer = begin(being);
        writer.append(sound(1));

        vault.settle(this::known);

        assertEquals(List.of(being + ".prec"), spool());
        assertThrows(NoSuchFileException.class, () -> store.size(being));
        try (var cut = vault.openHere(being)) {
            assertTrue(cut.size() > FRAMES * 4L - 4_096, "all but the last segment");
        }
        writer.close();
    }

    @Test
    void anUploadThatCameThereOtherwiseIsSeenAndDoneAgain() throws IOException {
        for (Harm harm : List.of(Harm.CUT, Harm.ALTERED)) {
            ByteBuffer sound = sound(3);
            RecordingId recording = keeps(sound);
            var harmed = new StoreVault(folder.resolve("spool"), new Harming(store, harm));

            assertThrows(IOException.class, () -> harmed.settle(this::known));
            assertEquals(List.of(recording + ".prec"), spool(), "nothing leaves the spool unproven");
            harmed.settle(this::known);

            assertEquals(List.of(), spool());
            assertEquals(sound, heard(recording));
        }
    }

    @Test
    void anEngineThatDiedBetweenUploadAndRemovalIsFollowedByOneThatSeesIt() throws IOException {
        ByteBuffer sound = sound(1);
        RecordingId recording = keeps(sound);
        store.put(recording, folder.resolve("spool/" + recording + ".prec"));
        assertEquals(sound, heard(recording));

        new StoreVault(folder.resolve("spool"), store).settle(this::known);

        assertEquals(List.of(), spool());
        assertEquals(sound, heard(recording));
    }

    @Test
    void whatIsTakenAwayIsNowhereAnyMore() throws IOException {
        RecordingId there = keeps(sound(1));
        vault.settle(this::known);
        RecordingId here = keeps(sound(2));

        vault.remove(there);
        vault.remove(here);

        assertFalse(Files.exists(object(there)));
        assertEquals(List.of(), spool());
        assertThrows(NoSuchFileException.class, () -> vault.open(there));
        assertThrows(NoSuchFileException.class, () -> vault.open(here));
        vault.remove(there); // Of what is not there, nothing.
    }

    @Test
    void whatCannotBeTakenAwayNowIsToldAndOpensNoMoreAndGoesWhenTheStoreIsBack() throws IOException {
        RecordingId told = keeps(sound(1));
        RecordingId dropped = keeps(sound(2));
        vault.settle(this::known);
        server.goesAway();

        assertThrows(IOException.class, () -> vault.remove(told));
        vault.drop(dropped);

        for (RecordingId going : List.of(told, dropped)) {
            assertThrows(NoSuchFileException.class, () -> vault.open(going));
            assertTrue(Files.exists(object(going)));
        }
        server.comesBack();
        new StoreVault(folder.resolve("spool"), store).settle(this::known); // Of the next engine, too.
        assertFalse(Files.exists(object(told)) || Files.exists(object(dropped)));
    }

    @Test
    void whatIsTakenAwayWhileItIsBroughtThereGoesAfterwards() throws IOException {
        RecordingId recording = keeps(sound(1));
        List<StoreVault> during = new ArrayList<>();
        during.add(new StoreVault(folder.resolve("spool"), new Harming(store, Harm.NONE) {
            @Override
            public void put(RecordingId brought, Path file) throws IOException {
                super.put(brought, file);
                assertThrows(IOException.class, () -> during.getFirst().remove(brought));
            }
        }));

        during.getFirst().settle(this::known);

        assertEquals(List.of(), spool());
        assertFalse(Files.exists(object(recording)));
    }

    @Test
    void aRecordingIsHeardFromTheStoreAtEachPlaceOfIt() throws IOException {
        ByteBuffer sound = sound(1);
        RecordingId recording = keeps(sound);

        vault.settle(this::known);

        assertEquals(List.of(), spool());
        try (SealReader reader = open(recording)) {
            for (int at : List.of(0, FRAMES, 4 * FRAMES - 400, 4_096, 2 * FRAMES)) {
                var room = ByteBuffer.allocate(400);
                reader.read(at, room);
                assertEquals(sound.slice(at, 400), room.flip(), "at " + at);
            }
        }
        assertEquals(sound, heard(recording));
    }

    private enum Harm {
        NONE,
        CUT,
        ALTERED
    }

    /// Our port to the store, with a line between that harms the first upload.
    private static class Harming implements ObjectStore {

        private final ObjectStore store;
        private Harm harm;

        Harming(ObjectStore store, Harm harm) {
            this.store = store;
            this.harm = harm;
        }

        @Override
        public void put(RecordingId recording, Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            byte[] sent = switch (harm) {
                case NONE -> bytes;
                case CUT -> Arrays.copyOf(bytes, bytes.length - 1);
                case ALTERED -> {
                    bytes[bytes.length - 1] ^= 1;
                    yield bytes;
                }
            };
            harm = Harm.NONE;
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

    private RecordingId keeps(ByteBuffer sound) throws IOException {
        clock.advance(Duration.ofSeconds(1));
        var recording = RecordingId.next(clock);
        try (SealWriter writer = begin(recording)) {
            writer.append(sound.duplicate());
            book.put(recording, writer.seal());
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
                new Readers.PracticeOnly(List.of(practice.recipient())),
                false);
        return sealer.begin(plan, vault.create(recording)).writer();
    }

    private Optional<Sealed> known(RecordingId recording) {
        return Optional.ofNullable(book.get(recording));
    }

    private SealReader open(RecordingId recording) throws IOException {
        var file = vault.open(recording);
        try (var key = practice.open(SealReader.headerOf(file))) {
            return SealReader.open(file, key);
        }
    }

    private ByteBuffer heard(RecordingId recording) throws IOException {
        try (SealReader reader = open(recording)) {
            var room = ByteBuffer.allocate((int) reader.size());
            reader.read(0, room);
            return room.flip();
        }
    }

    private List<String> spool() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private Path object(RecordingId recording) {
        return server.file("recordings/" + recording + ".prec");
    }

    private StoreSettings settings(URI endpoint, String bucket, String secret) throws IOException {
        return new StoreSettings(endpoint, bucket, "us-east-1", secret(S3Server.ACCESS_KEY), secret(secret));
    }

    private SecretFile secret(String text) throws IOException {
        Path file = Files.createTempFile(
                folder,
                "secret",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new SecretFile(Files.writeString(file, text));
    }

    private static ByteBuffer sound(int seed) {
        byte[] sound = new byte[FRAMES * 4];
        new Random(seed).nextBytes(sound);
        return ByteBuffer.wrap(sound);
    }
}
