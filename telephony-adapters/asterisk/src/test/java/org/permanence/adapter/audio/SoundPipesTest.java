package org.permanence.adapter.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;

/// The writing end is opened here as Asterisk opens it: for writing, at any time.
class SoundPipesTest {

    private static final CallId CALL = new CallId("house-1795310802.7");
    private static final CallId OTHER = new CallId("house-1795310803.8");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.createFile(work.resolve("file"));

        assertThrows(SoundPipeException.class, () -> new SoundPipes(file.resolve("pipes")).close());
    }

    @Test
    void aNameThatIsTakenByAFileIsRefusedAndTheFileStays() throws IOException {
        try (var pipes = new SoundPipes(folder())) {
            Path file = Files.writeString(folder().resolve(CALL + ".raw"), "somebody's");

            assertThrows(SoundPipeException.class, () -> pipes.open(CALL, new HeardSound()));
            assertEquals("somebody's", Files.readString(file));
            assertEquals(List.of(), pipes.calls());
        }
    }

    @Test
    void thePipesAreTheHousesAlone() throws IOException {
        try (var pipes = new SoundPipes(folder())) {
            Path pipe = pipes.open(CALL, new HeardSound()).orElseThrow();

            assertEquals("rwx------", mode(folder()));
            assertEquals("rw-------", mode(pipe));
        }
    }

    @Test
    void whatAsteriskSaysIsHeardByteForByteAndNothingIsLeftInTheFolder() throws Exception {
        try (var pipes = new SoundPipes(folder())) {
            var ear = new HeardSound();
            Path pipe = pipes.open(CALL, ear).orElseThrow();
            byte[] said = sound(300_000);

            try (var asterisk = new FileOutputStream(pipe.toFile())) {
                asterisk.write(said);
                assertArrayEquals(said, ear.sound(said.length));
                assertEquals(0, Files.size(pipe), "the disk has nothing of it");
            }
            pipes.callEnded(CALL);

            assertTrue(ear.hasEnded());
            assertTrue(Files.notExists(pipe));
        }
    }

    @Test
    void howeverQuietItWasBeforeTheEndWhatAsteriskStillHeldIsHeard() throws Exception {
        Path path = work.resolve("quiet.raw");
        NamedPipe.make(path);
        var ear = new HeardSound();
        var pipe = SoundPipe.open(path, ear);
        byte[] room = new byte[64 * 1024];
        for (int i = 0; i < 100; i++) {
            assertTrue(pipe.look(room));
        }

        pipe.callEnded();
        assertTrue(pipe.look(room));
        try (var asterisk = new FileOutputStream(path.toFile())) {
            asterisk.write(sound(4_000));
        }
        assertTrue(pipe.look(room));

        assertArrayEquals(sound(4_000), ear.sound(4_000));
        assertTrue(IntStream.range(0, 100).anyMatch(_ -> !pipe.look(room)), "then it goes");
        assertTrue(ear.hasEnded());
    }

    @Test
    void whatAsteriskStillHeldWhenTheCallEndedIsHeard() throws Exception {
        try (var pipes = new SoundPipes(folder())) {
            var ear = new HeardSound();
            Path pipe = pipes.open(CALL, ear).orElseThrow();

            try (var asterisk = new FileOutputStream(pipe.toFile())) {
                pipes.callEnded(CALL);
                asterisk.write(sound(1_000));
                assertEquals(1_000, ear.sound(1_000).length);
            }
            assertTrue(ear.hasEnded());
        }
    }

    @Test
    void whoIsDeafenedHearsNoMoreAndAsteriskIsNotHeldUp() throws Exception {
        try (var pipes = new SoundPipes(folder())) {
            var ear = new HeardSound();
            Path pipe = pipes.open(CALL, ear).orElseThrow();

            pipes.deafen(CALL);
            try (var asterisk = new FileOutputStream(pipe.toFile())) {
                asterisk.write(sound(300_000)); // More than a pipe holds: this would wait for ever.
            }

            assertTrue(ear.hasEnded());
            assertEquals(0, ear.sound(0).length);
        }
    }

    @Test
    void aFaultOfOneEarNeitherHoldsAsteriskUpNorAnyOtherCall() throws Exception {
        try (var pipes = new SoundPipes(folder())) {
            Path faulty = pipes.open(CALL, new FaultyEar()).orElseThrow();
            var ear = new HeardSound();
            Path sound = pipes.open(OTHER, ear).orElseThrow();

            try (var one = new FileOutputStream(faulty.toFile());
                    var other = new FileOutputStream(sound.toFile())) {
                one.write(sound(300_000));
                other.write(sound(1_000));
            }

            assertEquals(1_000, ear.sound(1_000).length);
        }
    }

    @Test
    void aPipeOfAnEngineThatDiedIsReadOnAndHeardByWhoAsksForIt() throws Exception {
        Path pipe;
        try (var died = new SoundPipes(folder())) {
            pipe = died.open(CALL, new HeardSound()).orElseThrow();
        }
        try (var pipes = new SoundPipes(folder())) {
            assertEquals(List.of(CALL), pipes.calls());
            var ear = new HeardSound();

            assertEquals(Optional.empty(), pipes.open(CALL, ear), "Asterisk says into it already");
            try (var asterisk = new FileOutputStream(pipe.toFile())) {
                asterisk.write(sound(1_000));
            }

            assertEquals(1_000, ear.sound(1_000).length);
            assertTrue(Files.exists(pipe));
        }
    }

    private Path folder() {
        return work.resolve("pipes");
    }

    private static byte[] sound(int bytes) {
        byte[] sound = new byte[bytes];
        new Random(7).nextBytes(sound);
        return sound;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static final class FaultyEar implements AudioListener {

        @Override
        public void onAudio(ByteBuffer sound) {
            throw new IllegalStateException("a fault of the ear");
        }

        @Override
        public void noticeNotPlayed() {}

        @Override
        public void ended() {}
    }
}
